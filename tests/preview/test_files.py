"""What is handed out are files of the portal, whatever becomes of their names meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.preview_support import Serving, serving
from tests.support import site

TEXT = b"0123456789" * 10
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
SECRET = b"rahasia"
FILES = {"a.vtt": TEXT, "x.svg": DRAWING, "besar.vtt": TEXT * 10_000}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A preview with a folder of files, and a folder with files of the same names outside of its site."""
    folder = tmp_path_factory.mktemp("berkas")
    made = site(folder / "situs")
    made.add(
        "site.yaml",
        (made.folder / "site.yaml").read_text() + "limits: {media: 20MB}\nmedia: {allow: [.html, .js, .zip]}\n",
    )
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    (folder / "luar").mkdir()
    for name, data in FILES.items():
        made.add(f"content/foto/{name}", data)
        (folder / "luar" / name).write_bytes(SECRET.ljust(len(data)))
    with serving(made) as one:
        yield one


def linked(file: Path) -> None:
    file.unlink()
    file.symlink_to(f"../../../../luar/{file.name}")


def linked_above(file: Path) -> None:
    shutil.move(file.parent, file.parents[1] / ".pergi")
    file.parent.symlink_to("../../../luar")


def piped(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def restore(server: Serving) -> None:
    """Bring all files back, and wait until they are served."""
    folder = server.portal.folder / "content/foto"
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(folder.with_name(".pergi"), ignore_errors=True)
    for name, data in FILES.items():
        server.portal.add(f"content/foto/{name}", data)
    for name, data in FILES.items():
        server.until(lambda name=name, data=data: server.get(f"/foto/{name}").body == data)


@pytest.mark.parametrize("change", [linked, linked_above, piped])
def test_what_is_no_file_of_the_portal_is_not_served(server: Serving, change: Callable[[Path], None]) -> None:
    """A link or a pipe is not handed out, neither at once nor when it has been looked at."""
    names = [name for name in FILES if name == "x.svg" or change is not linked_above]
    restore(server)
    for name in names:
        change(server.portal.folder / "content/foto" / name)
        for method, headers in (("GET", {}), ("HEAD", {}), ("GET", {"Range": "bytes=0-6"})):
            answer = server.get(f"/foto/{name}", headers, method)
            assert (answer.status, SECRET in answer.body) == (404, False), name
    server.until(server.problems)
    server.settle()
    assert {server.get(f"/foto/{name}").status for name in names} == {404}
    restore(server)
    server.until(lambda: not server.problems())


def test_a_link_is_not_followed_while_nothing_can_be_taken_in(server: Serving) -> None:
    """A broken template keeps no link from being refused."""
    restore(server)
    server.portal.add("themes/uji/templates/_footer.html", "{% if %}")
    server.until(server.problems)
    linked(server.portal.folder / "content/foto/a.vtt")
    assert server.get("/foto/a.vtt").status == 404
    server.settle()
    assert server.get("/foto/a.vtt").status == 404
    server.portal.remove("themes/uji/templates/_footer.html")
    restore(server)


@pytest.mark.slow
def test_what_browsers_may_execute_is_kept_apart(server: Serving) -> None:
    """A drawing, and a page that site.yaml allows, can do nothing in the name of the preview; a photo or a film is as it was."""
    for name, kind, harmless in (
        ("x.svg", "image/svg+xml; charset=utf-8", False), ("peta.HTML", "text/html; charset=utf-8", False),
        ("peta.js", "text/javascript; charset=utf-8", False), ("data.zip", "application/zip", True),
        ("a.vtt", "text/vtt; charset=utf-8", True),
    ):  # fmt: skip
        if name not in FILES:
            server.portal.add(f"content/foto/{name}", "fetch('/_ssg/')")
        server.shows(f"/foto/{name}")
        answer = server.get(f"/foto/{name}")
        known = server.get(f"/foto/{name}", {"If-None-Match": answer.headers["etag"]})
        assert (answer.headers["content-type"], known.status) == (kind, 304)
        for one in (answer, known):
            assert one.headers.get("content-security-policy") == (None if harmless else "sandbox"), name
