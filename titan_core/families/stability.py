"""The contract of Stability's generators on Bedrock: one call a picture, a shape instead of a size.

Source: Amazon Bedrock user guide, Stable Image Core, Ultra and Stable Diffusion 3.5 Large. `mode`, `image`, `strength`,
`width`, `height` and `cfg_scale` are not sent: Core and Ultra refuse them, whatever some documents say.
"""

from collections.abc import Mapping

from titan_core.catalog import Model
from titan_core.errors import BadResponseError, BedrockError, ContentFilteredError, ModelFailedError
from titan_core.errors.calls import Where
from titan_core.families.family import Call, Drawn, Unsupported, seed_loss, shape_loss, text_too_long
from titan_core.families.payload import read_base64, read_list
from titan_core.pictures import Picture
from titan_core.results import Loss
from titan_core.tasks import Quality, TextToImage

_FILTERED: dict[str, Where] = {
    "Filter reason: prompt": "prompt",
    "Filter reason: input image": "input",
    "Filter reason: output image": "picture",
}


def supports(task: TextToImage, model: Model) -> Unsupported | None:
    return text_too_long(task, model)


def calls(task: TextToImage, model: Model, seed: int) -> tuple[Call, ...]:
    """Picture i is drawn with the seed i steps further, so that any one of them can be drawn again alone."""
    seeds = [model.fold_seed(seed + index) for index in range(task.number_of_images)]
    return tuple(Call(indices=(index,), seed=own, body=encode(task, model, own)) for index, own in enumerate(seeds))


def encode(task: TextToImage, model: Model, seed: int) -> dict[str, object]:
    """The body of a text-to-image request for one picture. `seed` is within the model's range."""
    body: dict[str, object] = {
        "prompt": task.prompt,
        "aspect_ratio": str(model.sizing.shape_for(task)),
        "seed": seed,
        "output_format": "png",
    }
    if task.negative_prompt:
        body["negative_prompt"] = task.negative_prompt
    return body


def decode(reply: Mapping[str, object], call: Call, model: Model) -> Drawn:
    """A refusal comes with status 200: `finish_reasons` says so, and nothing else need be there."""
    for reason in read_list(reply, "finish_reasons", model.model_id):
        if reason is not None:
            raise _refusal(str(reason), model)
    images = read_list(reply, "images", model.model_id)
    if not images:
        raise BadResponseError(model_id=model.model_id, detail="no picture, and no reason")
    seeds = read_list(reply, "seeds", model.model_id)
    seed = seeds[0] if seeds and isinstance(seeds[0], int) else call.seed
    data = read_base64(images[0], model.model_id)
    return Drawn(pictures=(Picture.read(data, seed=seed, model_id=model.model_id, index=call.indices[0]),))


def losses(task: TextToImage, model: Model) -> tuple[Loss, ...]:
    """How many pixels a shape has is known only when it is drawn; a size is answered with the shape."""
    lost = [*shape_loss(task, model), *seed_loss(task, model)]
    if task.size is not None:
        lost.append(Loss(field="size", asked=str(task.size), got=str(model.sizing.shape_for(task))))
    if task.cfg_scale is not None:
        lost.append(Loss(field="cfg_scale", asked=str(task.cfg_scale), got=""))
    if task.quality is Quality.PREMIUM:
        lost.append(Loss(field="quality", asked=task.quality.value, got=""))
    return tuple(lost)


def _refusal(reason: str, model: Model) -> BedrockError:
    if reason in _FILTERED:
        return ContentFilteredError(model_id=model.model_id, where=_FILTERED[reason], detail=reason)
    return ModelFailedError(model_id=model.model_id, detail=reason)
