"""What `/imagine help`, or `/imagine` alone, answers."""

from bot.locale import Words
from bot.prompt_line.flags import FLAGS, Flag
from bot.views.message import Message
from bot.views.notices.notice import Copied, Listed, notice

_EXAMPLES = (
    "a red fox in the snow, golden hour --ar 16:9",
    'neon sign on a building "CALICO CORP", low angle --no people, text errors',
    # The workshop lab's prompt with its values, so that a picture of the lab is one line away.
    (
        "painting of a doctor, Impressionist style, low-angle shot, dim lighting, blue and purple color scheme"
        " --no stethoscope --size 512x512 --quality premium --cfg 8 --seed 42"
    ),
)


def help_notice(words: Words, command: str) -> Message:
    """Say what the bot does and how to ask. `command` is as typed, say "/imagine"."""
    return notice([
        words("`{command}` and a few words draw a picture, here in the channel. For example:", command=command),
        *(Copied(line=f"{command} {example}") for example in _EXAMPLES),
        words("Say what is to be seen first, then add medium, style, shot, light and colours. English works best."),
        words("Words in double quotes are written into the picture. Flags may follow, in any order:"),
        Listed(items=tuple(_described(flag, words) for flag in FLAGS)),
        words("In a thread, where commands don't work, mention the bot instead, with the same words and flags."),
    ])  # fmt: skip


def _described(flag: Flag, words: Words) -> str:
    names = " ".join(f"`{name}`" for name in flag.aliases)
    also = words(" (also {names})", names=names) if names else ""
    return f"`{flag.name} {flag.form.shape}`{also}: {words(flag.meaning)}"
