"""site.yaml: what may stand in it, and what readers get of it. What is said of mistakes is in fixtures/problems.txt."""

from __future__ import annotations

import re

import pytest

from tests.lint_support import checked
from tests.support import CONFIG, ROOT, Portal, article, png, site

LEAST = "name: K\nbase_url: https://k.example/\ncategories: [{slug: daerah, name: Daerah}]\n"


def test_the_least_configuration(tmp_path):
    """Name, address and one kanal are enough, and each of them is needed; a value that is left out is one of no line."""
    portal = site(tmp_path, config=LEAST)
    portal.add("content/daerah/a.md", article())
    portal.build()
    assert '<link rel="canonical" href="https://k.example/daerah/2024/10/a/">' in portal.read(
        "daerah/2024/10/a/index.html"
    )
    for line in LEAST.splitlines(keepends=True):
        portal.add("site.yaml", LEAST.replace(line, ""))
        missing = [one for one in portal.problems() if one.path == "site.yaml"]
        assert [(one.code, one.line) for one in missing] == [("missing-key", 1)]
        assert f'"{line.partition(":")[0]}"' in missing[0].message


def test_the_whole_configuration(tmp_path):
    """What readers are told of the portal stands on its pages."""
    portal = site(
        tmp_path,
        config=LEAST
        + """\
tagline: Semboyan kami
description: Tentang kami
timezone: Asia/Makassar
language: id
per_page: 1
freshness: 2d
notice: Pengumuman kami
logo: /foto/logo.png
icon: /foto/logo.png
permalink: /{year}/{month}/{day}/{slug}.html
paths: {tag: topik}
media: {allow: [.HTML, CNAME]}
limits: {article: 500 KB, media: 2 mb}
require: {editor: false, credit: tidak}
menu: [{name: Menu kami, url: 'https://k.example/daerah/'}]
footer: [{name: Kaki kami, url: https://f.example/}]
social: [{name: X, url: https://x.com/k}]
redaksi: {company: PT Kami, address: Jalan Satu, penanggung_jawab: P, pemimpin_redaksi: R, email: e@k.example, phone: "1"}
security: {contact: [a@b.example, '+62-21-1'], expires: 2025-01-01 00:00 WIB, policy: 'https://a.example/p'}
redirects: {/lama/: /daerah/, /b.html: /topik/banjir/}
on_error: STOP
hsts: 365d
""",
    )
    portal.add("content/foto/logo.png", png(600, 600))
    portal.add("content/CNAME", "k.example\n")
    for name in ("a", "b"):
        text = article(
            name.upper(), editor="", tags="[banjir]", photo="/foto/logo.png", timestamp="2024-10-09 16:10 WITA"
        )
        portal.add(f"content/daerah/{name}.md", text)
    portal.build()
    home, page = portal.read("index.html"), portal.read("2024/10/09/a.html")
    for text in (
        "Semboyan kami",
        "Pengumuman kami",
        'href="/daerah/">Menu kami',
        "https://f.example/",
        "https://x.com/k",
    ):
        assert text in home, text
    assert "16:10 WITA" in page
    assert "/topik/banjir/" in page
    assert (portal.output / "daerah/halaman/1/index.html").exists(), "one article on a page"
    assert 'url=/daerah/"' in portal.read("lama/index.html").replace("https://k.example", "")
    assert (portal.output / "b.html").exists()
    assert portal.read("CNAME") == "k.example\n"
    assert "Contact: mailto:a@b.example\nContact: tel:+62-21-1\n" in portal.read(".well-known/security.txt")


@pytest.mark.parametrize(
    "more",
    [
        "# Catatan\n",
        "deploy:\n  utama: {to: local, path: /srv/a}\n",
        "severity: {dead-link: warning}\n",
        "desk: {review: ya}\n",
    ],
)
def test_what_readers_get_nothing_of_makes_no_page_again(tmp_path, more):
    """A note, where the portal goes, how strict a build is, and who works at it."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article())
    portal.build()
    portal.add("site.yaml", CONFIG + more)
    assert portal.build().rendered == 0
    portal.add("site.yaml", CONFIG + "notice: Baru\n")
    assert portal.build().rendered > 0


def test_without_a_search_its_folder_is_free(tmp_path):
    """For a kanal or a list."""
    for number, config in enumerate((CONFIG + "paths: {tag: cari}\n", CONFIG.replace("slug: olahraga", "slug: cari"))):
        portal = site(tmp_path / str(number), config=config)
        portal.build()
        portal.add("site.yaml", config + "search: true\n")
        assert [one.path for one in portal.problems()] == ["site.yaml"]


@pytest.mark.parametrize(
    ("pattern", "file"),
    [
        ("/{category}/{slug}/", "daerah/a/index.html"), ("/{year}/{day}/{hour}{minute}-{slug}.html", "2024/09/1610-a.html"),
        ("/berita/{id}", "berita/7.html"), ("/{slug}/index.html", "a/index.html"), ("/b-9/{slug}/", "b-9/a/index.html"),
    ],
)  # fmt: skip
def test_patterns_of_addresses(tmp_path, pattern, file):
    """The file that a folder shows is that folder."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: '{pattern}'\n")
    portal.add("content/daerah/a.md", article(id="7"))
    portal.build()
    assert (portal.output / file).exists()


def test_what_a_portal_may_be_below(tmp_path):
    """A path of letters, digits and a few signs."""
    for number, url in enumerate(
        ("https://uji.example/a", "https://uji.example/a/b.c/~d_e-f/", "http://localhost:80/-a")
    ):
        portal = site(tmp_path / str(number), config=CONFIG.replace("https://uji.example", url))
        portal.add("content/daerah/a.md", article())
        portal.build()
        assert f'<link rel="canonical" href="{url.rstrip("/")}/daerah/' in portal.read("daerah/2024/10/a/index.html")


def codes() -> dict[str, tuple[str, bool]]:
    """Return the codes of docs/problems.md, with how severe each is and whether that can be changed."""
    text = (ROOT / "docs/problems.md").read_text("utf-8")
    known = {}
    for group, table in re.findall(r"<!-- codes: (\w+) -->(.*?)<!-- /codes -->", text, re.DOTALL):
        for code, meaning in re.findall(r"^\| `([a-z0-9-]+)` \| (.*)$", table, re.MULTILINE):
            warning = group in ("warnings", "rules") or "(A warning.)" in meaning
            known[code] = "warning" if warning else "error", group != "fixed"
    return known


@pytest.mark.parametrize("level", ["error", "warning", "off"])
def test_each_code_is_changed_or_refused_with_the_reason(tmp_path, level):
    """What has an outcome can be an error or a warning, and what is but advice can be off."""
    known = codes()
    assert len(known) > 70
    portal = site(tmp_path, config=CONFIG + "severity:\n" + "".join(f"  {code}: {level}\n" for code in known))
    refused = {portal_line(portal, one.line) for one in checked(portal).errors if one.path == "site.yaml"}
    fine = {code for code, (severity, can) in known.items() if can and (level != "off" or severity == "warning")}
    assert refused == {code for code, (severity, _) in known.items() if code not in fine and severity != level}


def portal_line(portal: Portal, line: int) -> str:
    return (portal.folder / "site.yaml").read_text().splitlines()[line - 1].partition(":")[0].strip()


def test_severities_of_folders(tmp_path):
    """A folder with a slash at its end is all that is below it, and the last that fits counts."""
    portal = site(tmp_path)
    folders = '    - {path: daerah/, dead-link: warning}\n    - {path: "daerah/*/x.md", dead-link: ERROR}\n'
    portal.add("site.yaml", f"{CONFIG}severity:\n  missing-alt: error\n  folders:\n{folders}")
    for path in ("daerah/2024/a.md", "daerah/2024/x.md", "nasional/a.md"):
        portal.add(f"content/{path}", article(body="[a](/tiada/)"))
    assert [one.path for one in portal.problems()] == ["content/daerah/2024/x.md", "content/nasional/a.md"]
