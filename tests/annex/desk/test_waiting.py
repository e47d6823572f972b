"""The page of a published article with what waits beside it; what becomes of that is in the tests of the history."""

from __future__ import annotations

import re

from tests.annex.desk_support import desk
from tests.photos import jpeg

PATH = "daerah/2024/10/banjir.md"


def test_page(tmp_path):
    """The page has what waits, and everything else as readers have it; the portal stays as it was."""
    with desk(tmp_path) as it:
        opened = it.get("article", path=PATH)
        public = it.served.get(opened["url"]).body
        body = f"{opened['body'].rstrip()}\n\n**Air surut** sore ini. Baca [ini](tiada.md).\n"
        values = {"title": "Banjir Sudah Surut", "tags": ["Surut"], "photo": {"src": "/tiada.jpg"}}
        told = it.post("save", path=PATH, version=opened["version"], body=body, values=values, working=True)
        page = it.get("page", path=PATH, waiting=told["waiting"])
        assert "<strong>Air surut</strong> sore ini." in page
        assert "<h1" in page
        assert page.count("Banjir Sudah Surut") > 1
        assert it.served.get(opened["url"]).body == public
        assert opened["values"]["title"] in public.decode()


def test_page_without_changes(tmp_path):
    """Where nothing waits, or cannot be read, the browser is led to the page of the article."""
    with desk(tmp_path) as it:
        opened = it.get("article", path=PATH)

        def place():
            answer = it.served.get(f"/_ssg/desk/api/page?path={PATH}")
            return answer.status, answer.headers["location"]

        assert place() == (302, opened["url"])
        it.post("save", path=PATH, version=opened["version"], text="---\ntitle: [\n---\n\nIsi.\n", working=True)
        assert it.get("article", path=PATH)["working"]
        assert place() == (302, opened["url"])


def test_page_of_nothing(tmp_path):
    """What is no article, or one that nobody can read, has no page."""
    with desk(tmp_path) as it:
        it.served.portal.add("content/daerah/2024/10/rusak.md", "---\ntitle: [\n---\n\nIsi.\n")
        for path in ("daerah/2024/10/rusak.md", "daerah/2024/10/tiada.md"):
            it.get("page", 404, path=path)
        it.get("page", 422, path="../site.yaml")


def test_page_with_a_new_photo(tmp_path):
    """A photo that no article had is on the page, too."""
    with desk(tmp_path) as it:
        opened = it.get("article", path=PATH)
        file = it.portal.folder / "content/daerah/2024/10/surut.jpg"
        file.write_bytes(jpeg(1200, 800))
        it.settle()
        values = {"photo": {"src": "/daerah/2024/10/surut.jpg", "caption": "Air surut", "credit": "Dok. Uji"}}
        told = it.post("save", path=PATH, version=opened["version"], values=values, working=True)
        page = it.get("page", path=PATH, waiting=told["waiting"])
        sources = re.findall(r'<img[^>]* src="(/[^"]*surut[^"]*)"', page)
        assert sources
        assert [it.served.get(one).status for one in sources] == [200] * len(sources)
