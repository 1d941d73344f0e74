"""Make the README's pictures anew from the page as it is: `python -m tests.page.make_images`.

docs/images/page.png is a channel with pictures and a thread, docs/images/demo.gif the way from a typed line to a
picture and a variation of it. The sketches come out the same each time; the clock and the ids don't.
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from sandbox.app_process import ROOT
from tests.page.browsers import launch
from tests.page.house import House, open_house
from tests.page.person import PATIENCE, Person

IMAGES = ROOT / "docs" / "images"
_PLACE = "#concept-art"
_COLOURS = 256
_BIGGEST = 1_500_000  # bytes of the animation
_LIGHTHOUSE = "a lighthouse on a cliff at dusk"
_HARBOUR = "watercolor of a small harbour in the morning"
_CAT = "a calico cat under a neon sign"


def main() -> None:
    """Write both."""
    with tempfile.TemporaryDirectory() as folder, open_house(Path(folder)) as house, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        _photograph(house, browser)
        house.tidy()
        _film(house, browser)
        browser.close()
    for name in ("page.png", "demo.gif"):
        sys.stdout.write(f"docs/images/{name}: {(IMAGES / name).stat().st_size / 1000:.0f} kB\n")


def _sit_down(house: House, browser: Browser, width: int, height: int) -> Person:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce")
    person = Person(context.new_page(), IMAGES, "")
    person.page.goto(house.url)
    person.go(_PLACE)
    return person


def _photograph(house: House, browser: Browser) -> None:
    """#concept-art with two pictures, and the thread of one."""
    slack = house.slack
    ada = _sit_down(house, browser, 1280, 800)
    slack.write("olga", "concept-art", "The cover is due on Friday. Ideas?")
    slack.command("ada", "concept-art", f"/imagine {_LIGHTHOUSE} --no people --seed 7 --ar 16:9")
    ada.picture(_LIGHTHOUSE)
    slack.command("ben", "concept-art", f"/imagine {_HARBOUR} --seed 11 --ar 16:9")
    shown = ada.picture(_HARBOUR)
    parent = slack.messages("concept-art")[-1]["ts"]
    slack.write("minji", "concept-art", "Lovely! In snow, perhaps?", parent)
    slack.mention("ben", "concept-art", "in snow, at night", parent)
    thread = ada.open_thread(shown)
    ada.picture(f"{_HARBOUR}, in snow, at night", thread)
    slack.react("ada", slack.messages("concept-art", parent)[-1], "heart_eyes")
    slack.write("olga", "concept-art", "That one!", parent)
    ada.sees("That one!", thread)
    ada.page.get_by_role("textbox", name=f"Message {_PLACE}").focus()
    ada.page.screenshot(path=IMAGES / "page.png")
    ada.page.context.close()


class Film:
    """Frames with the seconds that each stands."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._frames: list[Image.Image] = []
        self._times: list[int] = []

    def take(self, seconds: float) -> None:
        """Keep what is to be seen now."""
        shot = Image.open(BytesIO(self._person.page.screenshot())).convert("RGB")
        self._frames.append(shot)
        self._times.append(round(seconds * 1000))

    def write(self, place: Path) -> None:
        """As an animation without end, all frames in the same colours, so that what stands still stays still."""
        width, height = self._frames[0].size
        strip = Image.new("RGB", (width, height * len(self._frames)))
        for number, frame in enumerate(self._frames):
            strip.paste(frame, (0, number * height))
        palette = strip.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3)
        first, *others = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in self._frames]
        first.save(place, save_all=True, append_images=others, duration=self._times, loop=0, optimize=False)
        size = place.stat().st_size
        if size > _BIGGEST:
            raise ValueError(f"{place.name} has {size} bytes; {_BIGGEST} are enough")


def _film(house: House, browser: Browser) -> None:
    """Typing, the placeholder, the picture, Vary."""
    ada = _sit_down(house, browser, 1080, 700)
    film = Film(ada)
    composer = ada.page.get_by_role("textbox", name=f"Message {_PLACE}")
    film.take(0.6)
    composer.press_sequentially("/im")
    film.take(0.8)
    composer.press("Enter")
    film.take(0.5)
    words = f"{_CAT} --no people --seed 7"
    for start in range(0, len(words), 3):
        composer.press_sequentially(words[start : start + 3])
        film.take(0.1)
    house.bedrock.change(latency=1.5)
    composer.press("Enter")
    ada.sees("is being drawn", ada.log)
    film.take(1.2)
    shown = ada.picture(_CAT)
    film.take(2.0)
    vary = ada.button("Vary", shown)
    vary.hover()
    film.take(0.5)
    vary.click()
    thread = ada.open_thread(shown)
    ada.sees("is being drawn", thread)
    film.take(1.2)
    expect(thread.get_by_role("img", name=f"{_CAT}. AI")).to_have_count(2, timeout=PATIENCE)
    ada.picture(_CAT, thread)
    film.take(3.0)
    film.write(IMAGES / "demo.gif")
    ada.page.context.close()


if __name__ == "__main__":
    main()
