"""The environment of templates: what they may use on every page."""

from __future__ import annotations

from tests.support import CONFIG, Portal, article

UJI = f"{CONFIG}theme: uji\nregions:\n  Jawa Tengah: [Kota Semarang]\n"


def themed(portal: Portal, **templates: str) -> None:
    """Have an article, and a theme with templates of its own."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    for name, text in templates.items():
        portal.add(f"themes/uji/templates/{name}.html", text)
    portal.add("site.yaml", UJI)


ASKS = {
    "latest(n=0)": "takes n, a whole number from 1 on, not", "latest('daerah')": "takes n, a whole number from 1 on, not",
    "popular(1.5)": "takes n, a whole number from 1 on, not",
    "latest(tag='x', type='foto')": "latest takes one of category, type, tag, region, author, not tag, type",
    "latest(kanal='daerah')": "latest takes one of category, type, tag, region, author, not kanal",
    "latest(region='Jawa Tengha')": '"Jawa Tengha" is no region of this site', "latest(type='berita')": "latest knows the types",
}  # fmt: skip


def test_a_question_without_an_answer(portal: Portal) -> None:
    """Is a mistake of the template, at its line, not an empty list."""
    themed(portal, **{f"t{n}": f"\n{{% for one in {ask} %}}{{% endfor %}}" for n, ask in enumerate(ASKS)})
    for n in range(len(ASKS)):
        portal.add(f"content/pages/p{n}.md", f"---\ntitle: P\ntemplate: t{n}.html\n---\nIsi.\n")
    found = {one.place: one for one in portal.problems()}
    assert {one.code for one in found.values()} == {"broken-template"}
    for n, said in enumerate(ASKS.values()):
        assert said in found[f"themes/uji/templates/t{n}.html:2"].message


OF = ("tag='Banjir Rob'", "region='Jawa Tengah/Kota Semarang'", "region='Kota Semarang'", "author='aw'")


def test_the_newest_of_what_is_not_there_yet(portal: Portal) -> None:
    """A page that asks for a tag, a region or a person shows the first article as soon as it is there, draft or not."""
    themed(portal, home="".join(f"{{% for one in latest({of}) %}}{{{{ one.title }}}} {{% endfor %}}" for of in OF))
    portal.build()
    assert portal.read("index.html") == ""
    keys = {"tags": "[Banjir Rob]", "region": "Jawa Tengah/Kota Semarang", "author": "Ani Wulan"}
    portal.add("content/daerah/2024/10/b.md", article("Jebol", draft="true", **keys))
    portal.build()
    assert portal.read("index.html") == ""
    portal.edit("content/daerah/2024/10/b.md", "draft: true\n", "")
    portal.build()
    assert portal.read("index.html") == "Jebol Jebol Jebol "
    portal.add("content/authors/ani-wulan.md", "---\nname: Ani Wulan\ninitials: aw\n---\nHalo.\n")
    portal.build()
    assert portal.read("index.html") == "Jebol Jebol Jebol Jebol "
    assert portal.files() == portal.clean()


def test_a_macro_runs_once_for_each_thing(portal: Portal) -> None:
    """A card stands on some twenty pages; a text that reads like markup is another thing than that markup."""
    macro = "{% macro m(x) %}({{ x }}){% endmacro %}"
    asked = ("'<b>'", "'<b>' | safe", "'<b>'", "7", "'7'")
    themed(portal, home=macro + "".join(f"{{{{ ({one}) | once(m) }}}}" for one in asked))
    portal.build()
    assert portal.read("index.html") == "(&lt;b&gt;)(<b>)(&lt;b&gt;)(7)(7)"
