"""What somebody at the page may change around the app: its models, its network, its process."""

from typing import Protocol

from sandbox.slack.entities import Json


class Levers(Protocol):
    """Used from several threads."""

    def state(self) -> Json:
        """Where each lever stands, as JSON; only levers that this sandbox has."""
        ...

    def pull(self, name: str, body: Json) -> None:
        """Move one. ValueError says what it takes."""
        ...

    def bedrock_activity(self) -> tuple[int, int]:
        """InvokeModel calls begun so far, and how many are under way: cheap, asked many times a second."""
        ...

    def bedrock_calls(self, count: int) -> list[Json]:
        """The last InvokeModel calls, oldest first, as `bedrock.calls.Call` has them."""
        ...


class NoLevers:
    """A workspace alone: nothing around it can be moved."""

    def state(self) -> Json:
        return {}

    def pull(self, name: str, body: Json) -> None:
        raise ValueError(f"there is no lever {name!r} here: {sorted(body)}")

    def bedrock_activity(self) -> tuple[int, int]:
        return 0, 0

    def bedrock_calls(self, count: int) -> list[Json]:  # noqa: ARG002  # there are none
        return []
