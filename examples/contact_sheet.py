"""The eight elements of a prompt, one more in each picture, side by side on a contact sheet.

A notebook in plain Python: what knows `# %%` cells (VS Code, Spyder, PyCharm, Jupyter with Jupytext) runs it cell by
cell. As a script, in a checkout: pip install -e . && python examples/contact_sheet.py writes contact_sheet.png.
"""

# %% [markdown]
# ## The prompts
# Start with a subject and add one element at a time. Each prompt contains those above it, so what changes in the
# picture is what the element does. Put in your own words.

# %%
import textwrap
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from titan_core import BedrockSettings, ImageClient, Picture, Quality, Size, TextToImage, environment
from titan_core.prompting import PromptElements, Step

elements = PromptElements(
    subject="a doctor",
    medium="painting",
    style="Impressionist",
    shot="low-angle shot",
    light="dim lighting",
    color_scheme="blue and purple",
    negative_prompt="stethoscope",
    text="The Doctor is in",
)
steps = list(elements.steps())


def asked_of(step: Step) -> str:
    return f"not: {step.negative_prompt}" if step.element.name == "negative_prompt" else step.prompt


for step in steps:
    print(f"{step.element.title:<16} {asked_of(step)}")

# %% [markdown]
# ## The tasks
# One seed for all, or chance would change the pictures too. An estimate sends nothing and costs nothing.

# %%
tasks = [
    TextToImage(
        prompt=step.prompt,
        negative_prompt=step.negative_prompt,
        size=Size(512, 512),
        quality=Quality.PREMIUM,
        cfg_scale=8.0,
        seed=20_231_128,
    )
    for step in steps
]
client = ImageClient.from_settings(BedrockSettings.from_env(environment()))
print(f"{len(tasks)} pictures, {sum(client.estimate(task).usd for task in tasks):.2f} USD by the price list")

# %% [markdown]
# ## The pictures
# A client can be shared between threads. What a model can't give of what was asked is listed as a loss.

# %%
with ThreadPoolExecutor(max_workers=4) as pool:
    results = list(pool.map(client.generate, tasks))
client.close()
pictures = [result.pictures[0] for result in results]
print(f"Drawn by {results[0].model.title} for {sum(result.price_usd for result in results):.2f} USD")
for loss in results[0].losses:
    print(f"{loss.field} {loss.asked}: {loss.got or 'not to be had from this model'}")

# %% [markdown]
# ## The contact sheet

# %%
COLUMNS, SIDE, MARGIN, LINE = 4, 360, 20, 22  # px, but for the columns
LINES = 6  # below each picture


def tile_of(step: Step, picture: Picture) -> Image.Image:
    """The picture with the element's name and what was asked for below it."""
    lines = [step.element.title, *textwrap.wrap(asked_of(step), width=40)][:LINES]
    tile = Image.new("RGB", (SIDE, SIDE + MARGIN + LINES * LINE), "white")
    with Image.open(BytesIO(picture.data)) as drawn:
        tile.paste(drawn.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS))
    write, font = ImageDraw.Draw(tile).text, ImageFont.load_default(17)
    for number, line in enumerate(lines):
        place = (0, SIDE + MARGIN // 2 + number * LINE)
        write(place, line, fill="dimgrey" if number else "black", font=font)
    return tile


tiles = [tile_of(step, picture) for step, picture in zip(steps, pictures, strict=True)]
rows = -(-len(tiles) // COLUMNS)
width, height = (side + MARGIN for side in tiles[0].size)
sheet = Image.new("RGB", (COLUMNS * width + MARGIN, rows * height + MARGIN), "white")
for place, tile in enumerate(tiles):
    sheet.paste(tile, (MARGIN + place % COLUMNS * width, MARGIN + place // COLUMNS * height))
sheet.save("contact_sheet.png")
print("contact_sheet.png")
