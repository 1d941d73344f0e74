"""Slack's markup and blocks as the plain words that people read on their screens."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_STYLE = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")


class PlainText:
    """Renders text and blocks; `names` are users and channels by id, `measures` tells a file's size by its id."""

    def __init__(self, names: Mapping[str, str], measures: Callable[[str], str]) -> None:
        self._names = names
        self._measures = measures

    def mrkdwn(self, text: str) -> str:
        """Mentions and links by name, styles without their marks, entities undone."""
        parts = _CODE.split(text)
        shown = [part.strip("`") if at % 2 else self._styled(part) for at, part in enumerate(parts)]
        return html.unescape("".join(shown))

    def lines(self, blocks: list[Json]) -> list[str]:
        """One line or more a block."""
        return [line for block in blocks for line in self._block(block).splitlines()]

    def named(self, held: str) -> str:
        """What a field holds, ids of users and channels as names."""
        return re.sub(r"\b[UCD][A-Z0-9]{8,}\b", lambda found: self._names.get(found[0], found[0]), held)

    def _styled(self, text: str) -> str:
        found = _LINK.sub(self._link, text)
        while (plain := _STYLE.sub(r"\2", found)) != found:
            found = plain
        return found

    def _link(self, found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target[0] in "@#":
            return target[0] + (label or self._names.get(target[1:], target[1:]))
        if target.startswith("!date^"):  # shown in each reader's own time; its fallback is the same for all
            return label or target
        if target[0] == "!":
            return "@" + (label or target[1:])
        return f"{label} ({target})" if label else target

    def _block(self, block: Json) -> str:
        match block["type"]:
            case "section" | "header" | "markdown":
                return self._words(block)
            case "image":
                return self._element(block)
            case "context" | "actions" as kind:
                gap = "  " if kind == "context" else " "
                return gap.join(self._element(element) for element in block["elements"])
            case "rich_text":
                return "\n".join(self._rich(element).rstrip("\n") for element in block["elements"])
            case "input":
                return f"{self._text(block['label'])}: {self._element(block['element'])}"
            case kind:
                return "----" if kind == "divider" else f"[{kind}]"

    def _words(self, block: Json) -> str:
        found = [item for item in (block.get("text"), *(block.get("fields") or [])) if item]
        shown = [self._text(item) if isinstance(item, dict) else str(item) for item in found]
        return "\n".join([*shown, self._element(block["accessory"])] if "accessory" in block else shown)

    def _text(self, text: Json) -> str:
        return self.mrkdwn(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])

    def _element(self, element: Json) -> str:
        kind = element["type"]
        if kind in {"mrkdwn", "plain_text"}:
            return self._text(element)
        if kind == "image":
            return f"[image: {element['alt_text']} ({self._source(element)})]"
        label = element.get("text") or element.get("placeholder") or {"type": "plain_text", "text": kind}
        return f"[{self._text(label)}]"

    def _source(self, image: Json) -> str:
        if "slack_file" not in image:
            return str(image["image_url"])
        file_id = str(image["slack_file"].get("id") or image["slack_file"].get("url"))
        return f"file {file_id}, {self._measures(file_id)}"

    def _rich(self, element: Json) -> str:
        inner = "".join(self._rich(part) for part in element.get("elements", []))
        match element["type"]:
            case "text" | "date" as kind:  # a date as with `!date`
                return str(element["text" if kind == "text" else "fallback"])
            case "link":
                return str(element.get("text") or element["url"])
            case "emoji":
                return f":{element['name']}:"
            case "user" | "channel" | "usergroup" | "broadcast":
                return self._mention(element)
            case "rich_text_list":
                return "".join(f"- {self._rich(item)}\n" for item in element["elements"])
            case _:
                return f"{inner}\n" if element["type"] in {"rich_text_preformatted", "rich_text_quote"} else inner

    def _mention(self, element: Json) -> str:
        mark = "#" if element["type"] == "channel" else "@"
        target = str(element.get("user_id") or element.get("channel_id") or element.get("range") or "group")
        return mark + self._names.get(target, target)
