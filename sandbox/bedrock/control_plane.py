"""`bedrock`, the control plane, as far as a check of an account's models asks it. The same port answers it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.bedrock.access import known_model, model_arn, not_authorized
from sandbox.bedrock.answers import json_answer, new_request_id
from sandbox.bedrock.catalog import MODELS, find_model
from sandbox.bedrock.errors import END_OF_LIFE, IDENTIFIER_INVALID, BedrockError, invalid
from sandbox.bedrock.models import Lifecycle, Model
from sandbox.bedrock.signature import Caller, read_caller
from sandbox.bedrock.state import SandboxState


class ControlPlane:
    """ListFoundationModels, GetFoundationModel and GetFoundationModelAvailability, true to the models' lifecycles."""

    def __init__(self, state: SandboxState) -> None:
        self._state = state

    async def list_models(self, request: Request) -> Response:
        caller = self._caller(request, "ListFoundationModels", "*")
        gone = (Lifecycle.END_OF_LIFE, Lifecycle.WRONG_REGION)
        here = [model for model in MODELS.values() if caller.region in model.regions]
        shown = [
            _summary(model, lifecycle, caller)
            for model in here
            if (lifecycle := self._state.lifecycle(model)) not in gone and _asked_for(model, request)
        ]
        return json_answer({"modelSummaries": shown}, new_request_id())

    async def get_model(self, request: Request) -> Response:
        identifier = request.path_params["model_id"]
        caller = self._caller(request, "GetFoundationModel", identifier)
        model, lifecycle = known_model(self._state, identifier, caller)
        return json_answer({"modelDetails": _summary(model, lifecycle, caller)}, new_request_id())

    async def get_availability(self, request: Request) -> Response:
        """A model of another region is answered, not refused: that is what `regionAvailability` is for."""
        identifier = request.path_params["model_id"]
        caller = self._caller(request, "GetFoundationModelAvailability", identifier)
        model = find_model(identifier)
        if model is None:
            raise invalid(IDENTIFIER_INVALID)
        lifecycle = self._state.lifecycle(model)
        if lifecycle is Lifecycle.END_OF_LIFE:
            raise BedrockError("ResourceNotFoundException", END_OF_LIFE)
        here = caller.region in model.regions and lifecycle is not Lifecycle.WRONG_REGION
        return json_answer(_availability(model, lifecycle, here=here), new_request_id())

    def _caller(self, request: Request, operation: str, resource: str) -> Caller:
        caller = read_caller(request.headers.get("authorization"))
        if not self._state.settings.control_plane:
            raise not_authorized(f"bedrock:{operation}", resource)
        return caller


def _asked_for(model: Model, request: Request) -> bool:
    asked = request.query_params
    return (
        asked.get("byProvider", model.provider).casefold() == model.provider.casefold()
        and asked.get("byOutputModality", "IMAGE") == "IMAGE"
        and asked.get("byInferenceType", model.inference_type) == model.inference_type
        and "byCustomizationType" not in asked
    )


def _summary(model: Model, lifecycle: Lifecycle, caller: Caller) -> dict[str, Any]:
    status: dict[str, str] = {"status": "LEGACY" if lifecycle is Lifecycle.LEGACY else "ACTIVE"}
    if lifecycle is Lifecycle.LEGACY and model.end_of_life:
        status["endOfLifeTime"] = model.end_of_life.isoformat()
    return {
        "modelArn": model_arn(model, caller),
        "modelId": model.model_id,
        "modelName": model.name,
        "providerName": model.provider,
        "inputModalities": list(model.input_modalities),
        "outputModalities": ["IMAGE"],
        "responseStreamingSupported": False,
        "customizationsSupported": [],
        "inferenceTypesSupported": [model.inference_type],
        "modelLifecycle": status,
    }


def _availability(model: Model, lifecycle: Lifecycle, *, here: bool) -> dict[str, Any]:
    agreement = {"status": "AVAILABLE"}
    if lifecycle is Lifecycle.NO_ACCESS_MARKETPLACE:
        agreement = {"status": "NOT_AVAILABLE"}
    if lifecycle is Lifecycle.NO_ACCESS_PAYMENT:
        agreement = {"status": "ERROR", "errorMessage": "A valid payment instrument must be provided."}
    entitled = lifecycle is not Lifecycle.NO_ACCESS and agreement["status"] == "AVAILABLE"
    return {
        "modelId": model.model_id,
        "agreementAvailability": agreement,
        "authorizationStatus": "NOT_AUTHORIZED" if lifecycle is Lifecycle.NO_ACCESS_IAM else "AUTHORIZED",
        "entitlementAvailability": "AVAILABLE" if entitled else "NOT_AVAILABLE",
        "regionAvailability": "AVAILABLE" if here else "NOT_AVAILABLE",
    }
