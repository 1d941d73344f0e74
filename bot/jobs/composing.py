"""A job's message, put together from what was asked, what was drawn and where it is read."""

from dataclasses import dataclass

from bot.delivery.conversations import Conversations
from bot.delivery.languages import Languages
from bot.delivery.parents import Parents
from bot.jobs.outcome import Drawn
from bot.manifest import DEFAULT_COMMAND
from bot.orders.lines import typed_line
from bot.orders.offers import offer_of
from bot.orders.order import Action, Order
from bot.orders.pricing import Pricing
from bot.store.jobs import Job, Place
from bot.store.pictures import PictureId
from bot.translation.wording import shown_english
from bot.views.message import Message
from bot.views.result import Result, Shown, result_message


@dataclass(frozen=True, kw_only=True, slots=True)
class Composing:
    """Composes results; prices are asked of the catalog, links of Slack."""

    parents: Parents
    pricing: Pricing
    languages: Languages
    conversations: Conversations

    def result(self, job: Job, drawn: Drawn, file_id: str, place: Place) -> Message:
        """What stands at `place`: one picture, or with several the sheet of them (`file_id`)."""
        order = Order.from_json(job.request)
        result = Result(
            user_id=job.user_id,
            prompt=order.prompt,
            model_title=drawn.model_title,
            pictures=[
                Shown(
                    id=PictureId(job_id=job.id, index=part.index),
                    width=part.width,
                    height=part.height,
                    seed=part.seed,
                )
                for part in drawn.parts
            ],
            file_id=file_id,
            offer=offer_of(self.pricing, order),
            line=_new_line(order),
            english=shown_english(order, drawn.translated),
            parents=self.parents.of(job.team_id, order, place.channel_id),
            redrawn=drawn.redrawn,
            preview_for=job.channel_id if order.private else "",
            preview_name=self._name(job) if order.private else "",
        )
        return result_message(result, self.languages.words_at(job.person, place.channel_id))

    def _name(self, job: Job) -> str:
        return self.conversations.name(job.team_id, job.channel_id) or ""


def _new_line(order: Order) -> str:
    """What one would type for it, where flags came in one by one."""
    line = typed_line(order.words_only()) if order.action is Action.ITERATE else None
    return f"{DEFAULT_COMMAND} {line}" if line else ""
