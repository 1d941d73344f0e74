"""One task of each kind with all its fields, and any valid task for property tests."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from titan_core import (
    AspectRatio,
    BackgroundRemoval,
    CanvasStyle,
    ColorGuidedGeneration,
    ControlMode,
    Erase,
    ImageVariation,
    Inpainting,
    InputPicture,
    Mask,
    Outpainting,
    OutpaintingMode,
    Quality,
    SearchAndRecolor,
    SearchAndReplace,
    Size,
    SketchControl,
    StructureControl,
    StyleGuide,
    StylePreset,
    StyleTransfer,
    Task,
    TextToImage,
    Upscale,
    UpscaleMode,
)


def photo(width: int = 320, height: int = 320, colour: str = "teal", form: str = "PNG") -> InputPicture:
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, form)
    return InputPicture.read(file.getvalue())


def spot(width: int = 320, height: int = 320) -> Mask:
    """The upper left quarter and one pixel beside it are to be edited, so what is kept is no rectangle."""
    page = Image.new("L", (width, height), "black")
    page.paste("white", (0, 0, width // 2, height // 2))
    page.putpixel((width // 2, 0), 255)
    return Mask.of(page, edit_colour="white")


PHOTO, OTHER, SPOT = photo(), photo(colour="navy"), spot()
CUTOUT = InputPicture.of(Image.new("RGBA", (320, 320), (0, 0, 0, 0)))

texts = st.text(max_size=700)
words = st.text(min_size=1, max_size=700).filter(str.strip)
shares = st.none() | st.floats(0, 1)
styles = st.none() | st.sampled_from(StylePreset)
pictures = st.sampled_from(
    [PHOTO, OTHER, CUTOUT, photo(400, 330, form="JPEG"), photo(90, 64, form="WEBP"), photo(9, 900)]
)
ratios = st.builds(AspectRatio, st.integers(1, 100), st.integers(1, 100))
sizes = st.builds(Size, st.integers(64, 4096), st.integers(64, 4096))
seeded = {"seed": st.none() | st.integers(0, 4_294_967_294), "number_of_images": st.integers(1, 5)}
configured = {**seeded, "cfg_scale": st.none() | st.floats(1.1, 10), "quality": st.sampled_from(Quality)}
shaped: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}), st.fixed_dictionaries({"size": sizes}), st.fixed_dictionaries({"aspect_ratio": ratios})
)


def _drawn(kind: Callable[..., Task], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Task]:
    return st.builds(lambda given, shape: kind(**given, **shape), st.fixed_dictionaries(fields), shaped)


def _masked(
    kind: Callable[..., Task], *places: dict[str, Any], **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Task]:
    return st.builds(
        lambda given, place: kind(image=PHOTO, **given, **place), st.fixed_dictionaries(fields), st.sampled_from(places)
    )


any_task: st.SearchStrategy[Task] = st.one_of(
    _drawn(
        TextToImage, prompt=words, negative_prompt=texts, style=st.none() | st.sampled_from(CanvasStyle), **configured
    ),
    _drawn(
        TextToImage,
        prompt=words,
        negative_prompt=texts,
        condition_image=pictures,
        control_mode=st.none() | st.sampled_from(ControlMode),
        control_strength=shares,
        **configured,
    ),
    _drawn(
        ImageVariation,
        images=st.lists(pictures, min_size=1, max_size=5).map(tuple),
        prompt=texts,
        negative_prompt=texts,
        similarity_strength=st.none() | st.floats(0.2, 1),
        **configured,
    ),
    _drawn(
        ColorGuidedGeneration,
        prompt=words,
        negative_prompt=texts,
        colors=st.lists(st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True), min_size=1, max_size=10).map(tuple),
        reference_image=st.none() | pictures,
        **configured,
    ),
    _masked(
        Inpainting,
        {"mask_image": SPOT},
        {"mask_prompt": "the door"},
        prompt=texts,
        negative_prompt=texts,
        grow_mask=st.integers(0, 20),
        style_preset=styles,
        **configured,
    ),
    _masked(
        Outpainting,
        {"mask_image": SPOT},
        {"mask_image": SPOT.inverted()},
        {"mask_prompt": "the dog"},
        {"left": 40, "down": 2000},
        {"up": 1},
        prompt=texts,
        negative_prompt=texts,
        mode=st.sampled_from(OutpaintingMode),
        creativity=st.none() | st.floats(0.1, 1),
        style_preset=styles,
        **configured,
    ),
    st.builds(BackgroundRemoval, image=pictures),
    st.builds(Upscale, image=pictures, prompt=texts, seed=seeded["seed"]),
    st.builds(
        Upscale,
        image=pictures,
        mode=st.sampled_from(UpscaleMode),
        prompt=words,
        negative_prompt=texts,
        creativity=st.none() | st.floats(0.1, 0.5),
        style_preset=styles,
    ),
    st.builds(
        SearchAndReplace,
        image=pictures,
        search_prompt=words,
        prompt=words,
        negative_prompt=texts,
        grow_mask=st.none() | st.integers(0, 20),
        style_preset=styles,
        **seeded,
    ),
    st.builds(SearchAndRecolor, image=pictures, select_prompt=words, prompt=words, style_preset=styles, **seeded),
    st.builds(Erase, image=st.just(PHOTO), mask_image=st.just(SPOT), grow_mask=st.integers(0, 20), **seeded),
    st.builds(SketchControl, image=pictures, prompt=words, control_strength=shares, style_preset=styles, **seeded),
    st.builds(StructureControl, image=pictures, prompt=words, control_strength=shares, negative_prompt=texts, **seeded),
    st.builds(StyleGuide, image=pictures, prompt=words, fidelity=shares, aspect_ratio=st.none() | ratios, **seeded),
    st.builds(
        StyleTransfer,
        image=pictures,
        style_image=pictures,
        prompt=texts,
        composition_fidelity=shares,
        style_strength=shares,
        change_strength=st.none() | st.floats(0.1, 1),
        **seeded,
    ),
)
