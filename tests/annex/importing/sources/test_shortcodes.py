"""Shortcodes of Hugo and tags of Liquid in bodies: what stands for them, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.items import Note
from generator.annex.importing.sources.shortcodes import expand, shortcodes_of

TABLE = {**shortcodes_of(""), "kutipan": "> {0} ({oleh})", "film": "film {id}"}


def expanded(body: str) -> tuple[str, list[Note]]:
    """Return a body without blank lines around, and the notes."""
    notes: list[Note] = []
    return expand(body, TABLE, notes, lambda name: f"/led/{name}/").strip(), notes


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("{{< youtube abcdefghijk >}}", "https://www.youtube.com/watch?v=abcdefghijk"), ('{{< youtube id="abcdefghijk" >}}', "https://www.youtube.com/watch?v=abcdefghijk"),
        ("{{< vimeo 76979871 >}}", "https://vimeo.com/76979871"), ('{{< tweet user="a" id="12" >}}', "https://x.com/a/status/12"),
        ("{{< twitter user='a' id='12' >}}", "https://x.com/a/status/12"), ("{{< x user=a id=12 >}}", "https://x.com/a/status/12"),
        ("{{< instagram B0 >}}", "https://www.instagram.com/p/B0/"), ("{{< gist spf13 7896402 >}}", "[gist.github.com](https://gist.github.com/spf13/7896402)"),
        ('{{< figure src="/a.jpg" alt="A & B" caption="" title="K" >}}', '<figure><img src="/a.jpg" alt="A &amp; B"><figcaption>K</figcaption></figure>'),
        ('{{< kutipan "Kami siap" >}}', "> Kami siap ()"), ("{{% kutipan Siap oleh=Sari %}}", "> Siap (Sari)"), ("{{< kutipan >}}", ">  ()"),
        ('{{< kutipan "" oleh="" >}}', ">  ()"), ("{{< film x >}}", "film x"),
        ('{{< ref "a.md#b" >}}', "/led/a.md#b/"), ('{{< relref "a.md" >}}', "/led/a.md/"), ('{{ film("x y") }}', "film x y"), ('{{ film(id="x", lebar=3) }}', "film x"),
        *((f"a{{% {name} x %}}b", "ab") for name in "raw endraw highlight endhighlight comment endcomment include toc more endfor".split()), ("{{< film `x` >}}", "film x"), ("{{< film x, y >}}", "film x"), ("{{< tema/film x >}}", "film x"), ("{{<film x/>}}", "film x"), ("{{- film('x') -}}", "film x"),
        ("~~~\n{{< film x >}}\n~~~\n{{< film y >}}", "~~~\n{{< film x >}}\n~~~\nfilm y"), ("{{< film id=x>y >}}", "film x&gt;y"), ("{{< tweet user=a id=<b> >}}", "https://x.com/a/status/&lt;b&gt;"), ("{% post_url 2019-12-27-a %}", "/led/2019-12-27-a/"), ("{% link a.md %}", "/led/a.md/"),
        ("{{ site.url }}/a/ {{ site.baseurl }}/b/ {{ .Site.BaseURL }}c/", "/a/ /b/ c/"),
        ("{% raw %}x{% endraw %}", "x"), ("{%- comment -%}x{%- endcomment -%}", "x"), ("{{< /kutipan >}}y", "y"),
        ("Kata{: .tombol} dan {:.kelas #id} dan {#tempat} akhir", "Kata dan  dan  akhir"), ("{bukan} {1}", "{bukan} {1}"),
        ("`{{< youtube a >}}` dan\n```\n{% raw %}\n```", "`{{< youtube a >}}` dan\n```\n{% raw %}\n```"), ("tanpa", "tanpa"),
    ],
)  # fmt: skip
def test_what_stands_for_a_shortcode(body: str, wanted: str) -> None:
    """With its arguments by number, by name, or the only one; in code it is text; a tag that shows nothing goes."""
    assert expanded(body) == (wanted, [])


@pytest.mark.parametrize(
    ("body", "said", "before"),
    [
        ('a {{< peta lat="1" >}} b', "peta was removed", '{{< peta lat="1" >}}'),
        ("a {{ page.title }} b", "a value was removed", "{{ page.title }}"),
        ("a {{ peta(1) }} b", "peta was removed", "{{ peta(1) }}"),
        ('a {{< relref path="a.md" >}} b', "relref was removed", '{{< relref path="a.md" >}}'),
        ("a {% galeri x %} b", "galeri was removed", "{% galeri x %}"),
        ("a {{< peta " + 600 * "x" + " >}} b", "peta was removed", "{{< peta " + 491 * "x"),
    ],
)  # fmt: skip
def test_what_nothing_stands_for_is_told(body: str, said: str, before: str) -> None:
    """It goes with a note that has what was written there."""
    text, (note,) = expanded(body)
    assert text == "a  b"
    assert (note.code, note.message, note.before) == ("shortcode", said, before)


def test_words_that_find_no_place_are_told() -> None:
    """An argument of several words that the text for it has no gap for."""
    text, (note,) = expanded('{{< kutipan "Kami siap" judul="Kata dia" >}}')
    assert (text, note.code) == ("> Kami siap ()", "words")
    assert note.message == "words of kutipan are missing: Kata dia"
    assert note.after == "> Kami siap ()"
    assert expanded('{{< kutipan "Kami siap" judul="satu" >}}')[1] == []
    _, (note,) = expanded(f'{{{{< kutipan "x y" a="p q" b="r s" {600 * "z"} >}}}}')
    assert note.message == "words of kutipan are missing: p q; r s"
    assert note.before == f'{{{{< kutipan "x y" a="p q" b="r s" {600 * "z"}'[:500]


def test_a_table_adds_to_the_known_shortcodes(tmp_path: Path) -> None:
    """What is no text in it is passed over."""
    file = tmp_path / "peta.yaml"
    file.write_text("shortcodes:\n  kotak: '[{0}]'\n  youtube: film\n  aneh: [a]\n")
    found = shortcodes_of(str(file))
    assert (found["kotak"], found["youtube"], found["vimeo"][:2]) == ("[{0}]", "film", "\n\n")
    assert "aneh" not in found
    file.write_text("shortcodes: tidak\n")
    assert shortcodes_of(str(file)) == shortcodes_of("")
