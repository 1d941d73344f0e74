"""Why a rule or a limit kept an order from being drawn, in words for the person who asked."""

from collections.abc import Callable

from bot.locale import Words
from bot.rules.refusal import Refusal, RefusalCode
from bot.views.buttons import ASK_ADMIN, button
from bot.views.message import Message
from bot.views.notices.limits import over_limit, too_fast
from bot.views.notices.notice import Part, notice

Worded = Callable[[Refusal, Words], list[Part]]


def refusal_message(refusal: Refusal, words: Words, draft_id: str = "") -> Message:
    """Say what stands in the way and what to do; draft_id: of kind "ask", where an admin can be asked."""
    said = notice(refusal_parts(refusal, words))
    if not draft_id:
        return said
    asking = button(words("Ask an admin"), ASK_ADMIN, draft_id)
    return {**said, "blocks": [*said["blocks"], {"type": "actions", "elements": [asking]}]}


def refusal_parts(refusal: Refusal, words: Words) -> list[Part]:
    """The paragraphs of it."""
    return _WORDED[refusal.code](refusal, words)


def _stopped(_refusal: Refusal, words: Words) -> list[Part]:
    return [words("Not drawn: an admin has stopped drawing in this workspace for now.")]


def _channel(_refusal: Refusal, words: Words) -> list[Part]:
    return [words("Not drawn: the admins don't allow pictures in this channel.")]


def _person(_refusal: Refusal, words: Words) -> list[Part]:
    return [words("Not drawn: the admins of this workspace haven't allowed you to draw.")]


def _guest(_refusal: Refusal, words: Words) -> list[Part]:
    return [words("Not drawn: the admins of this workspace don't allow guests to draw.")]


def _external(_refusal: Refusal, words: Words) -> list[Part]:
    return [words("Not drawn: the admins don't allow people of other workspaces to draw.")]


def _unsure(_refusal: Refusal, words: Words) -> list[Part]:
    return [words("Not drawn: Slack doesn't say right now whether you may. Try again in a minute.")]


def _refused_words(_refusal: Refusal, words: Words) -> list[Part]:
    return [words("Not drawn: the prompt holds words that the admins don't allow here. Say it in other words.")]


def _model(refusal: Refusal, words: Words) -> list[Part]:
    model, allowed = refusal.values.get("name", ""), refusal.values.get("allowed", "")
    said = (
        words("Not drawn: the admins don't allow {model} here.", model=model)
        if model
        else words("Not drawn: the admins allow none of the models that could draw this here.")
    )
    if not allowed:
        return [said]
    return [said, words("They allow: {models}. Name one with `--model`, where it can draw this.", models=allowed)]


def _task(_refusal: Refusal, words: Words) -> list[Part]:
    return [words("Not drawn: the admins don't allow this kind of drawing here.")]


_WORDED: dict[RefusalCode, Worded] = {
    RefusalCode.OVER_LIMIT: over_limit,
    RefusalCode.TOO_FAST: too_fast,
    RefusalCode.STOPPED: _stopped,
    RefusalCode.CHANNEL: _channel,
    RefusalCode.PERSON: _person,
    RefusalCode.GUEST: _guest,
    RefusalCode.EXTERNAL: _external,
    RefusalCode.UNSURE: _unsure,
    RefusalCode.WORDS: _refused_words,
    RefusalCode.MODEL: _model,
    RefusalCode.TASK: _task,
}
