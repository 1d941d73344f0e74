"""Chromium before the page. A test fails on anything that the browser complains of, expected or not."""

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, StorageState, sync_playwright

from sandbox.app_process import ROOT
from tests.page.browsers import launch
from tests.page.house import House, open_house
from tests.page.person import PATIENCE, Person

SCREENSHOTS = ROOT / "var" / "screenshots"
_DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all pages. Closed with this package: while Playwright runs, the thread's event loop is its own."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as house:
        yield house


Enter = Callable[..., Person]
FAILED = pytest.StashKey[bool]()


@dataclass
class Complaints:
    """What went wrong in the browsers of a test."""

    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("requestfailed", self._failed)

    def forgive(self, saying: str) -> None:
        """Strike out a complaint that the test itself brought about."""
        assert any(saying in line for line in self.found), f"nobody complained of {saying!r}, but {self.found}"
        self.found[:] = [line for line in self.found if saying not in line]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _failed(self, request: Request) -> None:
        if "/stream" not in request.url:  # a stream is cut by whoever leaves
            self.found.append(f"request: {request.url} {request.failure}")


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def enter(browser: Browser, house: House, complaints: Complaints, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """`enter("ben")`: ben opens the page in a browser of his own; options are those of a browser's context."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", request.node.name.removeprefix("test_")).strip("-")
    pages: list[Page] = []

    def begin(user: str = "ada", **options: object) -> Person:
        remembered: StorageState = {
            "cookies": [],
            "origins": [{"origin": house.url, "localStorage": [{"name": "user", "value": user}]}],
        }
        given: dict[str, Any] = {"viewport": _DESK, "locale": "en-GB", **options}
        context = browser.new_context(storage_state=remembered, **given)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        complaints.watch(page)
        pages.append(page)
        page.goto(house.url)
        return Person(page, SCREENSHOTS, name)

    house.tidy()
    yield begin
    failed = request.node.stash.get(FAILED, False)
    for number, page in enumerate(pages):
        if failed:
            page.screenshot(path=SCREENSHOTS / f"{name}-failed-{number}.png")
        page.context.close()
    house.tidy()
    assert not complaints.found, "\n".join(complaints.found)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def ada(enter: Enter) -> Person:
    return enter("ada")
