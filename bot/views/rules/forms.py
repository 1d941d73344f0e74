"""A form for each part of the workspace's rules, and one for all of a channel's."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.locale import Words
from bot.rules.limits import Scope
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.settings import RuleSettings
from bot.views.modal import View, modal, plain
from bot.views.rules.about import About, Section
from bot.views.rules.fields import Block, channels, line, lines, number, people, several
from bot.views.rules.limits import limit_fields
from bot.views.rules.names import label, model_options, task_options
from bot.views.rules.summary import limits_text
from bot.views.settings.fields import NONE_CHOSEN, menu, tick

CALLBACK = "rules"
DEFAULT_LIMITS = "limits_of_settings"  # a box: as if none had ever been set
YES, NO = "yes", "no"
_MOST_DAYS = 3650


@dataclass(frozen=True, kw_only=True, slots=True)
class RulesForm:
    """seen: ids of the channels among the rules that the reader can see; the others are neither shown nor touched."""

    workspace: WorkspaceRules
    channel: ChannelRules
    settings: RuleSettings
    seen: frozenset[str] = frozenset()

    def visible(self, channel_ids: tuple[str, ...]) -> list[str]:
        return [channel_id for channel_id in channel_ids if channel_id in self.seen]


def form_view(about: About, form: RulesForm, words: Words) -> View:
    """Up to 20 blocks."""
    return modal(
        words("Rules"),
        _BLOCKS[about.section](form, words) if not about.channel_id else _channel(about.channel_id, form, words),
        words,
        callback_id=CALLBACK,
        submit=plain(words("Save")),
        private_metadata=about.written(),
    )


def _limits(form: RulesForm, words: Words) -> list[Block]:
    rules, settings = form.workspace, form.settings
    limits = settings.limits if rules.limits is None else rules.limits
    about = words("The strictest limit holds. Leave a field empty for no limit; 0 allows nothing at all.")
    hint = words("Days and months begin at midnight there. A large city will do.")
    zone = rules.timezone or settings.timezone
    return [
        _note(about),
        *limit_fields(limits, Scope, words),
        line("timezone", label("timezone", words), zone, example="Asia/Seoul", hint=hint),
        *([] if rules.limits is None else _default_limits(settings, words)),
    ]


def _default_limits(settings: RuleSettings, words: Words) -> list[Block]:
    said = limits_text(settings.limits, words) or words("no limits")
    label, text = words("The limits of the bot's own settings"), words("Take these instead of what stands above")
    return [tick(DEFAULT_LIMITS, label, text, ticked=False), _note(words("They say: {limits}.", limits=said))]


def _who(form: RulesForm, words: Words) -> list[Block]:
    rules, none_for_all = form.workspace, words("Empty: all of them.")
    channel_ids = rules.channels + rules.closed_channels
    hidden = len(channel_ids) - len(form.visible(channel_ids))
    unseen = words.plural(
        "{n} channel that you can't see stays as it is.", "{n} channels that you can't see stay as they are.", hidden
    )
    return [
        channels("channels", label("channels", words), form.visible(rules.channels), hint=none_for_all),
        channels("closed_channels", label("closed_channels", words), form.visible(rules.closed_channels)),
        *([_note(unseen)] if hidden else []),
        people("people", label("people", words), rules.people, hint=none_for_all),
        people("closed_people", label("closed_people", words), rules.closed_people),
        tick("guests", words("Guests"), label("guests", words), ticked=rules.guests),
        tick("external", words("Shared channels"), label("external", words), ticked=rules.external),
    ]


def _words(form: RulesForm, words: Words) -> list[Block]:
    return _refused(form.workspace, words)


def _models(form: RulesForm, words: Words) -> list[Block]:
    return _allowed(form.workspace, words)


def _keeping(form: RulesForm, words: Words) -> list[Block]:
    rules, usual = form.workspace, form.settings.retention_days
    empty = words.plural(
        "Empty: {n} day, as in the bot's settings.", "Empty: {n} days, as in the bot's settings.", usual
    )
    days = number("retention_days", label("retention_days", words), rules.retention_days, most=_MOST_DAYS, hint=empty)
    places = [
        ("review_channel", rules.review_channel, words("Empty: pictures appear at once.")),
        ("admins_channel", rules.admins_channel, words("Empty: in direct messages.")),
    ]
    chosen = [
        channels(name, label(name, words), form.visible((channel_id,)), most=1, hint=hint)
        for name, channel_id, hint in places
    ]
    return [days, *chosen]


def _channel(channel_id: str, form: RulesForm, words: Words) -> list[Block]:
    rules = form.channel
    said = words("For <#{channel}> alone, beside the workspace's rules: the stricter one holds.", channel=channel_id)
    reviewed = [(NONE_CHOSEN, words("As in the workspace")), (YES, words("Yes")), (NO, words("No"))]
    chosen = "" if rules.is_reviewed is None else YES if rules.is_reviewed else NO
    return [
        {"type": "context", "elements": [{"type": "mrkdwn", "text": said}]},
        *limit_fields(rules.limits, (Scope.PERSON, Scope.CHANNEL), words),
        *_refused(rules, words),
        *_allowed(rules, words),
        menu("is_reviewed", label("is_reviewed", words), reviewed, chosen),
    ]


def _refused(rules: WorkspaceRules | ChannelRules, words: Words) -> list[Block]:
    about = words("One word or phrase on each line. Capitals and look-alike letters make no difference.")
    shown = lines("refused_words", label("refused_words", words), rules.refused_words, hint=about)
    count = len(rules.refused_words) - len(str(shown["element"].get("initial_value", "")).splitlines())
    more = words.plural(
        "{n} more has no room here and stays as it is.", "{n} more have no room here and stay as they are.", count
    )
    added = words("Added to what a prompt keeps out with --no: words, parted by commas.")
    return [
        shown,
        *([_note(more)] if count else []),
        line("unwanted", label("unwanted", words), rules.unwanted, hint=added),
    ]


def _allowed(rules: WorkspaceRules | ChannelRules, words: Words) -> list[Block]:
    none_for_all = words("Empty: all of them.")
    return [
        several("models", label("models", words), model_options(rules.models), rules.models, hint=none_for_all),
        several("tasks", label("tasks", words), task_options(words), rules.tasks, hint=none_for_all),
    ]


def _note(text: str) -> Block:
    return {"type": "context", "elements": [plain(text)]}


_BLOCKS: dict[Section, Callable[[RulesForm, Words], list[Block]]] = {
    Section.LIMITS: _limits,
    Section.WHO: _who,
    Section.WORDS: _words,
    Section.MODELS: _models,
    Section.KEEPING: _keeping,
}
