"""The same wish in the words of each model, what is lost in translation, and what has no words at all."""

import pytest

from tests.titan_core.roads import model, refusal_of, road_of
from tests.titan_core.sample_tasks import OTHER, PHOTO, SPOT, photo
from titan_core import (
    AspectRatio,
    BackgroundRemoval,
    ColorGuidedGeneration,
    ControlMode,
    Erase,
    ImageVariation,
    Inpainting,
    Loss,
    Outpainting,
    OutpaintingMode,
    SearchAndReplace,
    Size,
    SketchControl,
    StructureControl,
    StyleGuide,
    StylePreset,
    Task,
    TextToImage,
    Upscale,
)


@pytest.mark.parametrize(
    ("task", "alias", "expected", "lost"),
    [
        (
            TextToImage(prompt="x", condition_image=PHOTO, control_strength=0.2, size=Size(512, 512), cfg_scale=8.0),
            "structure",
            StructureControl(image=PHOTO, prompt="x", control_strength=0.2),
            [Loss(field="size", asked="512x512", got=""), Loss(field="cfg_scale", asked="8.0", got="")],
        ),
        (
            TextToImage(prompt="x", condition_image=PHOTO, control_mode=ControlMode.CANNY_EDGE, negative_prompt="y"),
            "sketch",
            SketchControl(image=PHOTO, prompt="x", negative_prompt="y"),
            [],
        ),
        (
            TextToImage(prompt="x", condition_image=PHOTO, control_mode=ControlMode.SEGMENTATION),
            "structure",
            StructureControl(image=PHOTO, prompt="x"),
            [Loss(field="control_mode", asked="SEGMENTATION", got="the picture's layout, not what its areas mean")],
        ),
        (
            Inpainting(image=PHOTO, mask_prompt="door", prompt="window", number_of_images=2),
            "search-replace",
            SearchAndReplace(image=PHOTO, search_prompt="door", prompt="window", number_of_images=2),
            [],
        ),
        (
            Inpainting(image=PHOTO, mask_prompt="door"),
            "search-replace",
            SearchAndReplace(image=PHOTO, search_prompt="door", prompt="background"),
            [Loss(field="mask_prompt", asked="door, taken away", got="background in its place")],
        ),
        (
            Inpainting(image=PHOTO, mask_image=SPOT, negative_prompt="y", grow_mask=2),
            "erase",
            Erase(image=PHOTO, mask_image=SPOT, grow_mask=2),
            [Loss(field="negative_prompt", asked="y", got="")],
        ),
        (
            Outpainting(image=PHOTO, mask_image=SPOT, prompt="x", negative_prompt="y", mode=OutpaintingMode.PRECISE),
            "inpaint",
            Inpainting(image=PHOTO, mask_image=SPOT, prompt="x", negative_prompt="y", grow_mask=0),
            [],
        ),
        (
            Outpainting(image=PHOTO, mask_image=SPOT, prompt="x"),
            "inpaint",
            Inpainting(image=PHOTO, mask_image=SPOT, prompt="x", grow_mask=5),
            [Loss(field="mode", asked="DEFAULT", got="a border that reaches 5 px into what is kept")],
        ),
        (
            ImageVariation(images=(PHOTO,), aspect_ratio=AspectRatio(2, 1)),
            "sd3.5",
            ImageVariation(images=(PHOTO,), aspect_ratio=AspectRatio(2, 1), prompt="a variation of this picture"),
            [
                Loss(field="prompt", asked="none", got="a variation of this picture"),
                Loss(field="aspect_ratio", asked="2:1", got=""),
            ],
        ),
        (
            ColorGuidedGeneration(prompt="a fox", colors=("#FF0001", "#00ffFf", "#fe0000"), size=Size(64, 64)),
            "core",
            TextToImage(prompt="a fox, in the colours red, aqua", size=Size(64, 64)),
            [
                Loss(field="colors", asked="#FF0001, #00ffFf, #fe0000", got="red, aqua, as words in the prompt"),
                Loss(field="size", asked="64x64", got="1:1"),
            ],
        ),
        (
            ColorGuidedGeneration(prompt="a fox", colors=("#000080",), reference_image=PHOTO),
            "style-guide",
            StyleGuide(prompt="a fox, in the colours navy", image=PHOTO),
            [Loss(field="colors", asked="#000080", got="navy, as words in the prompt")],
        ),
        (
            SearchAndReplace(image=PHOTO, search_prompt="door", prompt="x", grow_mask=4),
            "titan-v2",
            Inpainting(image=PHOTO, mask_prompt="door", prompt="x", grow_mask=4),
            [Loss(field="grow_mask", asked="4", got="")],
        ),
        (
            Erase(image=PHOTO, mask_image=SPOT),
            "titan-v1",
            Inpainting(image=PHOTO, mask_image=SPOT),
            [],
        ),
        (
            SketchControl(image=photo(640, 320), prompt="x", control_strength=0.5, style_preset=StylePreset.ANIME),
            "nova-canvas",
            TextToImage(
                prompt="x",
                condition_image=photo(640, 320),
                control_mode=ControlMode.CANNY_EDGE,
                control_strength=0.5,
                aspect_ratio=AspectRatio(2, 1),
            ),
            [Loss(field="style_preset", asked="anime", got="")],
        ),
        (
            StructureControl(image=PHOTO, prompt="x"),
            "titan-v2",
            TextToImage(
                prompt="x",
                condition_image=PHOTO,
                control_mode=ControlMode.SEGMENTATION,
                aspect_ratio=AspectRatio(1, 1),
            ),
            [],
        ),
    ],
)
def test_a_task_is_put_in_the_words_of_the_model(task: Task, alias: str, expected: Task, lost: list[Loss]) -> None:
    road = road_of(task, alias)

    assert road.task == expected
    assert list(road.losses) == lost
    assert road.detour is None


@pytest.mark.parametrize(
    ("task", "alias", "said"),
    [
        (Upscale(image=PHOTO), "titan-v2", "titan-image-generator-v2:0 can't do Upscale; it does TextToImage, "),
        (BackgroundRemoval(image=PHOTO), "titan-v1", "can't do BackgroundRemoval; it does"),
        (ImageVariation(images=(PHOTO, OTHER), prompt="x"), "sd3.5", "takes images up to 1; this has 2."),
        (Inpainting(image=PHOTO, mask_image=SPOT), "inpaint", "can't do this without prompt."),
        (TextToImage(prompt="x", condition_image=PHOTO), "core", "stable-image-core-v1:1 has no condition_image."),
        (Upscale(image=photo(16, 32)), "fast-upscale", "image has a side of 16 px; at least 32 px are needed."),
        (Upscale(image=photo(1300, 1300)), "fast-upscale", "image has 1,690,000 pixels; at most 1,048,576 are taken."),
        (StyleGuide(image=photo(90, 64, form="WEBP"), prompt="x"), "titan-v2", "can't do StyleGuide"),
        (
            BackgroundRemoval(image=photo(90, 64, form="WEBP")),
            "titan-v2",
            "image is WebP; this model takes PNG or JPEG.",
        ),
        (
            BackgroundRemoval(image=photo(1409, 64)),
            "titan-v2",
            "image has a side of 1,409 px; at most 1,408 px are taken.",
        ),
        (
            BackgroundRemoval(image=photo(900, 64)),
            "remove-background",
            "image is 14.062 to 1, long side to short; at most 2.5",
        ),
        (
            ColorGuidedGeneration(prompt="x", colors=("#000000",), reference_image=PHOTO),
            "core",
            "can't do ColorGuidedGeneration",
        ),
    ],
)
def test_a_model_that_cannot_do_it_says_why(task: Task, alias: str, said: str) -> None:
    refusal = refusal_of(task, alias)

    assert said in str(refusal)
    assert refusal.model_id == model(alias).model_id
