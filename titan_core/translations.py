"""The same wish in other words: what a task is called where it isn't known by its own name.

Titan and Stability divide the field differently: Titan's INPAINTING is search-and-replace, inpaint or erase, by what is
given. Each way leads to a task that some model has in its own contract.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from PIL import Image, ImageColor

from titan_core.catalog import Model
from titan_core.families.fields import unsent
from titan_core.inputs import InputPicture
from titan_core.masks import Mask
from titan_core.results import Loss
from titan_core.tasks import (
    MAX_MARGIN,
    ColorGuidedGeneration,
    ControlMode,
    Erase,
    ImageVariation,
    Inpainting,
    Outpainting,
    OutpaintingMode,
    SearchAndReplace,
    SketchControl,
    StructureControl,
    StyleGuide,
    Task,
    TextToImage,
)

_SOFT_BORDER = 5  # px; inpaint's own grow_mask, the nearest to Titan's DEFAULT
_BEHIND_IT = "background"
_ALIKE = "a variation of this picture"


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """task: the other wording. losses: what it can't say. needs_cutout: its mask must first be made by a cutout."""

    task: Task
    losses: tuple[Loss, ...] = ()
    needs_cutout: bool = False


_OTHER_NAMES: Mapping[type[Task], tuple[type[Task], ...]] = {
    TextToImage: (StructureControl, SketchControl),
    Inpainting: (SearchAndReplace, Erase),
    Outpainting: (Inpainting,),
    ColorGuidedGeneration: (StyleGuide, TextToImage),
}
_TITANS_NAMES: Mapping[type[Task], type[Task]] = {
    SearchAndReplace: Inpainting,
    Erase: Inpainting,
    SketchControl: TextToImage,
    StructureControl: TextToImage,
}


def is_within_reach(kind: type[Task], model: Model) -> bool:
    """Whether some task of this type has a way that ends in the model's own contract."""
    if model.family == "titan" and kind in _TITANS_NAMES:
        return _TITANS_NAMES[kind] is Inpainting or "condition_image" not in model.lacks
    return any(name in model.tasks for name in (kind, *_OTHER_NAMES.get(kind, ())))


class Ways:
    """The task as it is, then in other words, the nearest first.

    Some cost work on pixels: each is made when it is first looked at, and only once. Not to be shared by threads.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self._made = [Way(task=task)]
        self._unmade = _in_other_words(task)

    def __iter__(self) -> Iterator[Way]:
        yield from self._made
        for way in self._unmade:
            self._made.append(way)
            yield way


def _in_other_words(task: Task) -> Iterator[Way]:
    match task:
        case TextToImage():
            yield from _conditioned(task)
        case Inpainting():
            yield from _inpainting(task)
        case Outpainting():
            yield from _outpainting(task)
        case ColorGuidedGeneration():
            yield _colors_in_words(task)
        case ImageVariation(prompt=prompt) if not prompt.strip():
            told = Loss(field="prompt", asked="none", got=_ALIKE)
            yield Way(task=replace(task, prompt=_ALIKE), losses=(told,))
        case _:
            yield from _as_titan_says_it(task)


def _way(source: Task, target: Task, *losses: Loss, carried: tuple[str, ...] = (), needs_cutout: bool = False) -> Way:
    """carried: fields of the source that live on under other names, or were told of in `losses`."""
    known = {field.name for field in fields(target)} | set(carried)
    return Way(task=target, losses=(*losses, *unsent(source, known)), needs_cutout=needs_cutout)


def _shared(source: Task, kind: type[Task], **changes: Any) -> Any:  # noqa: ANN401 - a task of the kind asked for
    """A task of another kind with the fields that both have, some of them changed."""
    names = {field.name for field in fields(source)} & {field.name for field in fields(kind)}
    return kind(**{**{name: getattr(source, name) for name in names}, **changes})


def _conditioned(task: TextToImage) -> Iterator[Way]:
    image = task.condition_image
    if image is None:
        return
    carried = ("condition_image", "control_mode")
    if task.control_mode is ControlMode.SEGMENTATION:
        unread = Loss(
            field="control_mode", asked=task.control_mode.value, got="the picture's layout, not what its areas mean"
        )
        yield _way(task, _shared(task, StructureControl, image=image), unread, carried=carried)
        return
    for kind in (StructureControl, SketchControl):
        yield _way(task, _shared(task, kind, image=image), carried=carried)


def _inpainting(task: Inpainting) -> Iterator[Way]:
    if task.mask_image is None:
        yield _by_search(task)
    elif not task.prompt.strip():
        yield _way(task, _shared(task, Erase), carried=("prompt",))


def _by_search(task: Inpainting) -> Way:
    """What is found has a border that the model knows best: it isn't widened unless that was asked for."""
    growth, is_removal = task.grow_mask or None, not task.prompt.strip()
    gone = Loss(field="mask_prompt", asked=f"{task.mask_prompt}, taken away", got=f"{_BEHIND_IT} in its place")
    prompt = _BEHIND_IT if is_removal else task.prompt
    target = _shared(task, SearchAndReplace, search_prompt=task.mask_prompt, prompt=prompt, grow_mask=growth)
    return _way(task, target, *([gone] if is_removal else []), carried=("mask_prompt",))


def _outpainting(task: Outpainting) -> Iterator[Way]:
    if task.margins:
        yield _on_a_larger_canvas(task)
    elif task.mask_image is None:
        nowhere = Mask.of(Image.new("L", (task.image.width, task.image.height), "black"), edit_colour="white")
        told = Loss(field="mask_prompt", asked=task.mask_prompt, got="whatever stands in front")
        target = _inpaint_around(task, nowhere)
        carried = ("mask_prompt", "mode")
        yield _way(task, target, told, *_border_losses(task), carried=carried, needs_cutout=True)
    else:
        extension = _as_margins(task, task.mask_image)
        if extension is not None:
            yield _way(task, extension, carried=("mask_image", "mode"))
        yield _way(task, _inpaint_around(task, task.mask_image), *_border_losses(task), carried=("mode",))


def _inpaint_around(task: Outpainting, mask: Mask) -> Inpainting:
    growth = 0 if task.mode is OutpaintingMode.PRECISE else _SOFT_BORDER
    target: Inpainting = _shared(task, Inpainting, mask_image=mask, mask_prompt="", grow_mask=growth)
    return target


def _border_losses(task: Outpainting) -> tuple[Loss, ...]:
    """How far Titan's soft border reaches is not documented; inpaint's is a number, and pixels of what is kept."""
    if task.mode is OutpaintingMode.PRECISE:
        return ()
    return (
        Loss(field="mode", asked=task.mode.value, got=f"a border that reaches {_SOFT_BORDER} px into what is kept"),
    )


def _on_a_larger_canvas(task: Outpainting) -> Way:
    mask = Mask.of_margins(task.image, **task.margins)
    page = task.image.extended(**task.margins)
    return Way(task=replace(task, image=page, mask_image=mask, left=0, right=0, up=0, down=0))


def _as_margins(task: Outpainting, mask: Mask) -> Outpainting | None:
    """The kept rectangle as a picture of its own and the rest as margins; None if what is kept is no rectangle."""
    box = mask.bounding_box_of_kept()
    if box is None:
        return None
    left, up, right, down = box
    kept = (right - left) * (down - up) / (mask.width * mask.height)
    if abs(1 - mask.edited_share - kept) * mask.width * mask.height >= 1:
        return None
    beyond = mask.width - right, mask.height - down
    if not 0 < max(left, up, *beyond) <= MAX_MARGIN:
        return None
    kept_picture = task.image.cropped(*box)
    return replace(task, image=kept_picture, mask_image=None, left=left, up=up, right=beyond[0], down=beyond[1])


def _colors_in_words(task: ColorGuidedGeneration) -> Way:
    names = ", ".join(dict.fromkeys(map(_color_name, task.colors)))
    prompt = f"{task.prompt}, in the colours {names}"
    told = Loss(field="colors", asked=", ".join(task.colors), got=f"{names}, as words in the prompt")
    carried = ("colors", "reference_image")
    if task.reference_image is not None:
        guided = _shared(task, StyleGuide, prompt=prompt, image=task.reference_image)
        return _way(task, guided, told, carried=carried)
    return _way(task, _shared(task, TextToImage, prompt=prompt), told, carried=carried)


def _color_name(color: str) -> str:
    """The nearest of the colours that CSS has names for."""
    wanted = ImageColor.getrgb(color)[:3]

    def distance(name: str) -> int:
        return sum((one - other) ** 2 for one, other in zip(ImageColor.getrgb(name)[:3], wanted, strict=True))

    return min(sorted(ImageColor.colormap), key=distance)


def _as_titan_says_it(task: Task) -> Iterator[Way]:
    match task:
        case SearchAndReplace():
            target = _shared(task, Inpainting, mask_prompt=task.search_prompt, grow_mask=task.grow_mask or 0)
            yield _way(task, target, carried=("search_prompt",))
        case Erase():
            yield _way(task, _shared(task, Inpainting))
        case SketchControl():
            yield _way(task, _following(task, task.image, ControlMode.CANNY_EDGE), carried=("image",))
        case StructureControl():
            yield _way(task, _following(task, task.image, ControlMode.SEGMENTATION), carried=("image",))


def _following(task: Task, image: InputPicture, mode: ControlMode) -> TextToImage:
    shape = ImageVariation(images=(image,)).shape
    target: TextToImage = _shared(task, TextToImage, condition_image=image, control_mode=mode, aspect_ratio=shape)
    return target
