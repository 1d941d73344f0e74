"""`titan doctor`: what the account can use, and the least rights it needs for that."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import titan_core
from titan_core.catalog import Model
from titan_core.commands.telling import put, put_json
from titan_core.doctor import Check, Examination, examine
from titan_core.errors import EndOfLifeError, NoModelError, PassedOver
from titan_core.policy import least_policy
from titan_core.settings import BedrockSettings, environment
from titan_core.verdicts import most_useful

_ANSWER_SECONDS = 20.0  # the control plane answers at once or not at all


def fill_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the same as JSON on stdout")


def run(arguments: argparse.Namespace) -> None:
    """Raises NoModelError if no model of the chain can draw."""
    settings = replace(BedrockSettings.from_env(environment()), read_timeout_seconds=_ANSWER_SECONDS)
    models = (*settings.models, *(model for model in settings.edit_models if model not in settings.models))
    with titan_core.Bedrock(settings) as bedrock:
        found = examine(bedrock, models, today=date.today())  # noqa: DTZ011 - AWS's dates name no zone
    alive = [check.model for check in found.checks if not isinstance(check.error, EndOfLifeError)]
    policy = least_policy(alive, found.region, account=found.account or "*", guardrail=settings.guardrail_id or "")
    if arguments.json:
        put_json({**_as_json(found), "policy": policy})
    else:
        _tell(found, settings.models, policy)
    _raise_if_none_draws([check for check in found.checks if check.model in settings.models])


def _tell(found: Examination, chain: Sequence[Model], policy: dict[str, object]) -> None:
    put(f"The chain, asked from {found.region}, first to last:")
    for check in found.checks:
        if check.model in chain:
            put(_line(check))
    put("\nBehind the tasks that the chain can't do:")
    for check in found.checks:
        if check.model not in chain:
            put(_line(check))
    put("\nThe least IAM policy for all of these:")
    put(json.dumps(policy, indent=2))


def _line(check: Check) -> str:
    tasks = ", ".join(kind.__name__ for kind in check.model.tasks)
    if check.error is not None:
        return f"  no    {check.model.title} ({tasks}): {check.error.sentence}"
    later = "" if check.is_subscribed else ", to be subscribed in AWS Marketplace by its first call"
    return f"  ready {check.model.title} ({tasks}){later}"


def _as_json(found: Examination) -> dict[str, object]:
    return {
        "region": found.region,
        "account": found.account,
        "models": [
            {
                "model_id": check.model.model_id,
                "ready": check.error is None,
                "subscribed": check.is_subscribed,
                "problem": check.error and {"code": check.error.code, "message": str(check.error)},
            }
            for check in found.checks
        ],
    }


def _raise_if_none_draws(chain: Sequence[Check]) -> None:
    failed = tuple(PassedOver(model_id=check.model.model_id, error=check.error) for check in chain if check.error)
    if len(failed) == len(chain):
        raise NoModelError(passed_over=failed, cause=most_useful(failed))
