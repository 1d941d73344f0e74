"""Why a picture couldn't be used: it is gone, or no model takes it as it is."""

from bot.locale import msgid
from bot.views.notices.failure import Failure
from bot.views.notices.notice import shown

SOURCE_GONE = "source_gone"  # SourceGoneError's code (bot/delivery/sources.py)
_REASONS = {
    "empty": msgid("its file is empty"),
    "not_a_picture": msgid("it is {value}; I read {limit}"),
    "damaged": msgid("its file is cut off or damaged"),
    "format": msgid("it is {value}; the model takes {limit}"),
    "short_side": msgid("a side of it has {value} px, at least {limit} px are needed"),
    "long_side": msgid("a side of it has {value} px, at most {limit} px are taken"),
    "few_pixels": msgid("it has {value} pixels, at least {limit} are needed"),
    "many_pixels": msgid("it has {value} pixels, at most {limit} are taken"),
    "ratio": msgid("it is {value} times as long as it is wide, at most {limit} times is taken"),
    "bytes": msgid("its file has {value} bytes, at most {limit} are taken"),
    "transparent": msgid("it is partly transparent, and the model takes none such"),
}
_UNUSABLE = msgid("it can't be read")
PICTURE_REASONS = frozenset({*_REASONS, "unreadable", "shape", "no_mask", "outside", "missing"})
_TODO = {
    "short_side": msgid("Use a larger picture, or upscale it first."),
    "few_pixels": msgid("Use a larger picture, or upscale it first."),
    "long_side": msgid("Use a smaller picture."),
    "many_pixels": msgid("Use a smaller picture."),
    "bytes": msgid("Use a smaller picture."),
    "ratio": msgid("Crop it, or use another picture."),
}
_ANOTHER = msgid("Use another picture: PNG, JPEG or WebP.")
# Slack's reasons where the file may well be there, and the bot isn't let to it.
_CLOSED = frozenset({"no_access", "not_in_channel", "channel_not_found", "missing_scope", "file_not_visible"})

_GONE = frozenset({"file_not_found", "file_deleted", "expired", ""})


def unfit_picture(failure: Failure) -> list[str]:
    """Say what is wrong with the picture, with both numbers where it is a matter of size."""
    words, reason = failure.words, failure.value("reason")
    why = words(_REASONS.get(reason, _UNUSABLE), value=_said(failure, "value"), limit=_said(failure, "limit"))
    said = words("Not drawn: the picture you started from can't be used: {why}.", why=why)
    return [said, words(_TODO.get(reason, _ANOTHER))]


def gone(failure: Failure) -> list[str]:
    """Say which picture it was, and what to do about it."""
    words, name, reason = failure.words, shown(failure.value("name")), failure.value("reason")
    if reason in _CLOSED:
        said = words("Not drawn: I can't open the picture you started from.")
        return [said, words("Where I'm not in the conversation it was shared in, type `/invite @Imagine` there.")]
    if reason == "deleted":
        return [words("Not drawn: the picture you started from was deleted.")]
    if reason not in _GONE:
        said = words("Not drawn: Slack doesn't hand out the picture you started from ({reason}).", reason=shown(reason))
        return [said, words("Try again later, or start from another picture.")]
    if name:
        return [words("Not drawn: the picture “{name}” is gone, here and in Slack.", name=name)]
    return [words("Not drawn: the picture you started from is gone, here and in Slack.")]


def _said(failure: Failure, name: str) -> str:
    given = failure.values.get(name)
    if isinstance(given, float) and not given.is_integer():
        return f"{given:,.2f}"
    return shown(failure.count(name))
