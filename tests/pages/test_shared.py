"""Shared templates: what is put into a page can be taken out of it again, or the page is made anew."""

from __future__ import annotations

import gc
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.engine.renderer import Renderer
from generator.model.rebuild_reasons import Reason
from generator.pages.shared import Shared, spliced
from generator.queries.answers import Dependency
from tests.quick import examples
from tests.support import CONFIG, Portal, article, site, ssg

ALONE = {"article.html": '{% extends "kabar/article.html" %}{% block terkait %}{% endblock %}'}
"""Articles without Artikel Terkait, which in a small portal shows whatever comes."""
LATER = "2024-10-10 11:00 WIB"
"""Later than the articles of a portal, which take it in."""
KEYS = ("menu", "footer", "social")
MENU = "menu: [{name: Terkini, url: /terkini/}]\nfooter: [{name: Topik, url: /tag/}]\n"
OTHER = {
    "an entry more": MENU.replace("}]\nfooter", "}, {name: Olahraga, url: /olahraga/}]\nfooter"),
    "an entry that is called otherwise": MENU.replace("name: Terkini", "name: Baru"),
    "another entry": MENU.replace("name: Terkini, url: /terkini/", "name: Indeks, url: /indeks/"),
    "no menu": "footer: [{name: Topik, url: /tag/}]\n",
    "another foot": MENU.replace("/tag/", "/indeks/"),
    "accounts": MENU + "social: [{name: Mastodon, url: 'https://mastodon.example/@uji'}]\n",
    "all of it": "menu: [{name: A, url: /}]\nsocial: [{name: B, url: 'https://b.example/'}]\nfooter: []\n",
}


def newsroom(folder: Path, templates: dict[str, str] | None = None, config: str = CONFIG) -> Portal:
    """A portal with a few articles, lists and a standing page, and templates of its own."""
    portal = site(folder, config=config + MENU + "theme: uji\n")
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


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the pages that are made from their templates."""
    paths: list[str] = []
    make = Renderer.make

    def noted(self, page, before=()):
        paths.append(page.path)
        return make(self, page, before)

    monkeypatch.setattr(Renderer, "make", noted)
    return paths


def change(portal: Portal, text: str) -> None:
    """Let something else stand around the pages."""
    portal.edit("site.yaml", MENU, text)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_another_menu_is_put_into_pages_as_they_are(tmp_path: Path, made: list[str], text: str):
    """Only the home page, and pages on which an entry is lit or no longer lit, are made from their templates."""
    portal = newsroom(tmp_path)
    made.clear()
    change(portal, text)
    report = portal.build()
    assert set(made) <= {f"{one}index.html" for one in ("", "terkini/", "indeks/", "daerah/", "nasional/", "olahraga/")}
    assert report.changed > 15
    assert portal.files() == portal.clean()


def test_below_a_path_of_the_host(tmp_path: Path, made: list[str]):
    """Addresses in what is put in have the path before them, as those in the rest."""
    portal = newsroom(tmp_path, config=CONFIG.replace("https://uji.example", "https://uji.example/portal"))
    made.clear()
    change(portal, OTHER["an entry more"])
    portal.build()
    assert "daerah/2024/10/b-0/index.html" not in made
    assert 'href="/portal/olahraga/"' in portal.read("daerah/2024/10/b-0/index.html")
    assert portal.files() == portal.clean()


Step = tuple[str, str, bool]
"""The headline of a new article, empty for none; the menu; and whether it is told that pages are not made anew."""
MENUS: list[Step] = [("", OTHER["all of it"], True), ("", OTHER["accounts"], True), ("", MENU, True)]
NEWS: list[Step] = [
    ("Baru", MENU, True), ("Baru", OTHER["all of it"], False), ("Lain", MENU, False), ("", OTHER["accounts"], False),
]  # fmt: skip
WITH_MENU = {
    "the menu in the text of an article": ("{% for one in site.menu %}{{ one.url }}{% endfor %}", False),
    "whether there is a menu": ("{{ 'ya' if site.menu_urls | length > 2 else 'tidak' }}", False),
    "accounts in a macro of all pages": (
        "{% macro m(x) %}{{ x }}{{ site.social | length }}{{ site.footer | length }}{% endmacro %}{{ 'a' | once(m) }}",
        False,
    ),
    "an include without context": ('{% include "_footer.html" without context %}', False),
    "the same shared template twice": ('{{ shared("_footer.html") }}{{ shared("_footer.html") }}', True),
    "a shared template that is not shown": ('{% set x = shared("_footer.html") %}', False),
    "a shared template in other letters": ('{{ shared("_footer.html") | upper }}{{ site.name }}', True),
    "a shared template by a name of its own": ('{% set f = shared %}{{ f("_footer.html") }}', True),
}
WITH_TOP = {
    "one shared template in another": ('{{ site.menu | length }}{% include "_footer.html" %}', True),
    "an empty shared template": ("", None),
}
LIST = "<ul>{% for b in baru %}<li>{{ b.title }}{% endfor %}</ul>"
WITH_LIST = {
    "a list with the home page's path": ('{{ shared("_l.html", baru=3) }}', LIST, True),
    "a list twice": ('{{ shared("_l.html", baru=3) }}{{ shared("_l.html", baru=3) }}', LIST, True),
    "two lists": ('{{ shared("_l.html", baru=3) }}<hr>{{ shared("_l.html", baru=2) }}', LIST, True),
    "a list that is not shown": ('{% set x = shared("_l.html", baru=3) %}', LIST, False),
    "a list that is altered": ('{{ shared("_l.html", baru=3) | upper }}', LIST, True),
    "two lists that are empty at first": (
        '{{ shared("_b.html", lain=3) }}{{ shared("_l.html", baru=2) }}<hr>{{ article.title }}',
        "{% if baru[0].title == 'Baru' %}<b>a{% endif %}",
        False,
    ),
    "the length of a list": ('{{ shared("_l.html", baru=3) }}{{ latest(n=2) | length }}', LIST, False),
    "the menu in a list": (
        '<p>{{ article.title }}</p>{{ shared("_l.html", baru=3) }}',
        "{{ baru | length }}{{ site.menu | length }}{{ baru[0].title }}",
        None,
    ),
    "the menu in a list, for one article": (
        '<p>{{ article.title }}</p>{{ shared("_l.html", baru=3) }}',
        "{{ baru[0].title }}{% if baru[0].title == 'Baru' %}{{ site.menu | length }}{% endif %}",
        None,
    ),
}
Case = tuple[dict[str, str], list[Step], bool | None]
"""Templates of the theme, what changes, and whether pages of articles are told not to be made anew; None for either."""
CASES: dict[str, Case] = {
    **{name: ({"article.html": text}, MENUS, kept) for name, (text, kept) in WITH_MENU.items()},
    **{name: ({"_top.html": text}, MENUS, kept) for name, (text, kept) in WITH_TOP.items()},
    **{
        name: (
            {"article.html": text, "_l.html": listed, "_b.html": "{% if lain[0].title == 'Baru' %}<b>z{% endif %}"},
            NEWS,
            kept,
        )
        for name, (text, listed, kept) in WITH_LIST.items()
    },
}


@pytest.mark.parametrize(("templates", "steps", "kept"), CASES.values(), ids=CASES)
def test_whatever_templates_do(
    tmp_path: Path, made: list[str], templates: dict[str, str], steps: list[Step], kept: bool | None
):
    """Where a shared text cannot be told from the rest of a page, or may depend on more, the page is made anew."""
    portal = newsroom(tmp_path, templates)
    new = "content/olahraga/2024/10/baru.md"
    for title, text, told in steps:
        made.clear()
        portal.add("site.yaml", CONFIG + text + "theme: uji\n")
        if title:
            portal.add(new, article(title, tags="[]", timestamp=LATER, author="Lain"))
        elif (portal.folder / new).exists():
            portal.remove(new)
        portal.build()
        if kept is not None and told:
            assert ("daerah/2024/10/b-0/index.html" not in made) is kept
        assert portal.files() == portal.clean()


SNIPPETS = (
    '{{ shared("_a.html") }}', '{{ shared("_b.html") }}', '{% set x = shared("_a.html") %}', "{{ x | default('') }}",
    '{% set y %}{{ shared("_b.html") }}{% endset %}{{ y }}', '{% include "_a.html" %}', '{% include "_b.html" without context %}',
    '{% if page.kanal %}{{ shared("_a.html") }}{% endif %}', '{{ shared("_b.html") | replace("a", "b") }}',
    '{{ shared("_a.html") | length }}', "{{ site.menu | length }}", "{{ site.social and 'ya' }}", "{{ page.url in site.menu_urls }}",
    "{% macro m(x) %}{{ site.footer | length }}{% endmacro %}{{ 'a' | once(m) }}", "<p>", "{{ page.title }}", "Terkini", "A", "p",
    *['{{ shared("_c.html", baru=2) }}', '{{ shared("_c.html", baru=3) }}'] * 2, '{{ shared("_c.html", baru=3) | replace("a", "b") }}',
    "{{ latest(n=2) | map(attribute='title') | join }}",
)  # fmt: skip
"""What templates may do with shared templates, and with what these show."""
TEXTS = (
    "", "<p>", "{{ active | default('tanpa') }}", *["{{ site.menu | map(attribute='name') | join }}"] * 4, "{{ site.footer | length }}",
    "{% include '_b.html' %}{{ site.name }}", "{{ site.social | length }}{{ site.menu_urls | length }}",
)  # fmt: skip
NEWEST = (
    "", "{{ baru | map(attribute='title') | join }}", "<p>{% for b in baru %}<a>{{ b.title }}</a>{% endfor %}",
    "{{ baru[0].title }}{{ site.menu | map(attribute='name') | join }}", "{% if baru[0].title == 'A' %}{{ site.menu | length }}{% endif %}",
)  # fmt: skip
LINKS = st.lists(
    st.sampled_from(["{name: Terkini, url: /terkini/}", "{name: A, url: /daerah/}", "{name: p, url: /}"]), max_size=2
)


@given(
    st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=5),
    st.sampled_from(TEXTS),
    st.sampled_from([one for one in TEXTS if "include" not in one]),
    st.sampled_from(NEWEST),
    st.lists(
        st.tuples(st.one_of(st.none(), st.tuples(LINKS, LINKS, LINKS)), st.sampled_from(["", "A", "Terkini", "b"])),
        min_size=2,
        max_size=4,
    ),
)
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_theme_site_frame_and_news(
    snippets: list[str], a: str, b: str, c: str, steps: list[tuple[tuple[list[str], ...] | None, str]]
):
    """Whichever texts come to stand where, even such as stand elsewhere on the page: the bytes are those of a clean build."""
    with TemporaryDirectory() as folder:
        templates = {
            "base.html": f"{{% block main %}}{{% endblock %}}{''.join(snippets)}", "_a.html": a, "_b.html": b, "_c.html": c,
            "article.html": '{% extends "base.html" %}{% block main %}<p>{{ article.html }}{% endblock %}',
        }  # fmt: skip
        portal = newsroom(Path(folder, "a"), templates)
        for site_frame, title in steps:
            if site_frame is not None:
                rows = [f"{key}: [{', '.join(found)}]\n" for key, found in zip(KEYS, site_frame, strict=True)]
                portal.add("site.yaml", f"{CONFIG}theme: uji\n{''.join(rows)}")
            if title:
                portal.add("content/olahraga/2024/10/baru.md", article(title, timestamp=LATER, author="Lain"))
            elif (portal.folder / "content/olahraga/2024/10/baru.md").exists():
                portal.remove("content/olahraga/2024/10/baru.md")
            portal.build()
            assert portal.files() == portal.clean()


def test_a_page_that_was_altered_is_made_anew(tmp_path: Path, made: list[str]):
    """What stands in the output is believed only if it is what the store knows."""
    portal = newsroom(tmp_path)
    page = "daerah/2024/10/b-0/index.html"
    (portal.output / page).write_text(portal.read(page).replace("Berita 0", "Lain"), "utf-8")
    (portal.output / "daerah/2024/10/b-2/index.html").unlink()
    made.clear()
    change(portal, OTHER["an entry more"])
    portal.build()
    assert {page, "daerah/2024/10/b-2/index.html"} <= set(made)
    assert portal.files() == portal.clean()


def test_a_list_of_the_newest_is_put_into_pages_as_they_are(tmp_path: Path, made: list[str]):
    """Pages of articles show another Terkini list, and are not made for that; a split one on each of its pages."""
    portal = newsroom(tmp_path, ALONE)
    made.clear()
    portal.add("content/olahraga/2024/10/baru.md", article("Baru", tags="[]", timestamp=LATER, author="Lain"))
    portal.build()
    own = [path for path in made if re.match("(daerah|nasional)/2024", path)]
    assert own == []
    for path in ("daerah/2024/10/b-0/", "nasional/2024/10/b-1/2/"):
        assert portal.read(f"{path}index.html").count("Baru</a>") == 1
    assert portal.files() == portal.clean()
    # What stands there now is exchanged again, shorter or longer.
    made.clear()
    portal.edit("content/olahraga/2024/10/baru.md", "Baru", "Baru dan lebih panjang")
    portal.build()
    assert "daerah/2024/10/b-0/index.html" not in made
    assert portal.files() == portal.clean()
    portal.remove("content/olahraga/2024/10/baru.md")
    portal.build()
    assert portal.files() == portal.clean()


def test_no_article_is_listed_beside_itself(tmp_path: Path, made: list[str]):
    """On none of its pages, and when others come or go; the list is as long as anyone's, as far as there are articles."""

    def listed(path: str) -> list[str]:
        return re.findall(r">([^<]+)</a>", portal.read(path).partition('<ol class="terkini">')[2].partition("</ol>")[0])

    one, split = "daerah/2024/10/b-0/index.html", "nasional/2024/10/b-1/{}index.html"
    portal = newsroom(tmp_path, ALONE)
    assert listed(one) == ["Berita 3", "Berita 1", "Berita 4", "Berita 2"]
    for part in ("", "2/", "semua/"):
        assert listed(split.format(part)) == ["Berita 3", "Berita 4", "Berita 2", "Berita 0"]
    for number in range(6):
        made.clear()
        new = article(f"Baru {number}", tags="[]", timestamp=LATER, author="Lain")
        portal.add(f"content/olahraga/2024/10/baru-{number}.md", new)
        portal.build()
        assert "Berita 0" not in listed(one)
        assert len(listed(one)) == min(5 + number, 8)
        assert not {one, split.format("2/")} & set(made)
        assert portal.files() == portal.clean()
    assert listed(one) == [*(f"Baru {number}" for number in range(5, -1, -1)), "Berita 3", "Berita 1"]
    assert len(listed("olahraga/2024/10/baru-5/index.html")) == 8
    assert "Baru 5" not in listed("olahraga/2024/10/baru-5/index.html")
    portal.remove("content/olahraga/2024/10/baru-3.md")
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="nothing tells what is open")
def test_no_folder_of_the_output_stays_open(tmp_path: Path):
    """A process that builds again and again has no more open than before."""
    portal = newsroom(tmp_path, ALONE)
    gc.collect()
    before = len(os.listdir("/proc/self/fd"))
    portal.add("content/olahraga/2024/10/baru.md", article("Baru", tags="[]", timestamp=LATER, author="Lain"))
    portal.build()
    assert len(os.listdir("/proc/self/fd")) == before


def test_why_says_that_the_newest_articles_differ(tmp_path: Path):
    """Before the build, and after it."""
    portal = newsroom(tmp_path, ALONE)
    portal.add("content/olahraga/2024/10/baru.md", article("Baru", tags="[]", timestamp=LATER, author="Lain"))
    said = f"{Reason.PLACED.said}, because of content/olahraga/2024/10/baru.md"
    assert said in ssg(portal, "why", "/daerah/2024/10/b-0/", "--now", "2024-10-10 12:00 WIB").stdout
    portal.build()
    assert f"made in the last build: {said}" in ssg(portal, "why", "/daerah/2024/10/b-0/").stdout


def test_a_list_and_a_menu_at_once(tmp_path: Path, made: list[str]):
    """Both are exchanged; the list is found where it stands when what is above it has become longer, then and later."""
    portal = newsroom(tmp_path, ALONE)
    made.clear()
    change(portal, OTHER["an entry more"])
    portal.add("content/olahraga/2024/10/baru.md", article("Baru", tags="[]", timestamp=LATER, author="Lain"))
    portal.build()
    assert "daerah/2024/10/b-0/index.html" not in made
    assert portal.files() == portal.clean()
    made.clear()
    portal.edit("content/olahraga/2024/10/baru.md", "Baru", "Lain lagi")
    portal.build()
    assert "daerah/2024/10/b-0/index.html" not in made
    assert portal.files() == portal.clean()


BETWEEN = {
    "one of them twice": "{l}{t}{m}{t}{l}",
    "one that is not shown": '{{% set x = shared("_l.html", baru=2) %}}{l}{t}{m}{t}{l}',
    "in another order": '{{% set x = shared("_l.html", baru=3) %}}{m}{t}{l}{t}{m}',
    "a dozen": "".join(f'{{{{{{{{ shared("_l.html", baru={n}) }}}}}}}}{{t}}' for n in range(1, 13)),
}


@pytest.mark.parametrize("title", ["0", "1", "2", "11"])
@pytest.mark.parametrize("template", BETWEEN.values(), ids=BETWEEN)
def test_a_number_between_two_places_is_none(tmp_path: Path, template: str, title: str):
    """Whatever an article is called, it stays where it is, and lists come to stand where they are wanted."""
    texts = {"l": '{{ shared("_l.html", baru=3) }}', "m": '{{ shared("_m.html", baru=3) }}', "t": "{{ article.title }}"}
    own = {"_l.html": "<i>{{ baru | length }}</i>", "_m.html": "<b></b>", "article.html": template.format(**texts)}
    portal = newsroom(tmp_path, own)
    portal.edit("content/daerah/2024/10/b-0.md", "Berita 0", f"'{title}'")
    portal.build()
    page = portal.read("daerah/2024/10/b-0/index.html")
    asked = re.findall(r"_l|_m|article.title", own["article.html"].rpartition("%}")[2])
    shown = re.findall(r"<i>\d+</i>|<b></b>|\d+", page)
    assert [{"_l": "<i>", "_m": "<b>"}.get(one, title) for one in asked] == [
        text[:3] if text.startswith("<") else text for text in shown
    ]
    assert not re.search("[\0\1]", page)


@pytest.mark.parametrize("use", ["first", "last", "replace('0', article.title)", "replace('0', '7')"])
def test_what_stands_for_a_list_is_not_to_be_taken_apart(tmp_path: Path, use: str):
    """Readers would see no list, and whoever writes a headline could say which list stands where."""
    portal = newsroom(tmp_path)
    template = "themes/uji/templates/article.html"
    portal.add(template, f'{{{{ shared("_terkini.html", terkini=3) | {use} }}}}{{{{ article.title }}}}')
    (problem,) = portal.problems()
    assert problem.where.path == template
    assert "is to be put in as it is" in problem.message


@pytest.mark.parametrize("ask", ["a=1, b=2", "a='x'", "a=0", "a=-1", "a=true"])
def test_what_is_no_number_of_articles(tmp_path: Path, ask: str):
    """Is a mistake of the template that says so."""
    portal = newsroom(tmp_path)
    portal.add("themes/uji/templates/article.html", f'{{{{ shared("_terkini.html", {ask}) }}}}')
    (problem,) = portal.problems()
    assert "takes one number of articles" in problem.message


def test_a_list_that_fails_for_what_comes_names_its_template(tmp_path: Path):
    """It is told as when the page is made."""
    own = {
        "_l.html": "{{ 1 // (baru | length - 5) }}",
        "article.html": '{{ shared("_l.html", baru=9) }}',
    }
    portal = newsroom(tmp_path, own)
    portal.add("content/olahraga/2024/10/baru.md", article("Baru", tags="[]", timestamp=LATER, author="Lain"))
    (problem,) = portal.problems()
    assert str(problem.where) == "themes/uji/templates/_l.html:1"


def test_a_foot_that_fails_for_another_menu_names_its_template(tmp_path: Path, made: list[str]):
    """Each page that shows it is tried once, and the store is not taken for damaged."""
    own = {"_top.html": "", "_footer.html": "{{ 1 // (site.menu | length - 2) }}"}
    portal = newsroom(tmp_path, own)
    change(portal, OTHER["an entry more"])
    made.clear()
    (problem,) = portal.problems()
    assert str(problem.where) == "themes/uji/templates/_footer.html:1"
    assert len(made) == len(set(made))


def test_an_edit_and_a_menu_at_once(tmp_path: Path, made: list[str]):
    """A page whose answers differ is made anew, with the new menu; the others get that alone."""
    portal = newsroom(tmp_path)
    made.clear()
    change(portal, OTHER["an entry more"])
    portal.edit("content/daerah/2024/10/b-4.md", "Berita 4", "Berita Empat")
    portal.add("content/nasional/2024/10/baru.md", article("Baru"))
    portal.build()
    assert "daerah/2024/10/b-4/index.html" in made
    assert "tentang/index.html" not in made
    assert portal.files() == portal.clean()


def test_a_menu_and_a_tagline_at_once(tmp_path: Path):
    """What else differs in site.yaml makes all pages anew."""
    portal = newsroom(tmp_path)
    change(portal, OTHER["an entry more"] + "description: Kabar dari daerah\n")
    portal.build()
    assert portal.files() == portal.clean()
    portal.edit("site.yaml", "description: Kabar dari daerah\n", "description: Lain\n")
    portal.build()
    assert portal.files() == portal.clean()


def test_a_shared_template_that_changes(tmp_path: Path):
    """It is one of those that its pages are made with, and so is what it includes."""
    portal = newsroom(tmp_path, {"_footer.html": '{% include "_search.html" %}<p>Kaki</p>'})
    portal.add("themes/uji/templates/_search.html", "<p>Cari</p>")
    portal.build()
    assert "<p>Cari</p><p>Kaki</p>" in portal.read("daerah/2024/10/b-0/index.html")
    assert portal.files() == portal.clean()
    portal.add("themes/uji/templates/_footer.html", "<p>Kaki lain</p>")
    portal.build()
    assert portal.files() == portal.clean()


def test_a_shared_template_knows_no_page(tmp_path: Path):
    """It is the same on many pages, so a page or a question in it is a mistake at its own place."""
    portal = newsroom(tmp_path)
    for text, said in (("{{ page.title }}", "'page' is undefined"), ("{{ latest(3) }}", "'latest' is undefined")):
        portal.add("themes/uji/templates/_footer.html", text)
        assert {(str(one.where), one.message) for one in portal.problems()} == {
            ("themes/uji/templates/_footer.html:1", f"the template failed: {said}")
        }


def test_why_says_that_the_menu_differs(tmp_path: Path):
    """Before the build, and after it; of a page without a menu nothing is said."""
    portal = newsroom(tmp_path)
    url = "/daerah/2024/10/b-0/"
    change(portal, OTHER["an entry more"])
    said = f"it would be made again: {Reason.REFILLED.said}"
    assert said in ssg(portal, "why", url, "--now", "2024-10-10 12:00 WIB").stdout
    portal.build()
    assert f"made in the last build: {Reason.REFILLED.said}" in ssg(portal, "why", url).stdout
    assert str(Reason.REFILLED.said) not in ssg(portal, "why", "/fragmen/terkini.html").stdout


# ------------------------------------------------------------------ one page by itself


class _Maker:
    """Makes one template of the menu and one of the foot, in the place of those of a theme."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts

    def get_template(self, name: str) -> _Maker:
        return _Maker(text=self.texts[name])

    def render(self, **_: object) -> str:
        return self.texts["text"]


def shared(**texts: str) -> Shared:
    return Shared(_Maker(**texts), site=None, base="")  # type: ignore[arg-type]


def page(one: Shared, text: str = "<a>{top}<b>{foot}<c>") -> tuple[bytes, tuple[Dependency, ...]]:
    """Fill the places of a page."""
    places = one.places(None, "", None, 0)  # type: ignore[arg-type]
    return places.fill(text.format(top=places("top"), foot=places("foot")).encode())


@pytest.mark.parametrize(("top", "foot"), [("<x>", "<kaki>"), ("<menu>", "<b>"), ("<kaki>", "<menu>"), ("<a>", "<a>")])
def test_what_was_put_in_is_exchanged(top: str, foot: str):
    """Longer and shorter texts come to stand where the old ones stood, even if they stand elsewhere, too."""
    data, old = page(shared(top="<menu>", foot="<kaki>"))
    assert data == b"<a><menu><b><kaki><c>"
    after = shared(top=top, foot=foot)
    found = [after.splice(one, None) for one in old]  # type: ignore[arg-type]
    filled, moved = spliced(data, old, [one for one in found if one])
    expected, dependencies = page(after)
    assert filled == expected
    assert [one.args for one in moved] == [one.args for one in dependencies]


@pytest.mark.parametrize(("before", "after"), [("", "<menu>"), ("<menu>", "")])
def test_where_nothing_stands_nothing_is_exchanged(before: str, after: str):
    """Another text may begin there, so that the page is made anew."""
    _, (old, _) = page(shared(top=before, foot="<kaki>"), "{top}{foot}")
    assert shared(top=after, foot="<kaki>").splice(old, None) is None  # type: ignore[arg-type]


def test_marks_are_in_no_page(tmp_path: Path):
    """Nothing of the places is left."""
    assert not any(
        re.search(rb"[\0\1]", data) for path, data in newsroom(tmp_path).files().items() if path.endswith("html")
    )
