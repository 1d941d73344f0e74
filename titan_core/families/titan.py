"""The contract of Titan Image Generator v1 and v2, and of Nova Canvas: all pictures of a task in one call.

Source: Amazon Bedrock user guide, "Amazon Titan Image Generator G1 models", and the Nova guide on Canvas.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from titan_core.catalog import Model
from titan_core.errors import BadResponseError, ContentFilteredError
from titan_core.families.family import Call, Drawn, Unsupported
from titan_core.families.fields import body_of, in_base64, seed_loss, shape_loss, unsent, unsupported
from titan_core.families.payload import read_base64, read_list
from titan_core.pictures import Picture
from titan_core.results import Loss
from titan_core.sizes import Shapes, SourceSized
from titan_core.tasks import (
    BackgroundRemoval,
    ColorGuidedGeneration,
    ImageVariation,
    Inpainting,
    Outpainting,
    Size,
    Task,
    TextToImage,
)

_TEXTS = {"prompt": "text", "negative_prompt": "negativeText"}
_CONFIG = {"number_of_images": "numberOfImages", "quality": "quality", "cfg_scale": "cfgScale"}
Sized = TextToImage | ImageVariation | ColorGuidedGeneration


@dataclass(frozen=True, kw_only=True, slots=True)
class _Contract:
    """A taskType: where its parameters stand, and the fields among them by their keys. Masks are sent beside them."""

    task_type: str
    params: str
    keys: Mapping[str, str]
    required: tuple[str, ...] = ()
    config: Mapping[str, str] = field(default_factory=lambda: _CONFIG)


_CONTRACTS: dict[type[Task], _Contract] = {
    TextToImage: _Contract(
        task_type="TEXT_IMAGE",
        params="textToImageParams",
        keys={
            **_TEXTS,
            "condition_image": "conditionImage",
            "control_mode": "controlMode",
            "control_strength": "controlStrength",
            "style": "style",
        },
    ),
    Inpainting: _Contract(
        task_type="INPAINTING",
        params="inPaintingParams",
        keys={**_TEXTS, "image": "image", "mask_prompt": "maskPrompt"},
    ),
    Outpainting: _Contract(
        task_type="OUTPAINTING",
        params="outPaintingParams",
        keys={**_TEXTS, "image": "image", "mask_prompt": "maskPrompt", "mode": "outPaintingMode"},
        required=("prompt",),
    ),
    ImageVariation: _Contract(
        task_type="IMAGE_VARIATION",
        params="imageVariationParams",
        keys={**_TEXTS, "images": "images", "similarity_strength": "similarityStrength"},
    ),
    ColorGuidedGeneration: _Contract(
        task_type="COLOR_GUIDED_GENERATION",
        params="colorGuidedGenerationParams",
        keys={**_TEXTS, "colors": "colors", "reference_image": "referenceImage"},
    ),
    BackgroundRemoval: _Contract(
        task_type="BACKGROUND_REMOVAL", params="backgroundRemovalParams", keys={"image": "image"}, config={}
    ),
}


def supports(task: Task, model: Model) -> Unsupported | None:
    contract = _CONTRACTS.get(type(task))
    return unsupported(task, model, _sent(task, model), contract.required if contract else ())


def _sent(task: Task, model: Model) -> frozenset[str]:
    """The fields that the model is sent."""
    contract = _CONTRACTS.get(type(task))
    names = {*contract.keys, *contract.config, "mask_image", "size", "aspect_ratio"} if contract else set()
    return frozenset(names - model.lacks)


def calls(task: Task, model: Model, seed: int) -> tuple[Call, ...]:
    folded = model.fold_seed(seed)
    body = encode(task, model, folded)
    told = None if isinstance(task, BackgroundRemoval) else folded
    return (Call(indices=tuple(range(task.number_of_images)), seed=told, body=body),)


def encode(task: Task, model: Model, seed: int) -> dict[str, object]:
    """The body of a request. `seed` is within the model's range.

    Size and seed are always sent where there are such: the documents disagree about their defaults. Pictures edited in
    place have the size they came with, and BACKGROUND_REMOVAL refuses any configuration.
    """
    contract = _CONTRACTS[type(task)]
    keys = {name: key for name, key in contract.keys.items() if name not in model.lacks}
    body: dict[str, object] = {
        "taskType": contract.task_type,
        contract.params: {**body_of(task, keys), **_mask(task)},
    }
    config = body_of(task, contract.config)
    if isinstance(task, Sized):
        size = _size(task, model)
        config |= {"width": size.width, "height": size.height}
    return {**body, "imageGenerationConfig": {**config, "seed": seed}} if config else body


def _mask(task: Task) -> dict[str, object]:
    """Black is "inside": INPAINTING draws the inside anew, OUTPAINTING keeps it and draws the rest."""
    if isinstance(task, Inpainting) and task.mask_image:
        return {"maskImage": in_base64(task.mask_image.black_inside())}
    if isinstance(task, Outpainting) and task.mask_image:
        return {"maskImage": in_base64(task.mask_image.white_inside())}
    return {}


def decode(reply: Mapping[str, object], call: Call, model: Model) -> Drawn:
    """`error` is read before `images`: a batch may hold fewer pictures than asked for, or none."""
    images = read_list(reply, "images", model.model_id)[: len(call.indices)]
    error = reply.get("error")
    if not images:
        raise _nothing_drawn(str(error or ""), model)
    if len(images) < len(call.indices) and not error:
        raise BadResponseError(model_id=model.model_id, detail=f"{len(images)} of {len(call.indices)} pictures came")
    pictures = tuple(
        Picture.read(read_base64(image, model.model_id), seed=call.seed, model_id=model.model_id, index=index)
        for index, image in zip(call.indices, images, strict=False)
    )
    return Drawn(pictures=pictures, withheld=len(call.indices) - len(pictures))


def losses(task: Task, model: Model) -> tuple[Loss, ...]:
    sized = _size_losses(task, model) if isinstance(task, Sized) else ()
    return (*sized, *unsent(task, _sent(task, model)), *seed_loss(task, model))


def _size_losses(task: Sized, model: Model) -> tuple[Loss, ...]:
    size = _size(task, model)
    rounded = task.size is not None and size != task.size
    size_loss = (Loss(field="size", asked=str(task.size), got=str(size)),) if rounded else ()
    return (*size_loss, *shape_loss(task, model))


def _size(task: Sized, model: Model) -> Size:
    if isinstance(model.sizing, Shapes | SourceSized):
        raise TypeError(f"{model.model_id}: a model of the Titan contract needs a table or a grid of sizes")
    return model.sizing.size_for(task)


def _nothing_drawn(error: str, model: Model) -> ContentFilteredError | BadResponseError:
    if "content filter" in error.lower():
        return ContentFilteredError(model_id=model.model_id, where="picture", detail=error)
    return BadResponseError(model_id=model.model_id, detail=error or "no pictures, and no reason")
