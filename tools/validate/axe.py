"""Accessibility by axe-core in Chromium, on a page of each kind: light and dark, on a phone and on a desk.

What pages load, and what the browser says of it, is looked at in the same run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tools.validate import node, search
from tools.validate.portal import Finding, Portal, Skipped
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PHONE, DESK = (390, 844), (1366, 768)
TELLING = ("embed", "langsung", "topik-berita", "linimasa")
"""Classes of elements that tell pages of one kind apart."""
TABS = 8
"""Pages that are open at once."""
Variant = tuple[Literal["light", "dark"], tuple[int, int]]
"""A colour scheme and a screen."""
VARIANTS: tuple[Variant, ...] = (("light", PHONE), ("dark", DESK), ("dark", PHONE), ("light", DESK))


def newest() -> Path:
    """Return axe-core of npm."""
    return node.package("axe-core") / "axe.min.js"


def packed() -> Path:
    """Return axe-core as a Python package brings it along, for tests that must do without npm."""
    if find_spec("axe_playwright_python") is None:
        raise Skipped("needs axe-playwright-python")
    return Path(str(files("axe_playwright_python") / "axe.min.js"))


def kinds(portal: Portal) -> dict[str, str]:
    """Return a page of each kind: the class of its body, and what tells pages of one kind apart."""
    found: dict[str, str] = {}
    for path, page in portal.pages.items():
        if page.kind:
            listed = page.first("link", rel="prev") or page.first("link", rel="next")
            split = page.canonical.endswith("/semua/")
            table = any(one.tag == "table" for one in page.elements)
            classes = {word for one in page.elements for word in one.attrs.get("class", "").split()}
            name = " ".join(
                [page.kind, *(word for word, is_so in zip(
                    ("bersambung", "terbagi", "tabel"), (bool(listed), split, table), strict=True
                ) if is_so), *(word for word in TELLING if word in classes)]
            )  # fmt: skip
            found.setdefault(name, path)
    if results := search.address(portal):
        found["hal-search hasil"] = results
    return found


def fullest(kinds: dict[str, str]) -> dict[str, str]:
    """Return of each class of bodies the page that has the most of what tells them apart."""
    found: dict[str, str] = {}
    for name in sorted(kinds, key=lambda name: (len(name.split()), name)):
        found[name.split()[0]] = name
    return {name: kinds[name] for name in found.values()}


def check(
    portal: Portal,
    script: Path | None = None,
    variants: Sequence[Variant] = VARIANTS,
    *,
    quick: bool = False,
) -> Iterator[Finding]:
    """Check a page of each kind.

    Args:
        portal: the output.
        script: axe-core; that of npm if none is given.
        variants: colour schemes and screens.
        quick: whether only the fullest page of each class is looked at, and in one of these variants alone, in turn.

    """
    if find_spec("playwright") is None:
        raise Skipped("needs playwright")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it may be missing

    source = (script or newest()).read_text("utf-8")
    with serving(portal.output, portal.path) as base, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=node.chromium(), args=node.FLAGS)
        for number, (scheme, (width, height)) in enumerate(variants):
            # The policy of the host is kept from the test's own script alone.
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
            )
            several = list(kinds(portal).items())
            if quick:
                several = list(fullest(kinds(portal)).items())[number :: len(variants)]
            for first in range(0, len(several), TABS):
                # Each is quiet for half a second before it counts as filled; together that is one.
                tabs = [(kind, path, *_opened(context, base, path)) for kind, path in several[first : first + TABS]]
                for kind, path, page, said in tabs:
                    # Pages fill themselves from one fragment; the state after it is what readers see.
                    page.wait_for_load_state("networkidle")
                    page.evaluate(source)
                    found: dict[str, Any] = page.evaluate("() => axe.run({resultTypes: ['violations']})")
                    page.close()
                    at = f"{kind}, {scheme}, {width} px"
                    for text in said:
                        yield Finding(text, path, at)
                    for one in found["violations"]:
                        for where in one["nodes"]:
                            yield Finding(f"{one['id']}: {one['help']}", path, f"{at}: {' '.join(where['target'])}")
            context.close()
        browser.close()


def _opened(context: BrowserContext, base: str, path: str) -> tuple[Page, list[str]]:
    """Open a page, and note what the browser says of it from there on."""
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"error of a script: {error}"))
    page.on("console", lambda one: _console(one, said))
    page.on("request", lambda one: _request(one.url, base, said))
    page.goto(f"{base}/{path}")
    return page, said


def _console(message: Any, said: list[str]) -> None:
    # The page that is shown for what is missing has that status itself.
    if message.type in ("error", "warning") and "404 (Not Found)" not in message.text:
        said.append(f"the browser's {message.type}: {message.text}")


def _request(url: str, base: str, said: list[str]) -> None:
    if not url.startswith((base, "data:")):
        said.append(f"loads from another host: {url}")
