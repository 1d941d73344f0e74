"""The contract of Titan Image Generator v1 and v2, and of Nova Canvas: all pictures of a task in one call.

Source: Amazon Bedrock user guide, "Amazon Titan Image Generator G1 models", and the Nova guide on Canvas.
"""

from collections.abc import Mapping

from titan_core.catalog import Model
from titan_core.errors import BadResponseError, ContentFilteredError
from titan_core.families.family import Call, Drawn, Unsupported, seed_loss, shape_loss, text_too_long
from titan_core.families.payload import read_base64, read_list
from titan_core.pictures import Picture
from titan_core.results import Loss
from titan_core.sizes import Shapes
from titan_core.tasks import Size, TextToImage


def supports(task: TextToImage, model: Model) -> Unsupported | None:
    return text_too_long(task, model)


def calls(task: TextToImage, model: Model, seed: int) -> tuple[Call, ...]:
    folded = model.fold_seed(seed)
    body = encode(task, model, folded)
    return (Call(indices=tuple(range(task.number_of_images)), seed=folded, body=body),)


def encode(task: TextToImage, model: Model, seed: int) -> dict[str, object]:
    """The body of a TEXT_IMAGE request. `seed` is within the model's range.

    Size and seed are always sent: the documents disagree about their defaults.
    """
    text = {"text": task.prompt}
    if task.negative_prompt:
        text["negativeText"] = task.negative_prompt
    size = _size(task, model)
    config: dict[str, object] = {
        "numberOfImages": task.number_of_images,
        "quality": task.quality.value,
        "width": size.width,
        "height": size.height,
        "seed": seed,
    }
    if task.cfg_scale is not None:
        config["cfgScale"] = task.cfg_scale
    return {"taskType": "TEXT_IMAGE", "textToImageParams": text, "imageGenerationConfig": config}


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


def losses(task: TextToImage, model: Model) -> tuple[Loss, ...]:
    size = _size(task, model)
    rounded = task.size is not None and size != task.size
    size_loss = (Loss(field="size", asked=str(task.size), got=str(size)),) if rounded else ()
    return (*size_loss, *shape_loss(task, model), *seed_loss(task, model))


def _size(task: TextToImage, model: Model) -> Size:
    if isinstance(model.sizing, Shapes):
        raise TypeError(f"{model.model_id}: a model of the Titan contract needs a table or a grid of sizes")
    return model.sizing.size_for(task)


def _nothing_drawn(error: str, model: Model) -> ContentFilteredError | BadResponseError:
    if "content filter" in error.lower():
        return ContentFilteredError(model_id=model.model_id, where="picture", detail=error)
    return BadResponseError(model_id=model.model_id, detail=error or "no pictures, and no reason")
