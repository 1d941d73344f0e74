"""The contract of Stability's generators on Bedrock: one call a picture, a shape instead of a size.

Source: Amazon Bedrock user guide, Stable Image Core, Ultra and Stable Diffusion 3.5 Large. `width`, `height` and
`cfg_scale` are never sent, `mode`, `image` and `strength` to Stable Diffusion 3.5 alone: Core and Ultra refuse them,
whatever some documents say.
"""

from collections.abc import Mapping

from titan_core.catalog import Model
from titan_core.errors import BadResponseError, BedrockError, ContentFilteredError, ModelFailedError
from titan_core.errors.calls import Where
from titan_core.families.family import Call, Drawn, Unsupported
from titan_core.families.fields import body_of, seed_loss, shape_loss, unsent, unsupported, wire
from titan_core.families.payload import read_base64, read_list
from titan_core.pictures import Picture
from titan_core.results import Loss
from titan_core.tasks import ImageVariation, Task, TextToImage

_FILTERED: dict[str, Where] = {
    "Filter reason: prompt": "prompt",
    "Filter reason: input image": "input",
    "Filter reason: output image": "picture",
}
_TEXTS = {"prompt": "prompt", "negative_prompt": "negative_prompt"}
_SENT: dict[type[Task], frozenset[str]] = {
    TextToImage: frozenset({*_TEXTS, "size", "aspect_ratio"}),
    ImageVariation: frozenset({*_TEXTS, "images", "similarity_strength"}),
}
_SIMILARITY = 0.7  # Titan's own, where none is asked for
_DIGITS = 4  # 1 - 0.7 is 0.3


def supports(task: Task, model: Model) -> Unsupported | None:
    required = ("prompt",)
    reason = unsupported(task, model, _SENT.get(type(task), frozenset()), required)
    if reason is None and isinstance(task, ImageVariation) and len(task.images) > 1:
        return Unsupported(field="images", limit=1, value=len(task.images))
    return reason


def calls(task: Task, model: Model, seed: int) -> tuple[Call, ...]:
    """Picture i is drawn with the seed i steps further, so that any one of them can be drawn again alone."""
    seeds = [model.fold_seed(seed + index) for index in range(task.number_of_images)]
    return tuple(Call(indices=(index,), seed=own, body=encode(task, model, own)) for index, own in enumerate(seeds))


def encode(task: Task, model: Model, seed: int) -> dict[str, object]:
    """The body of a request for one picture. `seed` is within the model's range."""
    body = body_of(task, _TEXTS)
    if isinstance(task, ImageVariation):
        body |= {"mode": "image-to-image", "image": wire(task.images[0]), "strength": _strength(task)}
    elif isinstance(task, TextToImage):
        body |= {"aspect_ratio": str(model.sizing.shape_for(task))}
    return {**body, "seed": seed, "output_format": "png"}


def _strength(task: ImageVariation) -> float:
    """0 keeps the picture, 1 ignores it: the nearest there is to the opposite of similarity."""
    similarity = _SIMILARITY if task.similarity_strength is None else task.similarity_strength
    return round(1 - similarity, _DIGITS)


def decode(reply: Mapping[str, object], call: Call, model: Model) -> Drawn:
    """A refusal comes with status 200: `finish_reasons` says so, and nothing else need be there."""
    for reason in read_list(reply, "finish_reasons", model.model_id):
        if reason is not None:
            raise _refusal(str(reason), model)
    images = read_list(reply, "images", model.model_id)
    if not images:
        raise BadResponseError(model_id=model.model_id, detail="no picture, and no reason")
    seeds = read_list(reply, "seeds", model.model_id)
    seed = seeds[0] if call.seed is not None and seeds and isinstance(seeds[0], int) else call.seed
    data = read_base64(images[0], model.model_id)
    return Drawn(pictures=(Picture.read(data, seed=seed, model_id=model.model_id, index=call.indices[0]),))


def losses(task: Task, model: Model) -> tuple[Loss, ...]:
    """How many pixels a shape has is known only when it is drawn; a size is answered with the shape."""
    lost = [*seed_loss(task, model)]
    if isinstance(task, TextToImage):
        lost += shape_loss(task, model)
        if task.size is not None:
            lost.append(Loss(field="size", asked=str(task.size), got=str(model.sizing.shape_for(task))))
    elif isinstance(task, ImageVariation) and task.similarity_strength is not None:
        strength = f"strength {_strength(task)}"
        lost.append(Loss(field="similarity_strength", asked=str(task.similarity_strength), got=strength))
    return (*lost, *unsent(task, _SENT.get(type(task), frozenset())))


def _refusal(reason: str, model: Model) -> BedrockError:
    if reason in _FILTERED:
        return ContentFilteredError(model_id=model.model_id, where=_FILTERED[reason], detail=reason)
    return ModelFailedError(model_id=model.model_id, detail=reason)
