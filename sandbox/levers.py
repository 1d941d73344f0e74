"""The page's levers over a whole sandbox: Slack's network, Bedrock's models, the app's process."""

import time
from collections.abc import Callable, Mapping

from sandbox.app_process import AppProcess, AppStartError
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from sandbox.slack.entities import Json

TITAN = ("amazon.titan-image-generator-v1", "amazon.titan-image-generator-v2:0")
_MOST_SECONDS = 600.0


class SandboxLevers:
    """From any thread. `app` is None where somebody else runs it: then there is no process to kill."""

    def __init__(self, slack: SlackSandbox, bedrock: BedrockSandbox, app: AppProcess | None) -> None:
        self._slack, self._bedrock, self._app = slack, bedrock, app
        self._outage_until = 0.0
        self._pulls: Mapping[str, Callable[[Json], None]] = {
            "titan": self._titan,
            "latency": self._latency,
            "throttle": self._throttle,
            "outage": self._outage,
            "fail": self._fail,
            "rates": self._rates,
            "reset": self._reset,
            **({"kill": self._kill, "restart": self._restart} if app else {}),
        }

    def state(self) -> Json:
        """`outage` is over at `until`, in seconds since 1970; `app` has the end of its log where it ended by itself."""
        settings = self._bedrock.state.settings_json()
        found: Json = {
            "titan": {"alive": all(settings["lifecycle"][model_id] == "active" for model_id in TITAN)},
            "latency": {"seconds": settings["latency"]},
            "throttle": {"share": settings["throttle_fraction"]},
            "outage": {"until": self._outage_until},
            "rates": {"on": self._slack.slack.rates.is_on},
        }
        return found | ({"app": _app_json(self._app)} if self._app else {})

    def pull(self, name: str, body: Json) -> None:
        """ValueError for a lever that there is none of, or that can't be moved so."""
        if name not in self._pulls:
            raise ValueError(f"there is no lever {name!r}; there are {', '.join(sorted(self._pulls))}")
        self._pulls[name](body)

    def bedrock_activity(self) -> tuple[int, int]:
        return self._bedrock.state.activity()

    def bedrock_calls(self, count: int) -> list[Json]:
        return self._bedrock.state.newest_calls(count)

    def _titan(self, body: Json) -> None:
        lifecycle = "active" if _flag(body, "alive") else "end_of_life"
        self._bedrock.change(dict.fromkeys(TITAN, lifecycle))

    def _latency(self, body: Json) -> None:
        self._bedrock.change(latency="model" if body.get("seconds") == "model" else _number(body, "seconds"))

    def _throttle(self, body: Json) -> None:
        self._bedrock.change(throttle_fraction=_number(body, "share", most=1.0))

    def _outage(self, body: Json) -> None:
        seconds = _number(body, "seconds")
        self._outage_until = round(time.time() + seconds, 1) if seconds else 0.0
        self._slack.unreachable(seconds)

    def _fail(self, body: Json) -> None:
        """The next call of a Web API method fails, as `Stage.fail` has it."""
        method, how = str(body.get("method") or ""), str(body.get("how") or "internal_error")
        if not method:
            raise ValueError("fail takes a method, such as chat.postMessage, and how: 429, 500, drop or an error code")
        self._slack.fail(method, how, times=int(_number(body, "times", default=1.0)))

    def _rates(self, body: Json) -> None:
        self._slack.slack.rates.is_on = _flag(body, "on")

    def _reset(self, _body: Json) -> None:
        """Forget all that was said and drawn; what the app itself keeps is the app's."""
        self._outage_until = 0.0
        self._slack.reset()
        self._bedrock.reset()

    def _kill(self, _body: Json) -> None:
        if self._app:
            self._app.kill()

    def _restart(self, _body: Json) -> None:
        """In order, where it still runs: what it remembers of models that had retired is gone."""
        try:
            if self._app:
                self._app.stop()
                self._app.start()
        except AppStartError as error:
            raise ValueError(f"The app did not start: {error}") from error


def _app_json(app: AppProcess) -> Json:
    state = app.state
    return {"state": state, "log": app.log_tail() if state == "ended" else ""}


def _flag(body: Json, name: str) -> bool:
    if not isinstance(body.get(name), bool):
        raise ValueError(f"{name}: true or false, not {body.get(name)!r}")  # noqa: TRY004  # a lever's value
    return bool(body[name])


def _number(body: Json, name: str, *, default: float | None = None, most: float = _MOST_SECONDS) -> float:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise ValueError(f"{name}: a number from 0 to {most:g}, not {value!r}")
    return float(value)
