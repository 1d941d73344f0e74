"""What is said of a picture that somebody hands in: why it can't be used, or how it was."""

from collections.abc import Sequence

from bot.locale import Words, msgid
from bot.orders.shared_files import Reason, SharedPicture, Unusable
from bot.views.message import Message
from bot.views.notices.notice import notice, shown

_REASONS = {
    Reason.NOT_A_PICTURE: msgid("{name} isn't a picture, so nothing was drawn. I read PNG, JPEG and WebP."),
    Reason.TOO_LARGE: msgid("{name} is larger than 20 MB, so nothing was drawn. Share a smaller copy of it."),
    Reason.NO_PREVIEW: msgid(
        "I can't read {name}: I read PNG, JPEG and WebP, and of other kinds the preview that Slack makes;"
        " it has made none of this one. Nothing was drawn. Share it as a JPEG."
    ),
    Reason.NOT_VISIBLE: msgid(
        "I can't open {name}: Slack lets me read files only in conversations that I'm in. Nothing was drawn."
    ),
    Reason.NO_SCOPE: msgid(
        "I can't open {name}: this workspace hasn't allowed me to read files yet. Nothing was drawn."
        " An admin can allow it by installing me again, with the scope `files:read`."
    ),
    Reason.ELSEWHERE: msgid(
        "{name} is a link to another service; Slack doesn't hold the file, so I can't read it. Nothing was drawn."
        " Share the picture itself."
    ),
    Reason.GONE: msgid("{name} has been deleted, so nothing was drawn."),
    Reason.NO_ANSWER: msgid("Slack didn't answer when I asked for {name}. Nothing was drawn; please try again."),
}


def unusable_notice(file: Unusable, words: Words, *, is_direct: bool = False, is_away: bool = False) -> Message:
    """Say why a file can't be used, and what to do.

    is_direct: it stands in the bot's own direct message. is_away: at the beginning of the thread that it was meant in.
    """
    lines = [_reason(file, words)]
    if file.reason is Reason.NOT_VISIBLE and not is_direct:
        lines.append(words("Type `/invite @Imagine` there and try again, or send me the picture in a direct message."))
    if is_away:
        lines.append(words("With `--new` I draw from your words alone."))
    return notice(lines)


def unusable_line(file: Unusable, words: Words) -> str:
    """The reason in one sentence or two, with code between backticks."""
    return _reason(file, words)


def remarks(picture: SharedPicture, count: int, words: Words) -> list[str]:
    """What to tell of a picture that goes in; `count` were handed in together."""
    lines = []
    if count > 1:
        lines.append(
            words("Of the {n} files I use the first picture, {name}.", n=count, name=_name(picture.source.name, words))
        )
    if picture.source.thumbnail:
        lines.append(preview_line(picture, words))
    return lines


def preview_line(picture: SharedPicture, words: Words) -> str:
    """Say that Slack's preview is taken."""
    name, kind = _name(picture.source.name, words), picture.kind or words("this kind of file")
    if not picture.width:
        return words("I use Slack's own preview of {name}, since {kind} can't be read here.", name=name, kind=kind)
    return words(
        "I use Slack's own preview of {name}, {width} × {height} px, since {kind} can't be read here.",  # noqa: RUF001  a sign of multiplication
        name=name, kind=kind, width=picture.width, height=picture.height,
    )  # fmt: skip


def unread_thread(words: Words) -> str:
    """Say why a picture at the top of the thread was not looked for."""
    return words(
        "I may not read this thread's first message, so if there is a picture in it, I didn't use it. Attach the"
        " picture to your message, or ask an admin to install me again with the scope `channels:history`"
        " (`groups:history` in private channels)."
    )


def ask_what_to_do(words: Words, example: str) -> Message:
    """Answer a picture that came without a word. `example` is as it would be typed."""
    return notice(
        [
            words("Say in a few words what the picture shall become, for example `{example}`.", example=example),
            words(
                "Or open the ⋮ menu of your message and choose “Use this picture”: vary, extend, cut out, upscale,"
                " restyle."
            ),
        ]
    )


def together(lines: Sequence[str], message: Message | None) -> Message | None:
    """Put lines above a message, either of which there may be none."""
    if not lines:
        return message
    above = notice(lines)
    if message is None:
        return above
    blocks = message.get("blocks") or [{"type": "section", "text": {"type": "plain_text", "text": message["text"]}}]
    return {**message, "text": f"{above['text']}\n{message['text']}", "blocks": [*above["blocks"], *blocks]}


def _reason(file: Unusable, words: Words) -> str:
    return words(_REASONS[file.reason], name=_name(file.name, words))


def _name(name: str, words: Words) -> str:
    return f"“{shown(name)}”" if name else words("this file")
