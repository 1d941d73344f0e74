"""Any valid task, on any model: a body that the sandbox's own contracts take, or a refusal with a reason."""

import json
from dataclasses import fields
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sandbox.bedrock.catalog import MODELS as SERVED
from sandbox.bedrock.contracts import Contract
from titan_core import (
    MODELS,
    AspectRatio,
    BackgroundRemoval,
    ColorGuidedGeneration,
    ControlMode,
    Erase,
    ImageVariation,
    Inpainting,
    InputPicture,
    Mask,
    Model,
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
    UnsupportedError,
    Upscale,
    UpscaleMode,
)
from titan_core.families import family_of
from titan_core.roads import find_road
from titan_core.tasks import CanvasStyle

SIZES = ((64, 64), (320, 320), (384, 336), (900, 300), (200, 1000), (1420, 700), (30, 1600))
FORMATS = ("png", "jpeg", "webp")


@cache
def picture(size: tuple[int, int], form: Any, *, alpha: bool) -> InputPicture:  # noqa: ANN401 - png, jpeg or webp
    colours = Image.radial_gradient("L").resize(size)
    image = Image.merge("RGB", (colours, colours, Image.new("L", size, 90)))
    if alpha:
        image.putalpha(colours)
    return InputPicture.of(image, form)


PICTURES = st.builds(picture, st.sampled_from(SIZES), st.sampled_from(FORMATS), alpha=st.just(value=False)) | st.builds(
    picture, st.sampled_from(SIZES), st.sampled_from(("png", "webp")), alpha=st.just(value=True)
)
LINES = st.text(min_size=1, max_size=20).filter(str.strip) | st.sampled_from([512, 513, 1025]).map("x".__mul__)
MAYBE_LINES = st.just("") | LINES
PARTS = st.floats(0, 1) | st.sampled_from([0.0, 1.0])
GROWTHS = st.integers(0, 20)
MARGINS = st.integers(0, 200)
PRESETS = st.none() | st.sampled_from(StylePreset)
RATIOS = st.none() | st.sampled_from([AspectRatio(16, 9), AspectRatio(1, 4), AspectRatio(5, 4)])
SHAPES = st.fixed_dictionaries({"aspect_ratio": RATIOS}) | st.fixed_dictionaries(
    {"size": st.builds(Size, st.integers(64, 4096), st.integers(64, 4096))}
)

COMMON: dict[str, st.SearchStrategy[Any]] = {
    "seed": st.integers(0, 4_294_967_294),
    "number_of_images": st.integers(1, 5),
    "negative_prompt": MAYBE_LINES,
    "cfg_scale": st.none() | st.floats(1.1, 10.0),
    "quality": st.sampled_from(Quality),
    "style_preset": PRESETS,
    "grow_mask": GROWTHS,
    "control_strength": st.none() | PARTS,
    "fidelity": st.none() | PARTS,
    "composition_fidelity": st.none() | PARTS,
    "style_strength": st.none() | PARTS,
    "change_strength": st.none() | st.floats(0.1, 1.0),
    "similarity_strength": st.none() | st.floats(0.2, 1.0),
}


def tasks(kind: Any, **own: st.SearchStrategy[Any]) -> st.SearchStrategy[Task]:  # noqa: ANN401 - a type of task
    """Tasks of a type: `own` fields, and those that many types share."""
    shared = {field.name: COMMON[field.name] for field in fields(kind) if field.name in COMMON}
    return st.fixed_dictionaries({**shared, **own}).map(lambda values: kind(**values))


@st.composite
def masked(draw: st.DrawFn, /, kind: Any, **own: Any) -> Task:  # noqa: ANN401 - a type of task and its fields
    """A task with a mask of its picture's size, in either colour."""
    image = draw(PICTURES)
    page = Image.new("L", (image.width, image.height), draw(st.sampled_from(["black", "white"])))
    inner = draw(st.sampled_from(["black", "white"]))
    page.paste(inner, (image.width // 4, image.height // 4, image.width // 2, image.height // 2))
    mask = Mask.of(page, edit_colour=draw(st.sampled_from(["black", "white"])))
    task: Task = draw(tasks(kind, image=st.just(image), mask_image=st.just(mask), **own))
    return task


@st.composite
def shaped(draw: st.DrawFn, /, kind: Any, **own: Any) -> Task:  # noqa: ANN401 - a type of task and its fields
    shape = {name: st.just(value) for name, value in draw(SHAPES).items()}
    task: Task = draw(tasks(kind, **shape, **own))
    return task


TASKS: st.SearchStrategy[Task] = st.one_of(
    shaped(TextToImage, prompt=LINES, control_strength=st.none(), style=st.none() | st.sampled_from(CanvasStyle)),
    shaped(TextToImage, prompt=LINES, condition_image=PICTURES, control_mode=st.none() | st.sampled_from(ControlMode)),
    masked(Inpainting, prompt=MAYBE_LINES),
    tasks(Inpainting, image=PICTURES, mask_prompt=LINES, prompt=MAYBE_LINES),
    masked(Outpainting, prompt=MAYBE_LINES, mode=st.sampled_from(OutpaintingMode)),
    tasks(Outpainting, image=PICTURES, mask_prompt=LINES, prompt=MAYBE_LINES),
    tasks(
        Outpainting,
        image=PICTURES,
        left=st.integers(1, 200),
        up=MARGINS,
        down=MARGINS,
        prompt=MAYBE_LINES,
        creativity=st.none() | st.floats(0.1, 1.0),
    ),
    shaped(ImageVariation, images=st.lists(PICTURES, min_size=1, max_size=5).map(tuple), prompt=MAYBE_LINES),
    shaped(
        ColorGuidedGeneration,
        prompt=LINES,
        colors=st.lists(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True), min_size=1, max_size=10).map(tuple),
        reference_image=st.none() | PICTURES,
    ),
    tasks(BackgroundRemoval, image=PICTURES),
    tasks(Upscale, image=PICTURES, mode=st.sampled_from(UpscaleMode), prompt=LINES, creativity=st.floats(0.1, 0.5)),
    tasks(SearchAndReplace, image=PICTURES, search_prompt=LINES, prompt=LINES),
    tasks(SearchAndRecolor, image=PICTURES, select_prompt=LINES, prompt=LINES),
    masked(Erase),
    tasks(SketchControl, image=PICTURES, prompt=LINES),
    tasks(StructureControl, image=PICTURES, prompt=LINES),
    tasks(StyleGuide, image=PICTURES, prompt=LINES, aspect_ratio=RATIOS),
    tasks(StyleTransfer, image=PICTURES, style_image=PICTURES, prompt=MAYBE_LINES),
)


def check(model: Model, task: Task, seed: int) -> None:
    """Each body, as it goes over the wire, against the schema; the first against what a schema can't say: pictures."""
    served = SERVED[model.foundation_model_id]
    calls = family_of(model).calls(task, model, seed)
    for call in calls:
        Contract(served.contracts[str(call.body.get("taskType", ""))]).check(json.loads(json.dumps(call.body)))
    order = served.family.read(calls[0].body)
    assert order.seeds[0] == calls[0].seed or calls[0].seed is None
    assert len(order.seeds) == len(calls[0].indices)
    assert sorted(index for call in calls for index in call.indices) == list(range(task.number_of_images))


@given(task=TASKS, fit=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_valid_task_gives_valid_bodies_or_a_reason(task: Task, *, fit: bool) -> None:
    for model in MODELS:
        road = find_road(task, model, fit=fit)
        if isinstance(road, UnsupportedError):
            assert road.field
            assert road.model_id == model.model_id
            continue
        if road.detour:
            check(road.detour.model, road.detour.task, 0)
        check(model, road.task, task.seed or 0)
