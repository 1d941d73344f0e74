"""Somebody at the page: finds things by what they are called, as a person with or without a screen reader does."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE = 20_000  # milliseconds, on a machine that does much else


class Person:
    """One page of one browser, and whoever sits before it."""

    def __init__(self, page: Page, folder: Path, name: str) -> None:
        """`folder` takes the screenshots; `name` begins their names."""
        self.page = page
        self._folder, self._name = folder, name

    @property
    def log(self) -> Locator:
        """The messages of the place that is open."""
        return self.page.get_by_role("log", name="Messages in")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile("^Message"))

    def say(self, text: str) -> None:
        """Type a line where one is, and send it."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def picture(self, of: str, *, within: Locator | None = None) -> Locator:
        """Wait until a picture of this is there, loaded, and answer it."""
        image = (within or self.page.get_by_role("main")).get_by_role("img", name=re.compile(of)).last
        expect(image).to_be_visible(timeout=PATIENCE)
        image.scroll_into_view_if_needed()
        expect(image).not_to_have_js_property("naturalWidth", 0, timeout=PATIENCE)
        return image

    def look(self, step: str) -> None:
        """Keep what is on the screen, for people to look at."""
        self.page.screenshot(path=self._folder / f"{self._name}-{step}.png")
