"""Whether the rules let an order be drawn, by what stands in it: the database is asked, nobody else."""

from dataclasses import replace

from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.rules.refusal import Refusal, RefusalCode
from bot.rules.rules import ChannelRules, WorkspaceRules


def refusal_of(asked: Asked, workspace: WorkspaceRules, channel: ChannelRules) -> Refusal | None:
    """The first rule that is in its way; None if there is none."""
    if workspace.is_stopped:
        return Refusal(code=RefusalCode.STOPPED)
    if not _may(asked.channel_id, workspace.channels, workspace.closed_channels):
        return Refusal(code=RefusalCode.CHANNEL)
    if not _may(asked.person.user_id, workspace.people, workspace.closed_people):
        return Refusal(code=RefusalCode.PERSON)
    for allowed in (workspace.tasks, channel.tasks):
        if allowed and asked.order.asked["task"] not in allowed:
            return Refusal(code=RefusalCode.TASK, values={"name": asked.order.asked["task"]})
    return None


def with_unwanted(order: Order, workspace: WorkspaceRules, channel: ChannelRules) -> Order:
    """The order with what the rules always keep out, once."""
    present = order.negative_prompt
    added = [text for text in (workspace.unwanted, channel.unwanted) if text and text not in present]
    if not added or order.asked["task"] != "TextToImage":
        return order
    together = ", ".join(filter(None, [present, *added]))
    return replace(order, asked={**order.asked, "negative_prompt": together})


def _may(name: str, allowed: tuple[str, ...], closed: tuple[str, ...]) -> bool:
    return name not in closed and (not allowed or name in allowed)
