"""A sandbox with one thing around its app that somebody can move: a lamp."""

from typing import Any


class Lamp:
    def __init__(self) -> None:
        self.is_on = False

    def state(self) -> dict[str, Any]:
        return {"lamp": self.is_on}

    def pull(self, name: str, body: dict[str, Any]) -> None:
        if name != "lamp":
            raise ValueError(f"there is no lever {name!r}; there is lamp")
        self.is_on = bool(body["is_on"])

    def bedrock_activity(self) -> tuple[int, int]:
        return 0, 0

    def bedrock_calls(self, count: int) -> list[dict[str, Any]]:
        assert count > 0
        return []
