"""Somebody at the page: finds things by what they are called, as people do with and without a screen reader."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

FOX = "a red fox in the snow"
PATIENCE = 30_000  # milliseconds, on a machine that does much else


class Person:
    """One page of one browser, and whoever sits before it."""

    def __init__(self, page: Page, folder: Path, name: str) -> None:
        """`folder` takes the screenshots; `name` begins their names."""
        self.page = page
        self._folder, self._name = folder, name

    # Places

    @property
    def sidebar(self) -> Locator:
        return self.page.get_by_role("navigation", name="Workspace")

    @property
    def log(self) -> Locator:
        """The messages of the place that is open."""
        return self.page.get_by_role("log", name="Messages in")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("complementary", name="Thread")

    @property
    def wire(self) -> Locator:
        return self.page.get_by_role("complementary", name="Over the wire")

    @property
    def home(self) -> Locator:
        return self.page.get_by_role("tabpanel", name="Home")

    def form(self, title: str) -> Locator:
        """Wait for the form with this title, and answer it."""
        form = self.page.get_by_role("dialog", name=title)
        expect(form).to_be_visible(timeout=PATIENCE)
        return form

    def go(self, place: str) -> None:
        """Open a channel or conversation from the sidebar: `#general`, `secret-project`, `Imagine`."""
        named = re.compile(rf"^{re.escape(place)}\b")
        self.sidebar.get_by_role("link", name=named).or_(self.sidebar.get_by_role("button", name=named)).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(place.removeprefix("#"), timeout=PATIENCE)

    def open_home(self) -> Locator:
        """The app's Home."""
        self.go("Imagine")
        self.page.get_by_role("tab", name="Home").click()
        expect(self.home).to_be_visible(timeout=PATIENCE)
        return self.home

    def open_wire(self, tab: str = "") -> Locator:
        """What went over the wire, with the levers."""
        switch = self.page.get_by_role("button", name="Over the wire")
        if switch.get_attribute("aria-pressed") != "true":
            switch.click()
        if tab:
            self.wire.get_by_role("tab", name=tab).click()
        return self.wire

    # Doings

    def say(self, text: str) -> None:
        """Type a line where one is, and send it."""
        self._send(self.page.get_by_role("main").get_by_role("textbox", name=re.compile("^Message")), text)

    def reply(self, text: str) -> None:
        """Type a line in the thread that is open, and send it."""
        self._send(self.thread.get_by_role("textbox", name="Reply in thread"), text)

    def draw(self) -> Locator:
        """Have a picture in the channel; its message."""
        self.say(f"/imagine {FOX} --seed 7")
        return self.picture(FOX)

    def press(self, name: str, within: Locator) -> None:
        """Press the last button with this text."""
        self.button(name, within).click()

    def button(self, name: str, within: Locator) -> Locator:
        return within.get_by_role("button").filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$")).last

    def open_thread(self, message: Locator) -> Locator:
        """Open the replies to a message that has some; answers the thread."""
        message.get_by_role("button", name=re.compile(r"^\d+ repl(y|ies)")).click()
        expect(self.thread).to_be_visible(timeout=PATIENCE)
        return self.thread

    def act_on(self, message: Locator, action: str) -> None:
        """Choose from the menu of a message."""
        message.hover()
        message.get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=action).click()

    def leave_forms(self) -> None:
        """Close the forms that are open."""
        forms = self.page.get_by_role("dialog")
        while before := forms.count():
            self.page.keyboard.press("Escape")
            expect(forms).not_to_have_count(before, timeout=PATIENCE)

    # What there is to see

    def message(self, text: str, within: Locator | None = None) -> Locator:
        """The last message with this in its words, or in the alternative text of its picture."""
        scope = within or self.log
        shown = self.page.get_by_text(text).or_(self.page.get_by_role("img", name=text))
        return scope.get_by_role("article").filter(has=shown).last

    def picture(self, of: str, within: Locator | None = None) -> Locator:
        """Wait until a picture of this is there and loaded, and answer its message."""
        message = self.message(f"{of}. AI-generated picture", within)
        image = message.get_by_role("img", name=of).last
        expect(image).to_be_visible(timeout=PATIENCE)
        image.scroll_into_view_if_needed()
        expect(image).not_to_have_js_property("naturalWidth", 0, timeout=PATIENCE)
        return message

    def answer_to(self, message: Locator) -> Locator:
        """Open the thread of such a picture and wait for the one that was made of it."""
        thread = self.open_thread(message)
        expect(thread.get_by_role("img", name=FOX)).to_have_count(2, timeout=PATIENCE)
        return self.picture(FOX, thread)

    def sees(self, text: str, within: Locator | None = None) -> Locator:
        """Wait until this is to be read."""
        found = (within or self.page.locator("body")).get_by_text(text).last
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def look(self, step: str) -> None:
        """Keep what is on the screen, for people to look at."""
        self.page.screenshot(path=self._folder / f"{self._name}-{step}.png")

    def _send(self, textbox: Locator, text: str) -> None:
        textbox.fill(text)
        textbox.press("Enter")
        expect(textbox).to_have_value("")
