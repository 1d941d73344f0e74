"""The control plane: whether this account can use a model, asked without drawing."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.titan_core.bedrock_wire import END_OF_LIFE, Answer, BedrockWire, answer, refusal
from titan_core import Bedrock, EndOfLifeError, NoAccessError
from titan_core.bedrock.sessions import endpoint_of

CORE = "stability.stable-image-core-v1:1"
Make = Callable[..., Bedrock]


def model_details(status: str = "ACTIVE", **lifecycle: object) -> Answer:
    arn = f"arn:aws:bedrock:us-west-2::foundation-model/{CORE}"
    details = {"modelArn": arn, "modelId": CORE, "modelLifecycle": {"status": status, **lifecycle}}
    return answer({"modelDetails": details})


def availability(**values: str) -> Answer:
    told = {"authorizationStatus": "AUTHORIZED", "entitlementAvailability": "AVAILABLE"}
    agreement = {"status": values.pop("agreement", "AVAILABLE")}
    told = {**told, "regionAvailability": "AVAILABLE", **values}
    return answer({"modelId": CORE, "agreementAvailability": agreement, **told})


def test_the_control_plane_says_whether_a_model_can_be_used(wire: BedrockWire, make_bedrock: Make) -> None:
    wire.then(model_details(), availability())

    told = make_bedrock().availability(CORE)

    assert (told.lifecycle, told.agreement, told.authorization) == ("ACTIVE", "AVAILABLE", "AUTHORIZED")
    assert (told.entitlement, told.region, told.end_of_life) == ("AVAILABLE", "AVAILABLE", None)
    assert told.is_usable
    assert [asked.method for asked in wire.asked] == ["GET", "GET"]


@pytest.mark.parametrize(
    ("values", "usable"),
    [
        ({"agreement": "NOT_AVAILABLE"}, True),
        ({"authorizationStatus": "NOT_AUTHORIZED"}, False),
        ({"entitlementAvailability": "NOT_AVAILABLE"}, False),
        ({"regionAvailability": "NOT_AVAILABLE"}, False),
    ],
)
def test_only_what_the_first_call_cannot_mend_makes_a_model_unusable(
    wire: BedrockWire, make_bedrock: Make, values: dict[str, str], *, usable: bool
) -> None:
    wire.then(model_details("LEGACY", endOfLifeTime="2026-12-31T00:00:00Z"), availability(**values))

    told = make_bedrock().availability(CORE)

    assert (told.is_usable, told.lifecycle, told.end_of_life) == (usable, "LEGACY", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("refused", "kind"),
    [
        (END_OF_LIFE, EndOfLifeError),
        (refusal(403, "AccessDeniedException", "User: a is not authorized to perform: bedrock:Get"), NoAccessError),
    ],
)
def test_the_control_plane_refuses_by_the_same_table(
    wire: BedrockWire, make_bedrock: Make, refused: Answer, kind: type[Exception]
) -> None:
    wire.then(refused)

    with pytest.raises(kind):
        make_bedrock().availability(CORE)


def profile(name: str, account: str = "123456789012") -> dict[str, object]:
    return {
        "inferenceProfileId": f"us.stability.{name}",
        "inferenceProfileArn": f"arn:aws:bedrock:us-west-2:{account}:inference-profile/us.stability.{name}",
        "inferenceProfileName": name,
        "models": [],
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
    }


def test_profiles_are_listed_page_after_page(wire: BedrockWire, make_bedrock: Make) -> None:
    wire.then(
        answer({"inferenceProfileSummaries": [profile("a")], "nextToken": "2"}),
        answer({"inferenceProfileSummaries": [profile("b", account="")]}),
    )

    told = make_bedrock().profiles()

    assert [(one.profile_id, one.status, one.account) for one in told] == [
        ("us.stability.a", "ACTIVE", "123456789012"),
        ("us.stability.b", "ACTIVE", ""),
    ]
    assert len(wire.asked) == 2


def test_profiles_that_may_not_be_listed_are_refused_by_the_same_table(wire: BedrockWire, make_bedrock: Make) -> None:
    wire.then(refusal(403, "AccessDeniedException", "User: a is not authorized to perform: bedrock:List"))

    with pytest.raises(NoAccessError):
        make_bedrock().profiles()


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        (None, None),
        ("http://127.0.0.1:4500", "http://127.0.0.1:4500"),
        ("https://bedrock-runtime-fips.us-west-2.amazonaws.com", "https://bedrock-fips.us-west-2.amazonaws.com"),
        ("https://vpce-1.bedrock-runtime.us-west-2.vpce.amazonaws.com", None),
    ],
)
def test_the_control_planes_endpoint_is_derived_from_the_runtimes(endpoint: str | None, expected: str | None) -> None:
    assert endpoint_of("bedrock", endpoint) == expected
    assert endpoint_of("bedrock-runtime", endpoint) == endpoint
