"""The browser that looks at the page: Chromium, wherever this machine keeps it."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, BrowserType

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--no-sandbox",  # a container's root has no namespaces to give; the pages are our own
    "--disable-dev-shm-usage",  # a container's /dev/shm is too small for pictures
    "--disable-gpu",
)


class NoBrowserError(RuntimeError):
    """There is no Chromium; the message says how to get one."""


def launch(chromium: BrowserType) -> Browser:
    """Start the Chromium on the PATH, else Playwright's own. NoBrowserError if there is neither."""
    return chromium.launch(executable_path=_place(chromium), args=_FLAGS)


def _place(chromium: BrowserType) -> str:
    for found in (*map(shutil.which, _NAMES), chromium.executable_path):
        if found and Path(found).exists():
            return found
    raise NoBrowserError(
        f"The tests of the page need Chromium, and there is none: looked on the PATH for {', '.join(_NAMES)}, and for "
        "Playwright's own. On Debian or Ubuntu: apt-get install chromium fonts-nanum fonts-noto-color-emoji. "
        "Elsewhere: .venv/bin/playwright install chromium."
    )
