"""What the rules of a place say to an order: the database and the catalog are asked, nobody else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.rules.refusal import Refusal, RefusalCode
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules.standing import Standing
from bot.rules.words import refused_words
from titan_core.catalog import CATALOG, Model, find

# What a model reads to draw it, and what is shown as its words. To keep a refused thing out is no offence.
_TEXTS = ("prompt", "search_prompt", "select_prompt", "mask_prompt")

ModelsFor = Callable[[Order], Sequence[Model]]  # that would be asked if all were allowed


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """Of a workspace and of one of its channels, together."""

    workspace: WorkspaceRules
    channel: ChannelRules

    @property
    def models(self) -> frozenset[str] | None:
        """Ids of those that may draw; None: all."""
        return _either(self.workspace.models, self.channel.models)

    @property
    def tasks(self) -> frozenset[str] | None:
        """Names of the types of tasks that may be drawn; None: all."""
        return _either(self.workspace.tasks, self.channel.tasks)

    @property
    def unwanted(self) -> str:
        """What every picture keeps out."""
        return ", ".join(dict.fromkeys(filter(None, (self.workspace.unwanted, self.channel.unwanted))))

    def refusal_of(self, asked: Asked, models_for: ModelsFor) -> Refusal | None:
        """The first rule that is in its way; None if there is none."""
        return (
            self._refusal_of_place(asked)
            or self._refusal_of_task(asked.order)
            or self._refusal_of_model(asked.order, models_for)
            or self.refusal_of_words(asked.order)
        )

    def refusal_of_words(self, order: Order) -> Refusal | None:
        """Of what a model would read, and of what the picture is said to show."""
        where = next(filter(None, map(self.refuse, _texts_of(order))), "")
        return Refusal(code=RefusalCode.WORDS, values={"where": where}) if where else None

    def refuse(self, text: str) -> str:
        """Whose words it holds that are refused: "workspace", "channel", or "" for none."""
        for where, rules in (("workspace", self.workspace), ("channel", self.channel)):
            if rules.refused_words and refused_words(rules.refused_words).are_in(text):
                return where
        return ""

    def refusal_of_standing(self, standing: Standing | None) -> Refusal | None:
        """None is an answer that Slack doesn't give."""
        match standing:
            case _ if self.workspace.guests and self.workspace.external:
                return None
            case None:
                return Refusal(code=RefusalCode.UNSURE)
            case Standing.GUEST if not self.workspace.guests:
                return Refusal(code=RefusalCode.GUEST)
            case Standing.EXTERNAL if not self.workspace.external:
                return Refusal(code=RefusalCode.EXTERNAL)
        return None

    def _refusal_of_place(self, asked: Asked) -> Refusal | None:
        workspace = self.workspace
        if workspace.is_stopped:
            return Refusal(code=RefusalCode.STOPPED)
        if not _may(asked.channel_id, workspace.channels, workspace.closed_channels):
            return Refusal(code=RefusalCode.CHANNEL)
        if not _may(asked.person.user_id, workspace.people, workspace.closed_people):
            return Refusal(code=RefusalCode.PERSON)
        return None

    def _refusal_of_task(self, order: Order) -> Refusal | None:
        name = order.asked["task"]
        if self.tasks is None or name in self.tasks:
            return None
        return Refusal(code=RefusalCode.TASK, values={"name": name})

    def _refusal_of_model(self, order: Order, models_for: ModelsFor) -> Refusal | None:
        """Where no model at all can do it, that is for the draw to say."""
        if self.models is None:
            return None
        named = find(order.model) if order.model else None
        able = [*models_for(order), *(models_for(order.words_only()) if order.otherwise else ())]
        is_left = not able or any(model.model_id in self.models for model in able)
        if is_left and (named is None or named.model_id in self.models):
            return None
        allowed = ", ".join(model.alias for model in CATALOG if model.model_id in self.models)
        return Refusal(code=RefusalCode.MODEL, values={"name": named.title if named else "", "allowed": allowed})


def with_unwanted(order: Order, unwanted: str, characters: int) -> Order:
    """The order with what is always kept out, where its task can say so; once, and before its own words.

    Of a text longer than `characters`, which no model takes, the order's own words are cut.
    """
    if not unwanted:
        return order
    otherwise = None if order.otherwise is None else _kept_out(order.words_only(), unwanted, characters)
    return replace(order, asked=_kept_out(order, unwanted, characters), otherwise=otherwise)


def takes_unwanted(order: Order) -> bool:
    """Whether its task has words for what is not to be seen; some models leave them out all the same."""
    return "negative_prompt" in {field.name for field in fields(order.sketch())}


def _kept_out(order: Order, unwanted: str, characters: int) -> dict[str, str]:
    if not takes_unwanted(order):
        return dict(order.asked)
    own = [part for part in order.negative_prompt.split(", ") if part and part not in unwanted.split(", ")]
    while own and len(", ".join([unwanted, *own])) > characters:
        own.pop()
    return {**order.asked, "negative_prompt": ", ".join([unwanted, *own])}


def _texts_of(order: Order) -> Iterator[str]:
    for asked in (order.asked, order.otherwise or {}):
        yield from (asked[name] for name in _TEXTS if name in asked)
    yield order.about


def _either(workspace: Sequence[str], channel: Sequence[str]) -> frozenset[str] | None:
    sets = [frozenset(names) for names in (workspace, channel) if names]
    return frozenset.intersection(*sets) if sets else None


def _may(name: str, allowed: tuple[str, ...], closed: tuple[str, ...]) -> bool:
    return name not in closed and (not allowed or name in allowed)
