"""What a picture was made of: "Re-rolled from this picture by @ada", with a link where its readers can follow it."""

from dataclasses import dataclass

from bot.locale import Words, msgid
from bot.orders.order import Action

_DONE = {
    Action.REROLL: msgid("Re-rolled from {picture}"),
    Action.EDIT: msgid("Edited from {picture}"),
    Action.ITERATE: msgid("Changed from {picture}"),
    Action.VARY: msgid("Varied from {picture}"),
    Action.UPSCALE: msgid("Upscaled from {picture}"),
    Action.CUT_OUT: msgid("Cut out from {picture}"),
    Action.EXTEND: msgid("Extended from {picture}"),
    Action.REPLACE: msgid("Partly replaced, from {picture}"),
    Action.RECOLOR: msgid("Recoloured from {picture}"),
    Action.RESTYLE: msgid("Restyled from {picture}"),
}
_FROM = msgid("From {picture}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Parentage:
    """user_id: whose picture it was, "" if nobody knows. link: None where it is gone, or stands somewhere else."""

    action: Action
    user_id: str = ""
    link: str | None = None


def parentage_line(parentage: Parentage, words: Words) -> str:
    """Say it as mrkdwn of our own words, Slack's ids and addresses: nothing that a user wrote is in it."""
    return words(_DONE.get(parentage.action, _FROM), picture=_picture(parentage, words))


def _picture(parentage: Parentage, words: Words) -> str:
    user, link = parentage.user_id, parentage.link
    if user and link:
        return words("<{link}|this picture> by <@{user}>", user=user, link=link)
    if user:
        return words("a picture by <@{user}>", user=user)
    return words("<{link}|this picture>", link=link) if link else words("another picture")
