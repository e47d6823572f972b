"""What imported templates set stays for all pages: whoever changes it is told so, and no page depends on the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, site

USED = '{% from "_m.html" import m %}{% block main %}{{ m(article.title) }}{% endblock %}'


def newsroom(folder: Path, **templates: str) -> Portal:
    """A portal with a few articles, and templates of its own."""
    portal = site(folder, config=CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    for name, text in templates.items():
        portal.add(f"themes/uji/templates/{name}.html", text)
    for number in range(3):
        portal.add(f"content/daerah/2024/10/b-{number}.md", article(f"Berita {number}"))
    return portal


CHANGED = {
    "a list": ("[]", "{% set _ = x.append(t) %}{{ x | length }}"),
    "a list in a list": ("[[], 1]", "{% set _ = x[0].append(t) %}{{ x[0] | length }}"),
    "a mapping": ("{}", "{% set _ = x.update({t: 1}) %}{{ x | length }}"),
    "a namespace": ("namespace(n=0)", "{% set x.n = x.n + 1 %}{{ x.n }}"),
    "a cycler": ("cycler('a', 'b')", "{{ x.next() }}"),
    "a joiner": ("joiner()", "{{ x() }}{{ t }}"),
    "what is read once": ("['a', 'b'] | map('upper')", "{% for one in x %}{{ one }}{% endfor %}"),
    "what is read backwards once": ("['a', 'b'] | reverse", "{% for one in x %}{{ one }}{% endfor %}"),
}


@pytest.mark.parametrize(("value", "use"), CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("name", ["x", "_x"])
def test_a_page_that_changes_what_all_pages_see_is_refused(tmp_path: Path, value: str, use: str, name: str):
    """At the line that sets it, however many pages do so and in which order."""
    macro = f"\n{{% set x = {value} %}}\n{{% macro m(t) %}}{use}{{% endmacro %}}".replace("x", name).replace(
        "ne" + name, "nex"
    )
    portal = newsroom(tmp_path, _m=macro, article=USED)
    (problem,) = portal.problems()
    assert str(problem.where) == "themes/uji/templates/_m.html:2"
    assert problem.message == f"the template failed: {name} is set once for all pages, and one of them has changed it"
    assert "2 more pages" in str(problem.hint)


def test_a_page_that_changes_nothing_passes_beside_one_that_does(tmp_path: Path):
    """Only the page that is to blame fails, also when it was made first."""
    macro = "{% set x = [] %}{% macro m(t) %}{% if t == 'Berita 1' %}{{ x.append(t) }}{% endif %}{{ x | length }}{% endmacro %}"
    (problem,) = newsroom(tmp_path, _m=macro, article=USED).problems()
    assert "b-1.md" in str(problem.hint)
    assert "more" not in str(problem.hint)


KEPT = {
    "a table that is read": ("{'a': [1, 2]}", "{{ x.a[1] }}{{ x.items() | length }}"),
    "a macro and a text": ("'a'", "{{ x }}{{ t }}"),
    "what each page sets for itself": ("1", "{% set y = [] %}{% set _ = y.append(t) %}{{ y | length }}"),
}


@pytest.mark.parametrize(("value", "use"), KEPT.values(), ids=KEPT)
def test_what_no_page_changes_is_kept(tmp_path: Path, value: str, use: str):
    """Tables of values are what imported templates are for."""
    portal = newsroom(tmp_path, _m=f"{{% set x = {value} %}}{{% macro m(t) %}}{use}{{% endmacro %}}", article=USED)
    portal.build()
    assert portal.files() == portal.clean()


def test_a_list_of_the_newest_that_changes_what_all_pages_see_is_refused(tmp_path: Path):
    """As the page that it stands on; when an article comes, too."""
    portal = newsroom(
        tmp_path,
        _m="{% set x = [] %}{% macro m(t) %}{% if t == 'Baru' %}{{ x.append(t) }}{% endif %}{{ t }}{% endmacro %}",
        _l='{% from "_m.html" import m %}{{ m(baru[0].title) }}',
        article='{{ shared("_l.html", baru=3) }}',
    )
    portal.build()
    portal.add("content/nasional/2024/10/baru.md", article("Baru", timestamp="2024-10-10 11:00 WIB"))
    (problem,) = portal.problems()
    assert str(problem.where) == "themes/uji/templates/_m.html:1"


OF_ALL = ["setelan.update({'accent': article.title})", "site.kanal.pop('daerah')", "site.kanal.clear()"]


@pytest.mark.parametrize("use", OF_ALL)
def test_what_is_given_to_all_pages_cannot_be_changed(tmp_path: Path, use: str):
    """Settings of the theme and kanal are the same for each."""
    (problem,) = newsroom(tmp_path, article=f"{{{{ {use} }}}}").problems()
    assert "this is the same for all pages, and none can change it" in problem.message


@pytest.mark.parametrize("use", ["{{ [1, 2] | random }}", "{{ lipsum() }}"])
def test_nothing_is_left_to_chance(tmp_path: Path, use: str):
    """A page would be another one each time that it is made."""
    assert newsroom(tmp_path, article=use).problems()


@pytest.mark.parametrize("use", ["latest", "latest(2) | map(attribute='title')", "asset", "[latest]", "site"])
def test_what_is_no_text_is_not_written(tmp_path: Path, use: str):
    """A function that nobody calls, or a list that nobody joins, would say where in the memory it is."""
    (problem,) = newsroom(tmp_path, article=f"<p>{{{{ {use} }}}}</p>").problems()
    assert "is no text; is it to be called, or its items to be joined?" in problem.message
    assert str(problem.where) == "themes/uji/templates/article.html:1"


TAKEN = {
    "latest": "{% set l = latest(2) %}{{ l.pop(0).title }}{{ latest(2) | length }}{{ l | length }}",
    "related": "{% set l = related(article) %}{% set _ = l.append(1) %}{{ l | length }}{{ l.fills }}",
    "a list in a place": '{{ shared("_l.html", baru=2) }}{{ shared("_n.html", baru=2) }}{{ latest(2) | length }}',
}


@pytest.mark.parametrize("use", TAKEN.values(), ids=TAKEN)
def test_a_page_may_take_something_from_its_lists(tmp_path: Path, use: str):
    """They are its own: the other pages of a split article, and all that ask the same, see what they see alone."""
    portal = newsroom(
        tmp_path,
        article=use,
        listing="{{ listing.items.pop(0).title if listing.items }}",
        _l="{{ baru.pop(0).title }}",
        _n="{{ baru | length }}",
    )
    body = "Satu.\n\n<!-- halaman -->\n\nDua.\n\n<!-- halaman -->\n\nTiga."
    portal.add("content/nasional/2024/10/panjang.md", article("Panjang", body))
    portal.build()
    pages = [portal.read(f"nasional/2024/10/panjang/{part}index.html") for part in ("", "2/", "3/", "semua/")]
    assert len(set(pages)) == 1
    portal.edit("content/nasional/2024/10/panjang.md", "Dua.", "Dua lain.")
    portal.edit("content/daerah/2024/10/b-0.md", "Isi berita.", "Isi lain.")
    portal.build()
    assert portal.files() == portal.clean()
