"""The contract of Stability's thirteen image services: one task each, one call a picture, answers as the generators'.

Source: Amazon Bedrock user guide, "Stability AI image services". White in a mask is edited. The outcome has the size of
the picture handed in, but for the upscalers and the style guide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from titan_core.bedrock import RESPONSE_BYTES
from titan_core.catalog import Model
from titan_core.families import stability
from titan_core.families.family import Call, Drawn, Unsupported
from titan_core.families.fields import body_of, in_base64, seed_loss, shape_loss, unsent, unsupported
from titan_core.inputs import InputPicture
from titan_core.results import Loss
from titan_core.tasks import BackgroundRemoval, Erase, Inpainting, Outpainting, StyleGuide, Task, Upscale, UpscaleMode


def _same(*names: str) -> Mapping[str, str]:
    return {name: name for name in names}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Contract:
    """A service: its fields by their keys in the body. Masks and shapes are sent beside them."""

    keys: Mapping[str, str]
    beside: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    mode: UpscaleMode | None = None
    is_seeded: bool = True
    sent: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sent", frozenset({*self.keys, *self.beside}))


_WORDS = ("prompt", "negative_prompt", "style_preset")
_CONTROL = _Contract(keys=_same("image", "control_strength", *_WORDS))
_CONTRACTS: dict[str, _Contract] = {
    "fast-upscale": _Contract(keys=_same("image"), beside=("mode",), mode=UpscaleMode.FAST, is_seeded=False),
    "conservative-upscale": _Contract(
        keys=_same("image", "creativity", "prompt", "negative_prompt"),
        beside=("mode",),
        mode=UpscaleMode.CONSERVATIVE,
    ),
    "creative-upscale": _Contract(
        keys=_same("image", "creativity", *_WORDS), beside=("mode",), mode=UpscaleMode.CREATIVE
    ),
    "inpaint": _Contract(
        keys=_same("image", "grow_mask", *_WORDS), beside=("mask_image",), required=("prompt", "mask_image")
    ),
    "outpaint": _Contract(
        keys=_same("image", "left", "right", "up", "down", "creativity", "prompt", "style_preset"),
        required=("margins",),
    ),
    "erase": _Contract(keys=_same("image", "grow_mask"), beside=("mask_image",)),
    "search-replace": _Contract(keys=_same("image", "search_prompt", "grow_mask", *_WORDS)),
    "search-recolor": _Contract(keys=_same("image", "select_prompt", "grow_mask", *_WORDS)),
    "remove-background": _Contract(keys=_same("image"), is_seeded=False),
    "structure": _CONTROL,
    "sketch": _CONTROL,
    "style-guide": _Contract(keys=_same("image", "fidelity", *_WORDS), beside=("aspect_ratio",)),
    "style-transfer": _Contract(
        keys={
            "image": "init_image",
            **_same(
                "style_image", "prompt", "negative_prompt", "composition_fidelity", "style_strength", "change_strength"
            ),
        },
    ),
}
# Base64 makes 4 bytes of 3, and the worst of PNGs has 3 bytes a pixel; some room is left for the rest of the answer.
_LARGEST_PNG = (RESPONSE_BYTES - 200_000) // 4  # pixels
_FAST_UPSCALE = 4  # times each side
_REDRAWN_PIXELS = 3152 * 3152  # measured of creative upscale; conservative gives nearly as many


def supports(task: Task, model: Model) -> Unsupported | None:
    contract = _CONTRACTS[model.alias]
    if isinstance(task, Upscale) and contract.mode not in {None, task.mode}:
        return Unsupported(
            field="task", limit=f"{contract.mode} upscale", value=f"{task.mode} upscale", reason="absent"
        )
    return unsupported(task, model, contract.sent, contract.required)


def calls(task: Task, model: Model, seed: int) -> tuple[Call, ...]:
    """As many as pictures, with seeds one step apart; one without a seed where chance has no part."""
    if not _CONTRACTS[model.alias].is_seeded:
        return (Call(indices=(0,), seed=None, body=encode(task, model, None)),)
    seeds = [model.fold_seed(seed + index) for index in range(task.number_of_images)]
    return tuple(Call(indices=(index,), seed=own, body=encode(task, model, own)) for index, own in enumerate(seeds))


def encode(task: Task, model: Model, seed: int | None) -> dict[str, object]:
    """The body of a request for one picture. `seed` is within the model's range."""
    body = body_of(task, _CONTRACTS[model.alias].keys)
    if isinstance(task, Inpainting | Erase) and task.mask_image:
        body["mask"] = in_base64(task.mask_image.white_inside())
    if isinstance(task, StyleGuide):
        body["aspect_ratio"] = str(model.sizing.shape_for(task))
    if seed is not None:
        body["seed"] = seed
    return {**body, "output_format": _output_format(task)}


def _output_format(task: Task) -> str:
    """PNG where the answer can't pass the limit of 16,777,216 bytes, else JPEG, or WebP where there is alpha."""
    image = getattr(task, "image", None)
    if not isinstance(image, InputPicture) or isinstance(task, StyleGuide) or _pixels(task, image) <= _LARGEST_PNG:
        return "png"
    return "webp" if image.has_alpha or isinstance(task, BackgroundRemoval) else "jpeg"


def _pixels(task: Task, image: InputPicture) -> int:
    """Of the outcome."""
    if isinstance(task, Outpainting):
        return (image.width + task.left + task.right) * (image.height + task.up + task.down)
    if not isinstance(task, Upscale):
        return image.width * image.height
    return image.width * image.height * _FAST_UPSCALE**2 if task.mode is UpscaleMode.FAST else _REDRAWN_PIXELS


def decode(reply: Mapping[str, object], call: Call, model: Model) -> Drawn:
    return stability.decode(reply, call, model)


def losses(task: Task, model: Model) -> tuple[Loss, ...]:
    contract = _CONTRACTS[model.alias]
    shape = shape_loss(task, model) if isinstance(task, StyleGuide) else ()
    seed = seed_loss(task, model) if contract.is_seeded else ()
    return (*shape, *unsent(task, contract.sent), *seed)
