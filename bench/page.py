"""`python -m bench.page`: the page in Chromium with 500 messages beside the page with 5, as a person feels it."""

import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from time import perf_counter
from typing import Any

from PIL import Image
from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright
from slack_sdk import WebClient

from sandbox.page import Page
from sandbox.slack import SlackSandbox

_FEW, _MANY = 5, 500
_ROUNDS = 15
_TYPED = "a calico cat in an alley at night, neon sign above it"
# What the page is told is timed from the moment the stream brings it to the second frame after, when it is painted.
_PROBE = """
const Stream = EventSource;
window.EventSource = class extends Stream {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", () => { window.heard = performance.now(); });
  }
};
window.longest = 0;
const longer = (entry) => { window.longest = Math.max(window.longest, entry.duration); };
new PerformanceObserver((list) => list.getEntries().forEach(longer)).observe({ type: "longtask" });
"""
_PAINTED = """text => new Promise(done => {
  const look = () => {
    const last = [...document.querySelectorAll("#main article")].at(-1);
    if (!last?.textContent.includes(text)) return requestAnimationFrame(look);
    requestAnimationFrame(() => done(performance.now() - window.heard));
  };
  look();
})"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Felt:
    """Seconds until the page stands; milliseconds from news to paint; the longest task while typing, 0 below 50 ms."""

    opened: float
    shown: list[float]
    longest: float
    typed: float


def main() -> int:
    """Measure and print; exit code 0."""
    with SlackSandbox(file_delay=0.0) as slack, Page(slack) as page, _tab() as tab:
        tab.goto(page.url)  # a browser's first page costs more than those after it
        few = _measure(slack, page.url, tab, _FEW)
        many = _measure(slack, page.url, tab, _MANY)
    print(f"{'':34}{_FEW:>8}{_MANY:>8}   ratio")
    _line("page opened, s", few.opened, many.opened)
    _line("new message shown, median ms", statistics.median(few.shown), statistics.median(many.shown))
    _line("new message shown, slowest ms", max(few.shown), max(many.shown))
    _line("a key while typing, ms", few.typed, many.typed)
    print(f"{'longest task over 50 ms, ms':34}{few.longest:8.0f}{many.longest:8.0f}")
    return 0


def _line(what: str, few: float, many: float) -> None:
    print(f"{what:34}{few:8.1f}{many:8.1f}{many / few:8.1f}")


@contextmanager
def _tab() -> Iterator[Tab]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.add_init_script(_PROBE)
        yield tab
        browser.close()


def _measure(slack: SlackSandbox, url: str, tab: Tab, count: int) -> Felt:
    slack.reset()
    slack.configure(tiers=False)
    _fill(slack, count)
    begun = perf_counter()
    tab.goto(url)
    tab.wait_for_function("count => document.querySelectorAll('#main article').length >= count", arg=count)
    opened = perf_counter() - begun
    shown = [_say(slack, tab, f"word {number}") for number in range(_ROUNDS)]
    tab.evaluate("window.longest = 0")
    begun = perf_counter()
    tab.locator("#main textarea").press_sequentially(_TYPED)
    typed = (perf_counter() - begun) * 1000 / len(_TYPED)
    return Felt(opened=opened, shown=shown, longest=tab.evaluate("window.longest"), typed=typed)


def _say(slack: SlackSandbox, tab: Tab, text: str) -> float:
    slack.write("ben", "general", text)
    return float(tab.evaluate(_PAINTED, text))


def _fill(slack: SlackSandbox, count: int) -> None:
    """Messages of the app with four buttons each; one in ten is a picture that somebody shares."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    for number in range(count):
        if number % 10 == 0:
            slack.upload("ben", "general", _picture(number), f"{number}.png")
        else:
            client.chat_postMessage(channel="general", text=f"picture {number}", blocks=_blocks(number))


def _blocks(number: int) -> list[dict[str, Any]]:
    text = {"type": "mrkdwn", "text": f"*a red fox* number {number}"}
    labels = [{"type": "plain_text", "text": label} for label in ("Re-roll", "Vary", "Edit", "Save")]
    buttons = [{"type": "button", "text": label, "action_id": label["text"]} for label in labels]
    return [{"type": "section", "text": text}, {"type": "actions", "elements": buttons}]


def _picture(number: int) -> bytes:
    """A PNG of 512 x 512 pixels in a colour of its own."""
    file = BytesIO()
    Image.new("RGB", (512, 512), (number % 256, 90, 140)).save(file, "PNG")
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
