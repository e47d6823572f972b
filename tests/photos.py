"""Pictures of plain colours, and a site that shows one, for tests."""

from __future__ import annotations

import re
import zlib

import pyvips

from tests.support import Portal

A = "content/daerah/2024/10/a.md"
B = "content/daerah/2024/10/b.md"
PAGE = "daerah/2024/10/a/index.html"
PHOTO = "{src: /foto/a.jpg, caption: Air naik., credit: Sari}"
THEME = """\
name: uji
extends: kabar
pictures:
  lebar: {cut: "16:9", widths: [64, 128]}
  utuh: {widths: [96]}
"""

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (240, 240, 240)


def plain(width: int, height: int, colour=RED):
    return (pyvips.Image.black(width, height) + list(colour)).cast("uchar").copy(interpretation="srgb")


def quarters(width: int, height: int):
    """A picture that is red, green, blue and white in its corners, by rows."""
    part = (width // 2, height // 2)
    return pyvips.Image.arrayjoin([plain(*part, colour) for colour in (RED, GREEN, BLUE, WHITE)], across=2)


def jpeg(width: int = 160, height: int = 120, colour=RED, **options) -> bytes:
    return bytes(plain(width, height, colour).jpegsave_buffer(**options))


def cut_short() -> bytes:
    """The first half of a JPEG that is large enough to have variants."""
    data = bytes(pyvips.Image.gaussnoise(400, 300, mean=128, sigma=40, seed=1).cast("uchar").jpegsave_buffer())
    return data[: len(data) // 2]


def tagged(image, **fields: str) -> bytes:
    image = image.copy()
    for name, value in fields.items():
        image.set_type(pyvips.GValue.gstr_type, f"exif-ifd0-{name}", value)
    return bytes(image.jpegsave_buffer())


def moving() -> dict[str, bytes]:
    """Return a GIF, and an animated WebP and PNG."""
    frames = pyvips.Image.gaussnoise(160, 360, mean=128, sigma=40, seed=1).cast("uchar").copy()
    frames.set_type(pyvips.GValue.gint_type, "page-height", 120)
    still = bytes(plain(160, 120).pngsave_buffer())
    control = b"acTL" + (1).to_bytes(4, "big") + bytes(4)
    chunk = (8).to_bytes(4, "big") + control + zlib.crc32(control).to_bytes(4, "big")
    return {
        "gif": bytes(frames.gifsave_buffer()), "webp": bytes(frames.webpsave_buffer()),
        "png": still[:33] + chunk + still[33:],
    }  # fmt: skip


def opened(portal: Portal, path: str):
    return pyvips.Image.new_from_buffer((portal.output / path).read_bytes(), "")


def near(image, x: int, y: int) -> tuple[int, int, int]:
    """The name of the colour at a place: which of the four it is next to."""
    pixel = image(x, y)[:3]
    return min((RED, GREEN, BLUE, WHITE), key=lambda one: sum(abs(a - b) for a, b in zip(one, pixel, strict=True)))


def made(portal: Portal) -> list[str]:
    return sorted(path for path in portal.files() if path.startswith("gambar/"))


def notes(portal: Portal) -> set[str]:
    return {path.rpartition("/")[2].split(".", 2)[2] for path in made(portal)}


def names_what_is_there(portal: Portal) -> bool:
    """Whether each picture that a page names is a file of the output."""
    files = portal.files()
    text = "".join(data.decode() for path, data in files.items() if path.endswith((".html", ".xml", ".json")))
    found = set(re.findall(r"/(gambar/[\w./-]+\.(?:avif|jpg)|foto/[\w./-]+\.jpg)", text))
    return found <= files.keys()
