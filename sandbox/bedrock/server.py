"""The Bedrock sandbox: its app, and the app running in a thread."""

from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.bedrock.answers import answer_bedrock_error
from sandbox.bedrock.control import ControlApi
from sandbox.bedrock.control_plane import ControlPlane
from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.invoke import Invocations
from sandbox.bedrock.profiles import InferenceProfiles
from sandbox.bedrock.state import SandboxState
from sandbox.serving import ServerThread

_PAINTERS = 2  # pictures painted at once: the rest of the machine belongs to whoever is under test


def create_app(state: SandboxState) -> Starlette:
    """bedrock-runtime, the part of the control plane that tells about models, and `/_sandbox`, on one port."""
    painters = ThreadPoolExecutor(_PAINTERS, thread_name_prefix="painter")
    control_plane, profiles = ControlPlane(state), InferenceProfiles(state)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        painters.shutdown(cancel_futures=True)

    app = Starlette(
        routes=[
            Route("/model/{model_id:path}/invoke", Invocations(state, painters).invoke, methods=["POST"]),
            Route("/foundation-models", control_plane.list_models),
            Route("/foundation-models/{model_id:path}", control_plane.get_model),
            Route("/foundation-model-availability/{model_id:path}", control_plane.get_availability),
            Route("/inference-profiles", profiles.list_profiles),
            Route("/inference-profiles/{profile_id:path}", profiles.get_profile),
            *ControlApi(state).routes(),
        ],
        exception_handlers={BedrockError: answer_bedrock_error, 404: _unknown_operation, 405: _unknown_operation},
        lifespan=lifespan,
    )
    app.state.sandbox = state
    return app


async def _unknown_operation(request: Request, _error: Exception) -> Response:
    answered = "POST /model/{id}/invoke, GET /foundation-models and /inference-profiles, and what is under /_sandbox"
    unknown = BedrockError(
        "UnknownOperationException",
        f"The sandbox has no {request.method} {request.url.path}; it answers {answered}.",
    )
    return await answer_bedrock_error(request, unknown)


class BedrockSandbox:
    """The sandbox in a thread of this process, for tests and demos.

    `with BedrockSandbox(alive=["amazon.titan-image-generator-v2:0"]) as bedrock:` and then
    `boto3.client("bedrock-runtime", endpoint_url=bedrock.url, region_name="us-west-2", …)`, any keys.
    """

    def __init__(self, *, port: int = 0, latency: float = 0.0, alive: Sequence[str] = ()) -> None:
        """Bind `port` (0: a free one). `latency` in seconds; `alive`: retired models that shall draw nevertheless.

        Raises `OSError` if the port is taken, `ValueError` for a model that the sandbox doesn't have.
        """
        self.state = SandboxState(latency=latency, alive=alive)
        self._server = ServerThread(create_app(self.state), port=port)

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, the endpoint URL for an SDK."""
        return self._server.url

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Every InvokeModel call since the last reset; the fields are those of `calls.Call`."""
        return list(self.state.calls_json()["calls"])

    @property
    def totals(self) -> dict[str, Any]:
        """calls, pictures, charged_usd, in_flight, max_in_flight since the last reset."""
        return dict(self.state.calls_json()["totals"])

    def change(self, lifecycles: Mapping[str, str] | None = None, **settings: Any) -> None:  # noqa: ANN401 - checked
        """Set lifecycles by model id (see `models.Lifecycle`) and any of `settings.Settings`' fields."""
        self.state.change(lifecycles, **settings)

    def fault_next(self, fault: str, times: int = 1) -> None:
        """The next `times` calls meet `fault`: an error's code, `cut`, `hang` or `bad_gateway`."""
        self.state.add_faults(fault, times)

    def reset(self) -> None:
        """Back to the start: settings, lifecycles, faults, calls and bill."""
        self.state.reset()

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        """End the server; calls that hang are let go first."""
        self.state.closing = True
        self._server.stop()

    def join(self) -> None:
        self._server.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
