"""Calls run on threads of titan_core's own, and are still about what their caller works on."""

from collections.abc import Callable
from contextvars import ContextVar

from titan_core import ImageClient, TextToImage
from titan_core.calling import Billed, Request

_ABOUT: ContextVar[str] = ContextVar("about", default="nothing")


def test_each_call_runs_in_its_callers_context(make_client: Callable[..., ImageClient]) -> None:
    seen: list[str] = []

    def on_request(_request: Request) -> Billed:
        seen.append(_ABOUT.get())
        return lambda _pictures: None

    token = _ABOUT.set("job 3f9a")
    try:
        make_client().generate(TextToImage(prompt="a fox", seed=100, number_of_images=3), on_request=on_request)
    finally:
        _ABOUT.reset(token)

    assert seen == ["job 3f9a"] * 3
