"""libvips, on a machine where it cannot be loaded."""

from __future__ import annotations

from pathlib import Path

from tests.support import png, site, ssg


def test_a_missing_library_is_told_once_and_not_of_each_picture(tmp_path: Path) -> None:
    """The pictures are whole; before, each of them was one that could not be read."""
    (tmp_path / "pyvips.py").write_text("raise OSError('cannot load library libvips.so.42')\n", "utf-8")
    portal = site(tmp_path)
    for n in range(3):
        portal.add(f"content/foto/{n}.png", png(300 + n, 200))
    result = ssg(portal, "build", "--jobs", "1", PYTHONPATH=str(tmp_path), SSG_LANG="en")
    assert result.returncode == 2
    assert result.stdout + result.stderr == (
        "error: libvips, which reads pictures, cannot be loaded; pip install --force-reinstall pyvips-binary "
        "(cannot load library libvips.so.42)\n"
    )
