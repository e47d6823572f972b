"""Faulty pictures: an error at the place where they are shown, and nothing in the output."""

from __future__ import annotations

from contextlib import suppress

import pytest
import pyvips

from tests.photos import A, B, jpeg
from tests.support import Portal, RefusedError, article, png


def only(portal: Portal) -> str:
    (problem,) = portal.problems()
    return str(problem)


@pytest.mark.slow
def test_a_picture_that_is_cut_short(portal, capfd):
    """An error at the place where it is shown, once, and the output stays as it was."""
    portal.build()
    before = portal.files()
    noise = pyvips.Image.gaussnoise(400, 300, mean=128, sigma=40, seed=1).cast("uchar")
    for name, data in {
        "a.jpg": bytes(noise.jpegsave_buffer()), "b.png": bytes(noise.pngsave_buffer()),
        "c.webp": bytes(noise.webpsave_buffer()), "d.avif": bytes(noise.heifsave_buffer(compression="av1")),
    }.items():  # fmt: skip
        portal.add(f"content/foto/{name}", data[: len(data) // 2])
        portal.add(A, article("A", f"Satu.\n\n![x](/foto/{name})"))
        said = only(portal)
        assert capfd.readouterr().err == ""
        assert said.startswith(f'{A}:9:6: the picture "/foto/{name}" cannot be '), said
        assert "hint: open it in an image editor" in said
        assert portal.files() == before
        portal.remove(f"content/foto/{name}")
        portal.add("content/foto/a.jpg", jpeg())


def test_a_broken_picture_that_nobody_shows(portal):
    """It stops nobody's build, and is published like any file where a text leads to it."""
    portal.add("content/foto/b.jpg", b"bukan gambar")
    portal.build()
    portal.add(B, article("B", "Unduh [berkas](/foto/b.jpg)."))
    portal.build()
    assert portal.read("foto/b.jpg") == "bukan gambar"
    portal.add(B, article("B", "![x](/foto/b.jpg)"))
    assert "b.md:7:6: " in only(portal)


@pytest.mark.parametrize(
    "order", [("good", "bad", "text"), ("bad", "text", "good"), ("text", "good", "bad")], ids="-".join
)
def test_two_pictures_at_one_address(portal: Portal, order: tuple[str, ...]) -> None:
    """One of which cannot be shown: the same is said whichever came last, and of which spelling a text speaks."""
    portal.add(A, article("A"))
    portal.build()
    files = {
        "good": ("content/Foto/b.png", png(40, 30)), "bad": ("content/foto/b.png", "<svg/>"),
        "text": (B, article("B", "![x](/foto/B.png)")),
    }  # fmt: skip
    for name in order:
        portal.add(*files[name])
        with suppress(RefusedError):
            portal.build()
    assert {one.code for one in portal.problems()} == {"broken-picture", "address-taken"}
