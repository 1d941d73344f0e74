"""Lines as people type, paste and mangle them, with what each of them asks for."""

# ruff: noqa: RUF001  (look-alikes of ASCII are what these lines are about)

import html
from collections.abc import Callable
from random import Random
from typing import Any

from bot.prompt_line import Asking, LeftOut, Request, parse
from titan_core.tasks import AspectRatio, Quality, Size

LOOK_ALIKES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in '"<>&-'}
SPACES = (" ", "  ", "\t", "\n", "\u3000", "\u00a0")
WORDS = (
    *("a red fox", "side-by-side,", "4K", "well--known", "x-ray", "—she said—", "no-one", "AT&T", "1 < 2", "50/50"),
    *("3 cats", "빨간 여우", "눈 속에서,", "狐狸", "🦊", "👩\u200d🎨 painter", "naïve", "it's", "O’Brien"),
    *("c:\\dir", "{ab}", "5\\% {of {it}}"),
    *("hot:: dog", "— a street —", "no. 5", "#1", "@noon", "100%", "a_b *c* ~d~", "“OPEN”"),
    *('"CALICO CORP"', '"--no dogs --zz"', '12" ruler', "(close-up)"),
)  # fmt: skip
UNWANTED = ("people", "text errors", "blurry hands", "사람", '"red sign"', "two-headed cats", "AT&T logos")
MIDJOURNEY = (
    ("--v", "6.1"),
    ("--stylize", "250"),
    ("--s", "50"),
    ("--chaos", "20"),
    ("--tile", ""),
    ("--raw", ""),
    ("--niji", "6"),
)
Write = Callable[[str], str]


def one(text: str, *, from_message: bool = False) -> Request:
    """The only request of a line that asks for one."""
    asked = parse(text, from_message=from_message)
    assert isinstance(asked, Asking), asked
    assert not asked.is_batch
    return asked.requests[0]


def full_width(text: str) -> str:
    return text.translate(FULL_WIDTH)


def straight(text: str) -> str:
    return " ".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split())


class Line:
    """One line under construction: `text` is what is typed, `fields` what it means."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.typed: list[str] = []
        self.prompt: list[str] = []
        self.unwanted: list[str] = []
        self.left_out: list[LeftOut] = []
        self.fields: dict[str, Any] = {}

    def words(self) -> None:
        for words in self.rng.choices(WORDS, k=self.rng.randint(1, 4)):
            self.typed.append(words)
            self.prompt.append(straight(words))

    def no(self) -> None:
        """Runs to the next flag, so that a flag must follow if words do."""
        things = self.rng.sample(UNWANTED, k=self.rng.randint(1, 3))
        self.typed += [self.flag("no"), self.rng.choice((", ", ",", "，", " , ")).join(things)]
        self.unwanted += things

    def value(self) -> None:
        rng = self.rng
        values: dict[str, tuple[tuple[str, ...], Callable[[], tuple[str, Any]]]] = {
            "aspect_ratio": (("ar", "aspect"), self._ratio),
            "size": (("size",), self._size),
            "seed": (("seed",), lambda: self._plain(rng.randint(0, 4_294_967_294))),
            "number_of_images": (("n", "images"), lambda: self._plain(rng.randint(1, 5))),
            "cfg_scale": (("cfg",), lambda: self._plain(rng.randint(11, 100) / 10)),
            "quality": (("quality", "q"), self._quality),
            "keep": (("keep",), lambda: self._plain(rng.randint(0, 100))),
            "model": (("model",), lambda: self._plain(rng.choice(("core", "ultra", "sd3.5", "titan-v2")))),
        }
        taken = {"size", "aspect_ratio"} if self.fields.keys() & {"size", "aspect_ratio"} else set()
        free = [field for field in values if field not in self.fields and field not in taken]
        if free:
            field = rng.choice(free)
            names, make = values[field]
            written, self.fields[field] = make()
            if rng.random() < 0.2:
                written = full_width(written)
            glue = rng.choice((" ", " ", "=", "＝", "= "))
            self.typed.append(
                f"{self.flag(rng.choice(names))}{glue}{written}{rng.choice(('', '', '', ',', '.', '，', ';'))}"
            )

    def foreign(self) -> None:
        name, value = self.rng.choice(MIDJOURNEY)
        self.typed.append(f"{self.flag(name.removeprefix('--'))} {value}")
        self.left_out.append(LeftOut(flag=name, value=value))

    def flag(self, name: str) -> str:
        rng = self.rng
        dash = rng.choice(LOOK_ALIKES)
        dashes = rng.choice(("--", "--", "--", dash, dash * 2, f"-{dash}"))
        written = rng.choice((name, name, name.upper(), name.title(), full_width(name)))
        return dashes + written

    def text(self, *, from_message: bool) -> str:
        text = self.rng.choice(SPACES).join(self.typed)
        if self.rng.random() < 0.2:
            text = self.rng.choice(("prompt: ", "Prompt：", "PROMPT : ")) + text
        return html.escape(text, quote=False) if from_message else text

    def request(self) -> Request:
        return Request(
            prompt=" ".join(self.prompt),
            negative_prompt=", ".join(self.unwanted),
            left_out=tuple(self.left_out),
            **self.fields,
        )

    def _plain(self, value: object) -> tuple[str, Any]:
        return str(value), value

    def _ratio(self) -> tuple[str, Any]:
        width, height = self.rng.randint(1, 2000), self.rng.randint(1, 2000)
        return f"{width}{self.rng.choice((':', ' : ', '/', 'x', '：', '×'))}{height}", AspectRatio(width, height)

    def _size(self) -> tuple[str, Any]:
        width, height = self.rng.randint(64, 4096), self.rng.randint(64, 4096)
        return f"{width}{self.rng.choice(('x', 'X', ' x ', '×', '*', ':'))}{height}", Size(width, height)

    def _quality(self) -> tuple[str, Any]:
        quality = self.rng.choice(tuple(Quality))
        return self.rng.choice((quality.value, quality.value.upper())), quality


def mangled(rng: Random) -> Line:
    """Prompt words and flags in any order."""
    line = Line(rng)
    line.words()
    for _ in range(rng.randint(0, 6)):
        rng.choice((line.value, line.value, line.words, line.foreign))()
        if rng.random() < 0.25:
            line.no()
            line.foreign()
    return line


_SCRAPS = (
    *"abnoqsv019 \t\n.,:;=&<>|\"'“”„`*_~()[]{}/\\@#!?%…，：、。＂＝\u3000\u200b\u00a0\u200d🦊한",
    *(*LOOK_ALIKES, "-", "--", "- -", " -- ", " --", " —no ", " --zz", "--ar", " --no ", " --ar 2:3", " --seed 7,"),
    *("no", "ar", "seed", "size", "n", "images", "cfg", "q", "quality", "model", "aspect", "v", "tile", "niji", "sref"),
    *("stylize", "help", "prompt:", "arr", "sead", "premium", "core", "2:3", "1024x768", "７", "16：9", "9" * 25),
    *("&amp;", "&lt;", "&gt;", "&amp;lt;", "<@U0LAN0Z89>", "<#C1|art>", "<!channel>", "<https://a.b|a.b>", "<b>"),
    *("{a, b}", "{, --ar 2:3}", "{x}", "\\{", "\\,", " --r 2", "--preset p", "--private", "keep", "—new", '{"'),
    *("\ud800", "\x00", "\u202e", ' "', '" ', " fox ", "no dogs"),
)  # fmt: skip


def scraps(rng: Random) -> str:
    """Anything at all, with what the grammar looks at far more often than in life."""
    return "".join(rng.choices(_SCRAPS, k=rng.randint(0, 24)))
