"""AWS: whether its credentials are taken, and which model of the chain will draw. Asked without drawing: free."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from bot.doctor.findings import Finding, Level, fix, note, ok
from titan_core import errors
from titan_core.bedrock import Availability, Bedrock
from titan_core.catalog import Model
from titan_core.settings import BedrockSettings

_ANSWER_SECONDS = 20.0  # the control plane answers at once or not at all
_LATER = "Run the doctor again in a minute."
_KEYS = "Write AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY into .env, or name a profile in BWB_PROFILE_NAME."
_ALLOW_LOOKING = (
    "Allow bedrock:GetFoundationModel and bedrock:GetFoundationModelAvailability to them in IAM (both are free);"
    " drawing itself needs bedrock:InvokeModel."
)
_ALLOW_SUBSCRIBING = (
    "Allow aws-marketplace:Subscribe and aws-marketplace:ViewSubscriptions to these credentials in IAM: the first"
    " picture then makes the agreement, which can take 15 minutes."
)

_CREDENTIAL_FAULTS = MappingProxyType(
    {
        "expired": (
            "the credentials have expired",
            "Get new ones: `aws sso login` for a profile, or new keys in .env.",
        ),
        "invalid": (
            "these access keys are not accepted",
            "Copy the access key and its secret again (IAM → Users → Security credentials), or make new ones.",
        ),
        "clock": (
            "the signature is not accepted, since this machine's clock is wrong",
            "Set the clock of this machine.",
        ),
        "unobtainable": (
            "the credentials could not be obtained",
            "Check the profile and where it gets its credentials: `aws sts get-caller-identity` must work.",
        ),
    }
)
_RIGHTS = MappingProxyType(
    {
        "iam": ("these credentials may not call it", "Allow bedrock:InvokeModel on this model to them in IAM."),
        "marketplace": (
            "the account has no AWS Marketplace agreement for it yet",
            _ALLOW_SUBSCRIBING,
        ),
        "payment": (
            "its AWS Marketplace agreement failed, most often for want of a valid payment instrument",
            "Add one under Billing and Cost Management → Payment preferences, wait 15 minutes, run the doctor again.",
        ),
        "pending": ("its AWS Marketplace agreement is being made", "Wait 15 minutes, then run the doctor again."),
        "model": (
            "it is not enabled for this account",
            "Enable it in the Amazon Bedrock console, or ask whoever administers the AWS organization.",
        ),
        "other": ("this account may not use it", "Ask whoever administers the AWS account."),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One model of the chain: it is ready, it is passed over (`remedy` empty), or there is one thing to do."""

    model: Model
    is_ready: bool = False
    why: str = ""
    remedy: str = ""

    def finding(self, region: str, *, another_draws: bool) -> Finding:
        """What keeps one model from drawing needs no fixing while another draws."""
        if self.is_ready:
            return ok(f"{self.model.title}: ready in {region}")
        if not self.remedy:
            return note(f"{self.model.title}: passed over ({self.why})")
        level = Level.NOTE if another_draws else Level.FIX
        return Finding(level=level, what=f"{self.model.title}: {self.why}", remedy=self.remedy)


_ACCOUNT_WIDE = (
    errors.NoCredentialsError,
    errors.BadCredentialsError,
    errors.UnreachableError,
    errors.UnknownResultError,
    errors.SettingsError,
)


class Examination:
    """Asks Bedrock's control plane about each model of the chain; `drawing` is the first that will draw."""

    def __init__(self, settings: BedrockSettings, *, today: date) -> None:
        self._settings = settings
        self._today = today
        self.drawing: Model | None = None

    def findings(self) -> Iterator[Finding]:
        region = self._settings.region_name
        try:
            verdicts = self._verdicts()
        except _ACCOUNT_WIDE as error:
            yield _account_fault(error, region)
            return
        self.drawing = next((verdict.model for verdict in verdicts if verdict.is_ready), None)
        place = f" at {self._settings.endpoint_url}" if self._settings.endpoint_url else ""
        yield ok(f"AWS: the credentials are accepted{place}")
        for verdict in verdicts:
            yield verdict.finding(region, another_draws=self.drawing is not None)
        yield from _none_left(verdicts)

    def _verdicts(self) -> list[Verdict]:
        settings = replace(self._settings, read_timeout_seconds=_ANSWER_SECONDS)
        with Bedrock(settings) as bedrock:
            return [_verdict(bedrock, model, settings.region_name, self._today) for model in settings.models]


def _verdict(bedrock: Bedrock, model: Model, region: str, today: date) -> Verdict:
    try:
        verdict = _from_answer(bedrock.availability(model.model_id), model, region)
    except _ACCOUNT_WIDE:
        raise
    except errors.BedrockError as error:
        verdict = _from_error(error, model, region)
    if not verdict.is_ready and model.retired_on and model.retired_on <= today:
        return Verdict(model=model, why=f"retired {model.retired_on}")  # whatever else may be wrong with it
    return verdict


def _from_answer(told: Availability, model: Model, region: str) -> Verdict:
    if told.region == "NOT_AVAILABLE":
        return _not_here(model, region)
    if told.lifecycle == "LEGACY":
        return _legacy(model)
    if told.authorization != "AUTHORIZED":
        return _no_right(model, "iam")
    if told.agreement == "ERROR":
        return _no_right(model, "payment")
    if told.is_usable:
        return Verdict(model=model, is_ready=True)
    return _no_right(model, {"NOT_AVAILABLE": "marketplace", "PENDING": "pending"}.get(told.agreement, "model"))


def _from_error(error: errors.BedrockError, model: Model, region: str) -> Verdict:
    match error:
        case errors.EndOfLifeError():
            return Verdict(model=model, why="retired")
        case errors.LegacyError():
            return _legacy(model)
        case errors.WrongRegionError():
            return _not_here(model, region)
        case errors.NoAccessError() if "bedrock:GetFoundationModel" in error.detail:
            return Verdict(model=model, why="these credentials may not ask about it", remedy=_ALLOW_LOOKING)
        case errors.NoAccessError():
            return _no_right(model, error.reason)
    return Verdict(model=model, why=f"Bedrock gave no answer about it ({error.code}: {error.detail})", remedy=_LATER)


def _not_here(model: Model, region: str) -> Verdict:
    others = [other for other in model.regions if other != region]
    if not others:
        return Verdict(
            model=model,
            why=f"Bedrock has no model {model.model_id} in {region}",
            remedy=f"Take {model.alias} out of IMAGINE_MODELS.",
        )
    return Verdict(model=model, why=f"not offered in {region}", remedy=f"Write BWB_REGION_NAME={others[0]} into .env.")


def _legacy(model: Model) -> Verdict:
    return Verdict(model=model, why="legacy: closed to accounts that haven't used it lately")


def _no_right(model: Model, reason: str) -> Verdict:
    why, remedy = _RIGHTS[reason]
    return Verdict(model=model, why=why, remedy=remedy)


def _none_left(verdicts: list[Verdict]) -> Iterator[Finding]:
    if not any(verdict.is_ready or verdict.remedy for verdict in verdicts):
        yield fix(
            "No model of the chain can draw any more",
            "Write IMAGINE_MODELS=core for Stable Image Core in us-west-2, or leave IMAGINE_MODELS out.",
        )


def _account_fault(error: errors.TitanCoreError, region: str) -> Finding:
    match error:
        case errors.NoCredentialsError():
            return fix("AWS: no credentials were found", _KEYS)
        case errors.BadCredentialsError():
            why, remedy = _CREDENTIAL_FAULTS[error.reason]
            return fix(f"AWS: {why}", remedy)
        case errors.SettingsError():
            return fix(f"AWS: {' '.join(error.problems)}", "Correct BWB_PROFILE_NAME or the AWS settings it names.")
    return fix(
        f"AWS: Amazon Bedrock can't be reached in {region}",
        "Check the network and the proxy of this machine, BWB_REGION_NAME, and BWB_ENDPOINT_URL if you set it.",
    )
