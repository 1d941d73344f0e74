"""Every kind of task, once in each way that the contracts tell apart, and who can do it.

`ROADS` is written from the documents' tables of tasks and services, and from our own mapping between them; models that
are not named can't, and have to say so without a call.
"""

from PIL import Image, ImageDraw

from titan_core import (
    BackgroundRemoval,
    ColorGuidedGeneration,
    ControlMode,
    Erase,
    ImageVariation,
    Inpainting,
    InputPicture,
    Mask,
    Outpainting,
    OutpaintingMode,
    SearchAndRecolor,
    SearchAndReplace,
    Size,
    SketchControl,
    StructureControl,
    StyleGuide,
    StyleTransfer,
    Task,
    TextToImage,
    Upscale,
    UpscaleMode,
)

WIDTH, HEIGHT = 384, 336  # no square, so that width and height can't be mixed up; large enough for all models
BOX = (96, 80, 224, 240)  # left, top, right, bottom
SIZE = Size(512, 512)


def _scenery() -> Image.Image:
    across = Image.linear_gradient("L").rotate(90).resize((WIDTH, HEIGHT))
    down = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    picture = Image.merge("RGB", (Image.new("L", (WIDTH, HEIGHT), 60), across, down))
    ImageDraw.Draw(picture).rectangle((120, 100, 260, 260), fill=(220, 40, 30))
    return picture


def box_of(inside: str, outside: str) -> Image.Image:
    """A page in two colours: `inside` in the box, `outside` around it."""
    page = Image.new("RGB", (WIDTH, HEIGHT), outside)
    page.paste(Image.new("RGB", (BOX[2] - BOX[0], BOX[3] - BOX[1]), inside), BOX)
    return page


def _round() -> Image.Image:
    """White in an oval: what is kept of it is no rectangle, so no margins can stand for it."""
    page = Image.new("RGB", (WIDTH, HEIGHT), "black")
    ImageDraw.Draw(page).ellipse(BOX, fill="white")
    return page


SCENERY = _scenery()
PICTURE = InputPicture.of(SCENERY)
STYLE = InputPicture.of(SCENERY.transpose(Image.Transpose.FLIP_TOP_BOTTOM).convert("L").convert("RGB"))
IN_BOX = Mask.of(box_of("white", "black"), edit_colour="white")
AROUND_BOX = Mask.of(box_of("white", "black"), edit_colour="black")
AROUND_OVAL = Mask.of(_round(), edit_colour="black")

WISHES: dict[str, Task] = {
    "draw": TextToImage(prompt="a fox", number_of_images=2, size=SIZE),
    "draw along edges": TextToImage(prompt="a fox", condition_image=PICTURE, control_strength=0.8, size=SIZE),
    "draw by segments": TextToImage(
        prompt="a fox", condition_image=PICTURE, control_mode=ControlMode.SEGMENTATION, size=SIZE
    ),
    "paint in a mask": Inpainting(image=PICTURE, mask_image=IN_BOX, prompt="a fox", number_of_images=2),
    "paint over words": Inpainting(image=PICTURE, mask_prompt="the red square", prompt="a fox"),
    "empty a mask": Inpainting(image=PICTURE, mask_image=IN_BOX),
    "empty words": Inpainting(image=PICTURE, mask_prompt="the red square"),
    "paint around an oval": Outpainting(
        image=PICTURE, mask_image=AROUND_OVAL, prompt="a forest", mode=OutpaintingMode.PRECISE
    ),
    "paint around a box": Outpainting(image=PICTURE, mask_image=AROUND_BOX, prompt="a forest"),
    "paint around words": Outpainting(image=PICTURE, mask_prompt="the red square", prompt="a forest"),
    "extend": Outpainting(image=PICTURE, left=64, down=32, prompt="a forest"),
    "vary": ImageVariation(images=(PICTURE,), prompt="a fox", size=SIZE, number_of_images=2),
    "vary without words": ImageVariation(images=(PICTURE,), similarity_strength=0.4, size=SIZE),
    "vary two": ImageVariation(images=(PICTURE, STYLE), size=SIZE),
    "draw in colours": ColorGuidedGeneration(prompt="a fox", colors=("#203060", "#ffe0a0"), size=SIZE),
    "draw in colours after a picture": ColorGuidedGeneration(
        prompt="a fox", colors=("#ff8080",), reference_image=PICTURE, size=SIZE
    ),
    "cut out": BackgroundRemoval(image=PICTURE),
    "upscale": Upscale(image=PICTURE),
    "upscale, keep": Upscale(image=PICTURE, mode=UpscaleMode.CONSERVATIVE, prompt="a scene"),
    "upscale, invent": Upscale(image=PICTURE, mode=UpscaleMode.CREATIVE, prompt="a scene", creativity=0.5),
    "replace": SearchAndReplace(image=PICTURE, search_prompt="the red square", prompt="a fox"),
    "recolour": SearchAndRecolor(image=PICTURE, select_prompt="the red square", prompt="green"),
    "erase": Erase(image=PICTURE, mask_image=IN_BOX),
    "paint a sketch": SketchControl(image=PICTURE, prompt="a fox", number_of_images=2),
    "keep the layout": StructureControl(image=PICTURE, prompt="a fox", control_strength=1.0),
    "draw in a style": StyleGuide(image=STYLE, prompt="a fox", fidelity=0.9),
    "lend a style": StyleTransfer(image=PICTURE, style_image=STYLE, style_strength=0.8),
}

TITANS = ("titan-v1", "titan-v2", "nova-canvas")
NEWER = ("titan-v2", "nova-canvas")
ROADS: dict[str, tuple[str, ...]] = {
    "draw": (*TITANS, "core", "ultra", "sd3.5"),
    "draw along edges": (*NEWER, "sketch", "structure"),
    "draw by segments": (*NEWER, "structure"),
    "paint in a mask": (*TITANS, "inpaint"),
    "paint over words": (*TITANS, "search-replace"),
    "empty a mask": (*TITANS, "erase"),
    "empty words": (*TITANS, "search-replace"),
    "paint around an oval": (*TITANS, "inpaint"),
    "paint around a box": (*TITANS, "inpaint", "outpaint"),
    "paint around words": (*TITANS, "inpaint"),
    "extend": (*TITANS, "outpaint"),
    "vary": (*TITANS, "sd3.5"),
    "vary without words": (*TITANS, "sd3.5"),
    "vary two": TITANS,
    "draw in colours": (*TITANS, "core", "ultra", "sd3.5"),
    "draw in colours after a picture": (*NEWER, "style-guide"),
    "cut out": (*NEWER, "remove-background"),
    "upscale": ("fast-upscale",),
    "upscale, keep": ("conservative-upscale",),
    "upscale, invent": ("creative-upscale",),
    "replace": (*TITANS, "search-replace"),
    "recolour": ("search-recolor",),
    "erase": (*TITANS, "erase"),
    "paint a sketch": (*NEWER, "sketch"),
    "keep the layout": (*NEWER, "structure"),
    "draw in a style": ("style-guide",),
    "lend a style": ("style-transfer",),
}

# What is lost in translation: the task's fields that the road says it can't honour. Other roads lose nothing.
LOSSES: dict[tuple[str, str], set[str]] = {
    **{("draw", alias): {"size"} for alias in ("core", "ultra", "sd3.5")},
    ("draw along edges", "sketch"): {"size"},
    ("draw along edges", "structure"): {"size"},
    ("draw by segments", "structure"): {"size"},
    ("empty words", "search-replace"): {"mask_prompt"},
    ("paint around words", "inpaint"): {"mask_prompt"},
    ("vary", "sd3.5"): {"size"},
    ("vary without words", "sd3.5"): {"prompt", "similarity_strength", "size"},
    ("draw in colours", "titan-v1"): {"colors"},
    **{("draw in colours", alias): {"colors", "size"} for alias in ("core", "ultra", "sd3.5")},
    ("draw in colours after a picture", "style-guide"): {"colors", "size"},
    ("paint a sketch", "titan-v2"): {"aspect_ratio"},
    ("keep the layout", "titan-v2"): {"aspect_ratio"},
}
