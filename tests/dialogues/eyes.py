"""What people see on their screens, as words: messages, forms, Home."""

import re
from collections.abc import Iterator

from sandbox.plain_text import PlainText
from sandbox.slack.forms import elements
from tests.road.scenes import Json, Scene

_ADDRESS = re.compile(r" \(https://[^ ()]*\)")  # a link shows its words alone
_SLACKS_OWN = ("tombstone", "channel_join")
Place = tuple[str, str]  # channel id and ts


def place_of(message: Json) -> Place:
    return str(message["channel"]), str(message["ts"])


def words_of(scene: Scene, message: Json) -> str:
    """A message as it is read: its blocks if it has any, else its text; names, labels, alt texts, files."""
    workspace = scene.slack.workspace
    names = {user.id: user.name for user in workspace.users.values()}
    names |= {found.id: found.name for found in workspace.channels.values() if found.name}
    plain = PlainText(names, lambda _: "a file")
    blocks = message.get("blocks", [])
    lines = plain.lines(blocks) if blocks else [plain.mrkdwn(message.get("text", ""))]
    files = [f"[file: {file['title']}]" for file in message.get("files", []) if "title" in file]
    return _ADDRESS.sub("", "\n".join([*lines, *files]))


def seen_by_all(scene: Scene, channels: set[str]) -> list[Json]:
    """What the bot has said to everybody in these channels, threads too, oldest first."""
    return [
        message
        for channel in sorted(channels)
        for message in scene.slack.conversation(channel)
        if "visible_to" not in message and "bot_id" in message and message.get("subtype") not in _SLACKS_OWN
    ]


def seen_by_one(scene: Scene, user: str) -> list[Json]:
    """What the bot has said to this person alone, oldest first."""
    direct = [message for message in scene.slack.direct_messages(user) if "bot_id" in message]
    return sorted([*scene.slack.ephemerals(user), *direct], key=lambda message: str(message["ts"]))


def buttons(shown: Json) -> Iterator[tuple[Json, Json]]:
    """Each button with its block."""
    return (found for found in elements(shown.get("blocks", [])) if found[1]["type"] == "button")


def labelled(shown: Json, label: str, beside: str = "") -> Json | None:
    """The first button with this label, in a block with these words."""
    return next(
        (button for block, button in buttons(shown) if button["text"]["text"] == label and beside in str(block)), None
    )


def field(shown: Json, label: str) -> Json:
    """The element that people know by this label, or by what stands beside or in it. KeyError names those there are."""
    known: dict[str, Json] = {}
    for block, element in elements(shown.get("blocks", [])):
        if element["type"] != "button":
            label_of = block.get("label") or block.get("text") or element["placeholder"]
            known.setdefault(label_of["text"], element)
    if label not in known:
        raise KeyError(f"no field {label!r}; there are {', '.join(map(repr, known))}")
    return known[label]


def chosen(element: Json, written: object) -> object:
    """What a field holds for what people choose in it: options go by their text or its beginning."""
    options = [
        *element.get("options", ()),
        *(option for group in element.get("option_groups", ()) for option in group["options"]),
    ]
    if not options or written is None:
        return written
    texts = {str(option["text"]["text"]): option["value"] for option in options}
    found = [value for text, value in texts.items() if text == written or text.startswith(f"{written} ·")]
    if not found:
        raise KeyError(f"no option {written!r}; there are {', '.join(map(repr, texts))}")
    return found if element["type"] == "checkboxes" else found[0]
