"""Faulty pictures: an error at the place where they are shown, and nothing in the output."""

from __future__ import annotations

from contextlib import suppress

import pytest
import pyvips

from generator.base.errors import SiteError
from tests.photos import (
    A,
    B,
    jpeg,
    moving,
)
from tests.support import Portal, article, png


def only(portal: Portal) -> str:
    (problem,) = portal.problems()
    return str(problem)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html></html>", b"", b"GIF", b"P6 9 9 255 ",
        b"\0\0\0\x18ftypheic\0\0\0\0",
    ],
)  # fmt: skip
def test_a_name_that_lies(portal, data):
    """It is told where the picture is shown, and no other decoder is tried on it."""
    portal.add("content/foto/a.jpg", data)
    said = only(portal)
    assert said.startswith(f'{A}:6:14: error: the picture "/foto/a.jpg" is not the picture that its name says')
    assert "hint: export it again" in said


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
        assert said.startswith(f'{A}:9:6: error: the picture "/foto/{name}" cannot be '), said
        assert "hint: open it in an image editor" in said
        assert portal.files() == before
        portal.remove(f"content/foto/{name}")
        portal.add("content/foto/a.jpg", jpeg())


@pytest.mark.slow
@pytest.mark.parametrize("form", ["gif", "webp", "png"])
def test_an_animation_that_is_cut_short(portal, form):
    """It is published as it is, so its structure tells whether it is all there."""
    data = moving()[form]
    for part in range(1, 20):
        portal.add(f"content/foto/b.{form}", data[: len(data) * part // 20])
        portal.add(A, article("A", f"![x](/foto/b.{form})"))
        said = only(portal)
        assert said.startswith(f'{A}:7:6: error: the picture "/foto/b.{form}" '), said
    portal.add(f"content/foto/b.{form}", data)
    portal.build()


def test_a_small_picture_that_is_cut_short(portal):
    """It is published as it is, so its structure tells whether it is all there."""
    data = bytes(pyvips.Image.gaussnoise(400, 90, mean=128, sigma=40, seed=1).cast("uchar").pngsave_buffer())
    portal.add("content/foto/b.png", data[: len(data) // 2])
    portal.add(A, article("A", "![x](/foto/b.png)"))
    assert "cannot be read: it is damaged or cut short" in only(portal)


def test_a_picture_that_claims_to_be_larger_than_any_memory(portal):
    """It is refused by its header, in no time."""
    portal.add("content/foto/a.png", png(50_000, 50_000) + bytes(50))
    portal.add(A, article("A", "![x](/foto/a.png)"))
    assert "more than 50 million" in only(portal)
    portal.add("content/foto/a.png", bytes(pyvips.Image.black(9000, 9000).pngsave_buffer()))
    said = only(portal)
    assert "has 9,000 × 9,000 pixels, more than 50 million" in said
    assert "hint: make it smaller" in said


def test_a_broken_picture_that_nobody_shows(portal):
    """It is published like any file; nobody's build stops."""
    portal.add("content/foto/b.jpg", b"bukan gambar")
    portal.build()
    assert portal.read("foto/b.jpg") == "bukan gambar"
    portal.add(B, article("B", "Unduh [berkas](/foto/b.jpg)."))
    portal.build()
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
        with suppress(SiteError):
            portal.build()
    assert {one.code for one in portal.problems()} == {"broken-picture", "address-taken"}
