"""Query addresses: the list of old addresses with a query."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support import article, site


def test_the_list_of_addresses_with_a_query(tmp_path: Path) -> None:
    """It has those of what is published, by the address of now; it is written when something of it differs."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", aliases="[/?p=12, /index.php?id=7]"))
    portal.add("content/daerah/nanti.md", article("Nanti", timestamp="2024-10-11 08:00 WIB", aliases="[/?p=13]"))
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\naliases: [/?author=3]\n---\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\naliases: [/?page_id=2]\n---\nKami.\n")
    file = portal.folder / ".ssg/query-addresses.json"

    def leads() -> dict[str, str]:
        return {key: str(value) for key, value in json.loads(file.read_text("utf-8")).items()}

    portal.build()
    expected = {
        "/?author=3": "/penulis/sari-wulan/", "/?p=12": "/daerah/2024/10/a/", "/?page_id=2": "/redaksi/",
        "/index.php?id=7": "/daerah/2024/10/a/",
    }  # fmt: skip
    assert leads() == expected
    lines = ",\n".join(f' "{address}": "{url}"' for address, url in expected.items())
    assert file.read_text("utf-8") == f"{{\n{lines}\n}}\n"
    before = file.stat().st_mtime_ns
    portal.add("content/daerah/c.md", article("C"))
    portal.build()
    assert file.stat().st_mtime_ns == before, "an article without such an address is no reason to write it"
    portal.build(now=portal.now + 86400)
    assert leads() == {**expected, "/?p=13": "/daerah/2024/10/nanti/"}
    portal.edit("content/daerah/a.md", "title: A", "title: A\nslug: baru")
    portal.build(now=portal.now + 86400)
    assert leads()["/?p=12"] == "/daerah/2024/10/baru/"
    file.unlink()
    portal.build(now=portal.now + 86400)
    assert len(leads()) == 5
    for path in ("daerah/a.md", "daerah/nanti.md", "authors/sari-wulan.md", "pages/redaksi.md"):
        portal.remove(f"content/{path}")
    portal.build()
    assert leads() == {}
