"""Shared templates: menus and lists that change on pages which stay, byte for byte as in a clean build."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import CONFIG, Portal, article, copied, site, ssg_here

LATER = "2024-10-10 11:00 WIB"
"""Later than the articles of a portal, which take it in."""
NEW, PAGE = "content/olahraga/2024/10/baru.md", "daerah/2024/10/b-0/index.html"
MENU = "menu: [{name: Terkini, url: /terkini/}]\nfooter: [{name: Topik, url: /tag/}]\n"
OTHER = {
    "an entry more": MENU.replace("}]\nfooter", "}, {name: Olahraga, url: /olahraga/}]\nfooter"),
    "another entry": MENU.replace("name: Terkini, url: /terkini/", "name: Indeks, url: /indeks/"),
    "no menu": "footer: [{name: Topik, url: /tag/}]\n",
    "accounts": MENU + "social: [{name: Mastodon, url: 'https://mastodon.example/@uji'}]\n",
    "all of it": "menu: [{name: A, url: /}]\nsocial: [{name: B, url: 'https://b.example/'}]\nfooter: []\n",
}


def newsroom(folder: Path, templates: dict[str, str] | None = None) -> Portal:
    """A portal with a few articles, lists and a standing page, and templates of its own."""
    portal = site(folder, config=CONFIG + MENU + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    for name, text in (templates or {}).items():
        portal.add(f"themes/uji/templates/{name}", text)
    for number in range(5):
        kanal = ("daerah", "nasional")[number % 2]
        body = "Topik, Terkini, Indeks.\n\n<!-- halaman -->\n\nDua." if number == 1 else "Isi."
        portal.add(f"content/{kanal}/2024/10/b-{number}.md", article(f"Berita {number}", body, tags="[Air]"))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nKami.\n")
    portal.build()
    return portal


ALONE = {"article.html": '{% extends "kabar/article.html" %}{% block terkait %}{% endblock %}'}
"""Articles without Artikel Terkait, which in a small portal shows whatever comes."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return newsroom(tmp_path_factory.mktemp("awal"), ALONE)


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


def add_newest(portal: Portal, title: str = "Baru", name: str = "baru") -> None:
    text = article(title, tags="[]", timestamp=LATER, author="Lain")
    portal.add(f"content/olahraga/2024/10/{name}.md", text)


def same_as_clean(portal: Portal) -> None:
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_another_menu(portal: Portal) -> None:
    """It stands on all pages, whatever it was before, also below a path of the host and at once with an article."""
    before = MENU
    for text in OTHER.values():
        portal.edit("site.yaml", before, text)
        before = text
        portal.build()
    assert 'href="https://b.example/"' in portal.read(PAGE)
    assert portal.files() == portal.clean()
    portal.edit("site.yaml", "https://uji.example", "https://uji.example/portal")
    portal.build()
    portal.edit("site.yaml", before, OTHER["an entry more"])
    add_newest(portal)
    portal.edit("content/daerah/2024/10/b-4.md", "Berita 4", "Berita Empat")
    same_as_clean(portal)
    assert 'href="/portal/olahraga/"' in portal.read(PAGE)


def test_why_says_that_the_menu_differs(portal: Portal) -> None:
    """Before the build, and after it; of what has no menu nothing is said."""
    portal.edit("site.yaml", MENU, OTHER["an entry more"])
    said = ssg_here(portal, "why", f"/{PAGE}", "--now", "2024-10-10 12:00 WIB").stdout
    assert "it would be made again: " in said
    reason = said.partition("it would be made again: ")[2].splitlines()[0]
    assert "menu" in reason
    portal.build()
    assert f"made in the last build: {reason}" in ssg_here(portal, "why", f"/{PAGE}").stdout
    assert reason not in ssg_here(portal, "why", "/fragmen/terkini.html").stdout


def test_why_says_that_the_newest_articles_differ(portal: Portal) -> None:
    """And because of which."""
    add_newest(portal)
    assert f"because of {NEW}" in ssg_here(portal, "why", f"/{PAGE}", "--now", "2024-10-10 12:00 WIB").stdout


def listed(portal: Portal, path: str) -> list[str]:
    """Return the headlines of Terkini on a page."""
    return re.findall(r">([^<]+)</a>", portal.read(path).partition('<ol class="terkini">')[2].partition("</ol>")[0])


@pytest.mark.slow
def test_a_list_of_the_newest_follows(portal: Portal) -> None:
    """Pages of articles show another Terkini list, a split one on each of its pages; and again when it changes."""
    add_newest(portal)
    portal.build()
    for path in ("daerah/2024/10/b-0/", "nasional/2024/10/b-1/2/"):
        assert listed(portal, f"{path}index.html")[0] == "Baru"
    portal.edit("site.yaml", MENU, OTHER["an entry more"])
    portal.edit(NEW, "Baru", "Baru dan lebih panjang")
    same_as_clean(portal)
    portal.remove(NEW)
    same_as_clean(portal)


@pytest.mark.slow
def test_no_article_is_listed_beside_itself(portal: Portal) -> None:
    """On none of its pages, and when others come or go; the list is as long as anyone's, as far as there are articles."""
    split = "nasional/2024/10/b-1/{}index.html"
    assert listed(portal, PAGE) == ["Berita 3", "Berita 1", "Berita 4", "Berita 2"]
    for part in ("", "2/", "semua/"):
        assert listed(portal, split.format(part)) == ["Berita 3", "Berita 4", "Berita 2", "Berita 0"]
    for number in range(6):
        add_newest(portal, f"Baru {number}", f"baru-{number}")
        portal.build()
        assert "Berita 0" not in listed(portal, PAGE)
        assert len(listed(portal, PAGE)) == min(5 + number, 8)
    assert listed(portal, PAGE) == [*(f"Baru {number}" for number in range(5, -1, -1)), "Berita 3", "Berita 1"]
    own = listed(portal, "olahraga/2024/10/baru-5/index.html")
    assert (len(own), "Baru 5" in own) == (8, False)
    portal.remove("content/olahraga/2024/10/baru-3.md")
    same_as_clean(portal)


# ------------------------------------------------------------------ whatever templates do


SNIPPETS = (
    '{{ shared("_a.html") }}', '{{ shared("_b.html") }}', '{% set x = shared("_a.html") %}', "{{ x | default('') }}",
    '{% set y %}{{ shared("_b.html") }}{% endset %}{{ y }}', '{% include "_a.html" %}', '{% include "_b.html" without context %}',
    '{% if page.kanal %}{{ shared("_a.html") }}{% endif %}', '{{ shared("_b.html") | replace("a", "b") }}',
    "{{ site.menu | length }}", "{{ site.social and 'ya' }}", "{{ page.url in site.menu_urls }}",
    "{% macro m(x) %}{{ site.footer | length }}{% endmacro %}{{ 'a' | once(m) }}", "<p>", "{{ page.title }}", "Terkini", "A", "p",
    *['{{ shared("_c.html", baru=2) }}', '{{ shared("_c.html", baru=3) }}'] * 2, "{{ latest(n=2) | map(attribute='title') | join }}",
)  # fmt: skip
TEXTS = (
    "", "<p>", "{{ active | default('tanpa') }}", *["{{ site.menu | map(attribute='name') | join }}"] * 4, "{{ site.footer | length }}",
    "{{ site.social | length }}{{ site.menu_urls | length }}",
)  # fmt: skip
NEWEST = (
    "", "{{ baru | map(attribute='title') | join }}", "<p>{% for b in baru %}<a>{{ b.title }}</a>{% endfor %}",
    "{{ baru[0].title }}{{ site.menu | map(attribute='name') | join }}", "{% if baru[0].title == 'A' %}{{ site.menu | length }}{% endif %}",
)  # fmt: skip
FRAME = st.lists(st.sampled_from(["{name: Terkini, url: /terkini/}", "{name: A, url: /}"]), max_size=2).map(", ".join)
FRAMES = st.tuples(FRAME, FRAME, FRAME).map(
    lambda rows: "".join(f"{key}: [{row}]\n" for key, row in zip(("menu", "footer", "social"), rows, strict=True))
)
STEPS = st.tuples(st.one_of(st.none(), FRAMES), st.sampled_from(["", "A", "Terkini", "b"]))


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=5),
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.sampled_from(NEWEST)),
    st.lists(STEPS, min_size=2, max_size=4),
)
@settings(max_examples=8)
def test_whatever_theme_menu_and_news(
    snippets: list[str], shared: tuple[str, str, str], steps: list[tuple[str | None, str]]
) -> None:
    """Whichever texts come to stand where, even such as stand elsewhere on the page: the bytes are those of a clean build."""
    with TemporaryDirectory() as folder:
        templates = {
            "base.html": f"{{% block main %}}{{% endblock %}}{''.join(snippets)}",
            "article.html": '{% extends "base.html" %}{% block main %}<p>{{ article.html }}{% endblock %}',
            **dict(zip(("_a.html", "_b.html", "_c.html"), shared, strict=True)),
        }
        portal = newsroom(Path(folder, "a"), templates)
        for frame, title in steps:
            if frame is not None:
                portal.add("site.yaml", f"{CONFIG}theme: uji\n{frame}")
            if title:
                add_newest(portal, title)
            elif (portal.folder / NEW).exists():
                portal.remove(NEW)
            same_as_clean(portal)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        *(({"article.html": f"{{{{ shared('_terkini.html', terkini=3) | {use} }}}}"}, "article.html", "is to be put in as it is")
          for use in ("first", "replace('0', article.title)")),
        *(({"article.html": f"{{{{ shared('_terkini.html', {ask}) }}}}"}, "article.html", "takes one number of articles")
          for ask in ("a=1, b=2", "a='x'", "a=0", "a=true")),
        ({"_footer.html": "{{ page.title }}"}, "_footer.html", "'page' is undefined"),
        ({"_footer.html": "{{ latest(3) }}"}, "_footer.html", "'latest' is undefined"),
    ],
)  # fmt: skip
def test_what_a_shared_template_cannot_do(portal: Portal, text: dict[str, str], place: str, said: str) -> None:
    """It is the same on many pages, so it knows none, and stands there as it is."""
    for name, template in text.items():
        portal.add(f"themes/uji/templates/{name}", template)
    assert {(one.path, said in one.message) for one in portal.problems()} == {(f"themes/uji/templates/{place}", True)}
