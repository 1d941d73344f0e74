"""Inference profiles on the control plane: the ids by which Stability's image services are called."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.bedrock.access import known_profile, not_authorized, profile_arn
from sandbox.bedrock.answers import json_answer, new_request_id
from sandbox.bedrock.catalog import PROFILES
from sandbox.bedrock.errors import invalid
from sandbox.bedrock.models import Lifecycle, Model
from sandbox.bedrock.signature import Caller, read_caller
from sandbox.bedrock.state import SandboxState

_SINCE = datetime(2025, 9, 18, tzinfo=UTC).isoformat()
_MOST_RESULTS = 1000


class InferenceProfiles:
    """ListInferenceProfiles and GetInferenceProfile: AWS's own profiles, true to the models' lifecycles."""

    def __init__(self, state: SandboxState) -> None:
        self._state = state

    async def list_profiles(self, request: Request) -> Response:
        """A page of them; none of the type `APPLICATION`, which accounts make themselves."""
        caller = self._caller(request, "ListInferenceProfiles", "*")
        start, count = _page(request)
        gone = (Lifecycle.END_OF_LIFE, Lifecycle.WRONG_REGION)
        shown = [
            _summary(profile, model, caller)
            for profile, model in PROFILES.items()
            if caller.region in model.regions and self._state.lifecycle(model) not in gone
        ]
        if request.query_params.get("type", "SYSTEM_DEFINED") != "SYSTEM_DEFINED":
            shown = []
        page: dict[str, Any] = {"inferenceProfileSummaries": shown[start : start + count]}
        if start + count < len(shown):
            page["nextToken"] = str(start + count)
        return json_answer(page, new_request_id())

    async def get_profile(self, request: Request) -> Response:
        identifier = request.path_params["profile_id"]
        caller = self._caller(request, "GetInferenceProfile", identifier)
        model, _ = known_profile(self._state, identifier, caller)
        return json_answer(_summary(str(model.profile), model, caller), new_request_id())

    def _caller(self, request: Request, operation: str, resource: str) -> Caller:
        caller = read_caller(request.headers.get("authorization"))
        if not self._state.settings.control_plane:
            raise not_authorized(f"bedrock:{operation}", resource)
        return caller


def _page(request: Request) -> tuple[int, int]:
    """First index and number of results."""
    start = request.query_params.get("nextToken", "0")
    count = request.query_params.get("maxResults", "100")
    if not start.isdigit() or not count.isdigit() or not 1 <= int(count) <= _MOST_RESULTS:
        raise invalid(f"maxResults is a number from 1 to {_MOST_RESULTS}; nextToken is one that was given out.")
    return int(start), int(count)


def _summary(profile: str, model: Model, caller: Caller) -> dict[str, Any]:
    return {
        "inferenceProfileName": f"US {model.name}",
        "description": f"Routes requests to {model.name} in {', '.join(model.regions)}.",
        "createdAt": _SINCE,
        "updatedAt": _SINCE,
        "inferenceProfileArn": profile_arn(profile, caller),
        "models": [
            {"modelArn": f"arn:aws:bedrock:{region}::foundation-model/{model.model_id}"} for region in model.regions
        ],
        "inferenceProfileId": profile,
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
    }
