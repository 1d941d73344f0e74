"""Who edits: the chain first, then the models that take over; two-call roads; guardrails."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from tests.titan_core.bedrock_wire import (
    END_OF_LIFE,
    NO_ACCESS,
    WITHHELD,
    Answer,
    BedrockWire,
    answer,
    by_model,
    in_base64,
    png,
    stability,
)
from tests.titan_core.sample_tasks import OTHER, PHOTO, SPOT, photo
from titan_core import (
    SERVICES,
    ContentFilteredError,
    Erase,
    ImageClient,
    ImageVariation,
    Inpainting,
    NoAccessError,
    NoModelError,
    Outpainting,
    TextToImage,
    UnsupportedError,
    Upscale,
    find,
)

Make = Callable[..., ImageClient]
TITAN, INPAINT = find("titan-v2").model_id, "us.stability.stable-image-inpaint-v1:0"
REMOVE = "us.stability.stable-image-remove-background-v1:0"
SWAP = Outpainting(image=PHOTO, mask_prompt="the dog", prompt="a beach", seed=5, number_of_images=2)


def cutout() -> Answer:
    image, file = Image.new("RGBA", (320, 320)), BytesIO()
    image.paste("red", (10, 10, 50, 60))
    image.save(file, "PNG")
    return stability(picture=file.getvalue())


def test_what_the_chain_cannot_do_goes_to_the_nearest_live_model(wire: BedrockWire, make_client: Make) -> None:
    result = make_client("core").generate(Inpainting(image=PHOTO, mask_image=SPOT, prompt="a cat", seed=8))

    assert wire.models == [INPAINT]
    assert result.model is find("inpaint", SERVICES)
    assert result.price_usd == Decimal("0.07")
    assert result.pictures[0].seed == 8
    assert all(isinstance(passed.error, UnsupportedError) for passed in result.passed_over)


def test_the_chain_is_asked_first_and_its_loss_made_good(wire: BedrockWire, make_client: Make) -> None:
    wire.script = by_model({TITAN: END_OF_LIFE})
    client = make_client("titan-v2", "core")

    first, second = (client.generate(Erase(image=PHOTO, mask_image=SPOT, seed=1)) for _ in range(2))

    assert first.model is second.model is find("erase", SERVICES)
    assert wire.models == [TITAN, first.model.model_id, first.model.model_id]


def test_pictures_from_words_stay_with_the_chain(wire: BedrockWire, make_client: Make) -> None:
    wire.script = by_model({TITAN: END_OF_LIFE})

    with pytest.raises(NoModelError) as caught:
        make_client("titan-v2").generate(TextToImage(prompt="a fox"))

    assert wire.models == [TITAN]
    assert caught.value.could == ("core", "ultra", "sd3.5")


def test_a_list_of_edit_models_is_walked_in_its_order(wire: BedrockWire, make_client: Make) -> None:
    client = make_client("core", edit_models=[find("nova-canvas"), find("inpaint", SERVICES)])

    result = client.generate(Inpainting(image=PHOTO, mask_image=SPOT, prompt="a cat"))

    assert result.model is find("nova-canvas")
    assert wire.asked[0].body["taskType"] == "INPAINTING"


def test_without_edit_models_the_error_names_those_that_could(wire: BedrockWire, make_client: Make) -> None:
    client = make_client("core", edit_models=[])

    with pytest.raises(
        NoModelError, match=r"Name another as the model, or in the settings: fast-upscale could\."
    ) as caught:
        client.generate(Upscale(image=PHOTO))

    assert caught.value.could == ("fast-upscale",)
    assert not wire.asked


def test_the_reason_told_is_that_of_the_model_nearest_to_doing_it(make_client: Make) -> None:
    with pytest.raises(NoModelError) as caught:
        make_client("core").generate(Upscale(image=photo(2000, 700)))

    assert isinstance(caught.value.cause, UnsupportedError)
    assert (caught.value.cause.field, caught.value.cause.reason) == ("image", "long_side")
    assert caught.value.could == ()


def test_what_nobody_alive_can_do_is_refused_unasked(wire: BedrockWire, make_client: Make) -> None:
    with pytest.raises(NoModelError, match="takes images up to 1; this has 2") as caught:
        make_client("core").generate(ImageVariation(images=(PHOTO, OTHER), prompt="x"))

    assert caught.value.could == ()
    assert not wire.asked


def test_a_picture_is_fitted_only_when_the_caller_allows_it(wire: BedrockWire, make_client: Make) -> None:
    result = make_client("core").generate(Upscale(image=photo(2000, 1500)), fit=True)

    assert wire.models == ["us.stability.stable-fast-upscale-v1:0"]
    assert [(loss.field, loss.asked) for loss in result.losses] == [("image", "2000x1500 png")]


def test_a_road_of_two_calls_is_paid_for_as_two(wire: BedrockWire, make_client: Make) -> None:
    wire.then(cutout())

    result = make_client("core").generate(SWAP)

    assert wire.models == [REMOVE, INPAINT, INPAINT]
    assert result.price_usd == Decimal("0.07") * 3 == make_client("core").estimate(SWAP).usd
    assert len(result.request_ids) == 3
    assert result.model is find("inpaint", SERVICES)
    assert {asked.body["seed"] for asked in wire.asked[1:]} == {5, 6}
    assert [picture.parameters["mask_prompt"] for picture in result.pictures] == ["the dog", "the dog"]


def test_a_road_of_two_calls_is_not_begun_when_nothing_is_missing(wire: BedrockWire, make_client: Make) -> None:
    assert make_client("core").generate(SWAP, already={0, 1}).pictures == ()
    assert not wire.asked


def test_a_refusal_on_the_way_ends_it(wire: BedrockWire, make_client: Make) -> None:
    wire.then(WITHHELD)

    with pytest.raises(ContentFilteredError) as caught:
        make_client("core").generate(SWAP)

    assert caught.value.model_id == REMOVE
    assert len(wire.asked) == 1


def test_a_model_needed_on_the_way_is_remembered_as_missing(wire: BedrockWire, make_client: Make) -> None:
    wire.script = by_model({REMOVE: NO_ACCESS})
    nova = find("nova-canvas")
    client = make_client("core", edit_models=[find("inpaint", SERVICES), nova])

    first, second = client.generate(SWAP), client.generate(SWAP)

    assert first.model is second.model is nova
    assert wire.models == [REMOVE, nova.model_id, nova.model_id]
    assert isinstance(second.passed_over[-1].error, NoAccessError)


def test_a_guardrails_intervention_is_a_refusal_of_content(wire: BedrockWire, make_client: Make) -> None:
    wire.then(answer({"amazon-bedrock-guardrailAction": "INTERVENED", "images": [], "finish_reasons": [None]}))

    with pytest.raises(ContentFilteredError) as caught:
        make_client("core").generate(TextToImage(prompt="a fox"))

    assert (caught.value.where, caught.value.request_id) == ("prompt", "req-1")


def test_a_guardrail_that_let_it_pass_changes_nothing(wire: BedrockWire, make_client: Make) -> None:
    reply = {"amazon-bedrock-guardrailAction": "NONE", "images": [in_base64(png())], "finish_reasons": [None]}
    wire.then(answer(reply))

    assert len(make_client("core").generate(TextToImage(prompt="a fox")).pictures) == 1
