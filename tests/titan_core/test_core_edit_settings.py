"""Who edits and which guardrail watches, from the environment to the wire."""

from collections.abc import Callable

import pytest

from tests.titan_core.bedrock_wire import BedrockWire, refusal
from titan_core import EDIT_MODELS, SERVICES, Bedrock, BedrockSettings, SettingsError, find

GUARDRAIL = {"IMAGINE_GUARDRAIL_ID": "gr-1", "IMAGINE_GUARDRAIL_VERSION": "DRAFT"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", EDIT_MODELS),
        ("auto", EDIT_MODELS),
        ("OFF", ()),
        (
            "erase, us.stability.stable-image-inpaint-v1:0,sd3.5,erase",
            (find("erase", SERVICES), find("inpaint", SERVICES), find("sd3.5")),
        ),
    ],
)
def test_the_models_that_edit_are_auto_a_list_or_off(written: str, expected: tuple[object, ...]) -> None:
    assert BedrockSettings.from_env({"IMAGINE_EDIT_MODELS": written}).edit_models == expected


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"IMAGINE_EDIT_MODELS": "inpant"}, "IMAGINE_EDIT_MODELS: There is no model 'inpant'. Did you mean inpaint"),
        ({"IMAGINE_EDIT_MODELS": ","}, "IMAGINE_EDIT_MODELS names no model. Leave it out, or write `auto`, `off`"),
        ({"IMAGINE_MODELS": "inpaint"}, "IMAGINE_MODELS: There is no model 'inpaint'."),
        ({"IMAGINE_GUARDRAIL_ID": "gr-1"}, "IMAGINE_GUARDRAIL_VERSION is missing, and its other half is set."),
        ({"IMAGINE_GUARDRAIL_VERSION": "1"}, "IMAGINE_GUARDRAIL_ID is missing, and its other half is set."),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_what_to_write(env: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        BedrockSettings.from_env(env)

    assert said in str(caught.value)


def test_half_a_guardrail_is_refused_in_code_too() -> None:
    with pytest.raises(SettingsError, match="IMAGINE_GUARDRAIL_VERSION is missing"):
        BedrockSettings(guardrail_id="gr-1")


def test_every_request_passes_the_guardrail(wire: BedrockWire, make_bedrock: Callable[..., Bedrock]) -> None:
    settings = BedrockSettings.from_env(GUARDRAIL)
    guarded = make_bedrock(guardrail_id=settings.guardrail_id, guardrail_version=settings.guardrail_version)

    guarded.invoke("m", b"{}")
    make_bedrock().invoke("m", b"{}")

    name, version = "x-amzn-bedrock-guardrailidentifier", "x-amzn-bedrock-guardrailversion"
    assert [wire.asked[0].headers[name], wire.asked[0].headers[version]] == ["gr-1", "DRAFT"]
    assert name not in wire.asked[1].headers


@pytest.mark.parametrize(
    "words",
    [
        "The provided guardrail identifier is invalid.",
        "The guardrail identifier or version provided in the request does not exist.",
    ],
)
def test_a_guardrail_that_does_not_exist_is_a_fault_of_the_settings(
    wire: BedrockWire, make_bedrock: Callable[..., Bedrock], words: str
) -> None:
    wire.then(refusal(400, "ValidationException", words))

    with pytest.raises(SettingsError, match="Check IMAGINE_GUARDRAIL_ID and IMAGINE_GUARDRAIL_VERSION") as caught:
        make_bedrock().invoke("m", b"{}")

    assert words in str(caught.value)
