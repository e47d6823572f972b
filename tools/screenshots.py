"""Take the pictures of docs/screenshots: kabar as the demo site shows it, on a phone and on a desk, light and dark.

    python -m tools.screenshots

The demo has to be built, and Chromium to be installed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyvips
from playwright.sync_api import sync_playwright

from tools.validate.server import serving

ROOT = Path(__file__).parents[1]
PAGES = {
    "home": "/",
    "kanal": "/daerah/",
    "article": "/olahraga/2026/11/persangka-puncaki-klasemen/",
    "live": "/daerah/2026/11/malam-banjir-muara-lindan/",
    "topic": "/tag/banjir-muara-lindan/",
    "gallery": "/budaya/2026/11/galeri-festival-selat-lamat/",
    "advertorial": "/ekonomi/2026/11/bahari-makmur-buka-tabungan-perahu/",
    "404": "/tidak-ada/",
}
"""What is shown."""
SCREENS = {"phone": ((390, 1000), 390), "desk": ((1366, 1000), 1024)}
"""Width and height of the window, and the width of the picture."""


def main() -> None:
    """Take all of them."""
    build = ROOT / "build"
    with serving(build) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for screen, ((width, height), shown) in SCREENS.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                for name, url in PAGES.items():
                    page.goto(address + url, wait_until="networkidle")
                    image = pyvips.Image.new_from_buffer(page.screenshot(), "")
                    small = image.extract_band(0, n=3).thumbnail_image(shown)
                    small.webpsave(str(ROOT / f"docs/screenshots/{name}-{screen}-{scheme}.webp"), Q=60, effort=6)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
