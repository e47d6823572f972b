"""What is known of an article that cannot be read, however it is spoilt, while it is held back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, site

HEADS = {
    "title: A\ntimestamp: 2024-11-09 16:10 WIB": "/daerah/2024/11/banjir-{n}/",
    "title: A\ntimestamp: Rabu, 9 Oktober 2024 | 16:10 WIB": "/daerah/2024/10/banjir-{n}/",
    "timestamp: 2023-02-31": "/daerah/2024/10/banjir-{n}/",
    "timestamp: kemarin": "/daerah/2024/10/banjir-{n}/",
    "slug : 'air-{n}' # lama\nwaktu: 2024-11-09 16:10": "/daerah/2024/11/air-{n}/",
    '"slug": "air-{n}"\ntitle: A: B': "/daerah/2024/10/air-{n}/",
    "slug: Banjir {n} Besar": "/daerah/2024/10/banjir-{n}/",
    "slugan: lain": "/daerah/2024/10/banjir-{n}/",
    "kanal: nasional\ntitle: A: B": "/nasional/2024/10/banjir-{n}/",
    "category: gaib": "/daerah/2024/10/banjir-{n}/",
    "alamat_lama:\n  - '/tua-{n}/'\ntags: [/d/": "/tua-{n}/",
    "": "/daerah/2024/10/banjir-{n}/",
}


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A site that holds what is wrong."""
    return site(tmp_path)


@pytest.mark.parametrize(
    "form", ["---\nx: A: B\n{}\n---\nIsi.\n", "{}\nIsi.\n", "---\r\n{}\r\nIsi.", "\ufeff---\nx: [\n{}\n---\n"]
)
def test_a_link_to_its_address_is_no_second_problem(portal: Portal, form: str) -> None:
    """By whatever can be read of time, kanal, slug and old addresses."""
    links = []
    for number, (head, url) in enumerate(HEADS.items()):
        portal.add(f"content/daerah/2024/10/banjir-{number}.md", form.format(head.replace("{n}", str(number))))
        links.append(f"[{number}]({url.replace('{n}', str(number))})")
    portal.add("content/daerah/a.md", article("Tautan", "\n\n".join(links)))
    report = portal.build(hold=True)
    assert len({one.path for one in report.held}) == len(HEADS)
    assert [one for one in (*report.warnings, *report.held) if one.code == "dead-link"] == []
    portal.edit("content/daerah/a.md", "[0]", "[x](/daerah/2024/12/lain/) [0]")
    assert portal.build(hold=True).tolerated == {"dead-link": 1}


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig"])
def test_a_draft_says_so(portal: Portal, form: str) -> None:
    """In its front matter, or, where nothing ends that, in the first hundred lines; it stops no build."""
    drafts = (
        "---\ntitle: A: B\ndraft: true\n---\n", "---\r\nDraf: Ya\r\n", "---\n  draft = 1\n---\n", "draft: on\n", "status: diserahkan\n",
        "---\ntitle: A: B\nstatus: review\n---\n", '---\n"draft": "true"\ntitle: A: B\n---\n', "x\n" * 99 + "draft: true\n",
    )  # fmt: skip
    for number, text in enumerate(drafts):
        portal.add(f"content/daerah/{number}.md", text.encode(form))
    portal.build()
    others = (
        "---\nstatus: ready\ntitle: A: B\n---\n", "---\ndraft: false\ntitle: A: B\n---\n", "---\ndraft: truest\n---\n",
        "---\ntitle: A: B\n---\ndraft: true\n", "x\n" * 100 + "draft: true\n",
    )  # fmt: skip
    for number, text in enumerate(others):
        portal.add(f"content/nasional/{number}.md", text.encode(form))
    assert len({one.path for one in portal.problems()}) == len(others)
