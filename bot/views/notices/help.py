"""What `/imagine help` answers: what most people need first, the rest after it."""

from bot.locale import Words, msgid
from bot.prompt_line import FLAGS, Flag, Word
from bot.prompt_line.limits import MOST_JOBS
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


def help_notice(words: Words, command: str, *, is_direct: bool = False) -> Message:
    """Say what the bot does and how to ask. `command` is as typed, say "/imagine"; is_direct: in a direct message."""
    return notice([
        _how(words, command, is_direct=is_direct),
        *(Copied(line=f"{command} {example}") for example in _EXAMPLES),
        words("Say what is to be seen first, then add medium, style, shot, light and colours. English works best."),
        words("Words in double quotes are written into the picture. Flags may follow, in any order:"),
        Listed(items=tuple(_described(flag, words) for flag in FLAGS if flag.often)),
        words("In a thread, where commands don't work, mention the bot instead, with the same words and flags."),
        words("And more flags:"),
        Listed(items=tuple(_described(flag, words) for flag in FLAGS if not flag.often)),
        *_groups(words),
        words("These words alone show something instead of drawing:"),
        Listed(items=tuple(f"`{command} {word}`: {words(meaning)}" for word, meaning in _WORDS.items())),
        words("`{command}` alone brings a form that helps to write a prompt.", command=command),
    ])  # fmt: skip


def _how(words: Words, command: str, *, is_direct: bool) -> str:
    if is_direct:
        return words("A few words draw a picture here, with `{command}` before them or without. For example:",
                     command=command)  # fmt: skip
    return words("`{command}` and a few words draw a picture, here in the channel. For example:", command=command)


_WORDS = {
    Word.HISTORY: msgid("your pictures, newest first, and a search by words"),
    Word.SETTINGS: msgid("your defaults and presets"),
    Word.RULES: msgid("limits, words and who may draw, for admins"),
    Word.MODELS: msgid("the models and what a picture costs"),
    Word.QUEUE: msgid("what is waiting and being drawn"),
    Word.USAGE: msgid("what you have used, and what your limits leave"),
}


def _groups(words: Words) -> list[str]:
    """Permutations, and how to write a brace that isn't one."""
    drawn = words(
        "`{example}` draws each, up to {limit} at once, after telling you the price. Groups may nest and hold flags:"
        " `{flags}`.",
        example="a {red, green} bird", limit=MOST_JOBS, flags="--ar {3:2, 1:1}",
    )  # fmt: skip
    literal = words(
        "In double quotes, and without a comma between them, braces are just braces; elsewhere write `{opened}`,"
        " `{closed}` and `{comma}`.",
        opened=r"\{", closed=r"\}", comma=r"\,",
    )  # fmt: skip
    return [drawn, literal]


def _described(flag: Flag, words: Words) -> str:
    names = " ".join(f"`{name}`" for name in flag.aliases)
    also = words(" (also {names})", names=names) if names else ""
    return f"`{f'{flag.name} {flag.form.shape}'.strip()}`{also}: {words(flag.meaning)}"
