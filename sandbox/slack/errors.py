"""What Slack answers when it refuses."""

from typing import Any


class SlackError(Exception):
    """A refusal in Slack's own code, e.g. `not_in_channel`: becomes `{"ok": false, "error": code, …}`.

    `problems` are Slack's sentences about the arguments, each ending in `[json-pointer:/…]` where there is one.
    """

    def __init__(self, code: str, *problems: str, **details: str) -> None:
        super().__init__(code, *problems)
        self.code = code
        self.problems = problems
        self.details = details

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error": self.code, **self.details}
        if self.problems:
            answer["errors"] = list(self.problems)
            answer["response_metadata"] = {"messages": [f"[ERROR] {problem}" for problem in self.problems]}
        return answer


def missing_field(name: str) -> SlackError:
    return SlackError("invalid_arguments", f"missing required field: {name}")
