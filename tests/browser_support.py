"""The browser of tests: which it is, what starts it, and what becomes of a test where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tools.validate.node import BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP kabar.test 127.0.0.1",
]  # fmt: skip


def needs_browser() -> None:
    """Skip a test, or at the head of a file all of its tests, without a browser; where CI must run them they fail."""
    if os.environ.get("CI"):
        return
    pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if CHROMIUM is None:
        pytest.skip("needs chromium", allow_module_level=True)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; end it with the block."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@contextmanager
def fresh_pages(browser: Browser) -> Iterator[tuple[Callable[..., Page], list[str]]]:
    """Give what opens a page of a width and height in a browser that knows nothing, and the list of mistakes.

    They end with the block; a mistake of a script, or another that is put on the list, fails the test.
    """
    contexts, mistakes = [], list[str]()

    def fresh(width: int, height: int, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        return page

    yield fresh, mistakes
    for context in contexts:
        context.close()
    assert mistakes == []
