"""Shortcodes of Hugo and tags of Liquid in bodies: what stands for them, and what is told of the rest."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from generator.annex.importing.items import Note
from generator.annex.importing.sources.mapping import Value
from generator.annex.importing.sources.shortcodes import Shortcodes
from generator.annex.importing.sources.tables import Tables

OWN = {
    "kutipan": Value("", take="> {0} ({oleh})"),
    "film": Value("", take="film {id}"),
    "kotak": Value("", take="[{inner}]"),
}


def expanded(body: str) -> tuple[str, list[Note]]:
    """Return a body without blank lines around, and the notes."""
    notes: list[Note] = []
    return Shortcodes(OWN, Tables(".")).expand(body, notes, lambda name: f"/led/{name}/").strip(), notes


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("{{< youtube abcdefghijk >}}", "https://www.youtube.com/watch?v=abcdefghijk"), ('{{< youtube id="abcdefghijk" >}}', "https://www.youtube.com/watch?v=abcdefghijk"),
        ("{{< vimeo 76979871 >}}", "https://vimeo.com/76979871"), ('{{< tweet user="a" id="12" >}}', "https://x.com/a/status/12"),
        ("{{< twitter user='a' id='12' >}}", "https://x.com/a/status/12"), ("{{< x user=a id=12 >}}", "https://x.com/a/status/12"),
        ("{{< instagram B0 >}}", "https://www.instagram.com/p/B0/"), ("{{< gist spf13 7896402 >}}", "[gist.github.com](https://gist.github.com/spf13/7896402)"),
        ('{{< figure src="/a.jpg" alt="A & B" caption="" title="K" >}}', '<figure><img src="/a.jpg" alt="A &amp; B"><figcaption>K  </figcaption></figure>'),
        ('{{< kutipan "Kami siap" >}}', "> Kami siap ()"), ("{{% kutipan Siap oleh=Sari %}}", "> Siap (Sari)"), ("{{< kutipan >}}", ">  ()"),
        ('{{< kutipan "" oleh="" >}}', ">  ()"), ("{{< film x >}}", "film x"),
        ('{{< ref "a.md#b" >}}', "/led/a.md#b/"), ('{{< relref "a.md" >}}', "/led/a.md/"), ('{{ film("x y") }}', "film x y"), ('{{ film(id="x", lebar=3) }}', "film x"),
        *((f"a{{% {name} x %}}b", "ab") for name in "raw endraw highlight endhighlight comment endcomment toc more endfor".split()), ("{{< film `x` >}}", "film x"), ("{{< film x, y >}}", "film x"), ("{{< tema/film x >}}", "film x"), ("{{<film x/>}}", "film x"), ("{{- film('x') -}}", "film x"),
        ("~~~\n{{< film x >}}\n~~~\n{{< film y >}}", "~~~\n{{< film x >}}\n~~~\nfilm y"), ("{{< film id=x>y >}}", "film x&gt;y"), ("{{< tweet user=a id=<b> >}}", "https://x.com/a/status/&lt;b&gt;"), ("{% post_url 2019-12-27-a %}", "/led/2019-12-27-a/"), ("{% link a.md %}", "/led/a.md/"),
        ("{{ site.url }}/a/ {{ site.baseurl }}/b/ {{ .Site.BaseURL }}c/", "/a/ /b/ c/"),
        ("{% raw %}x{% endraw %}", "x"), ("{%- comment -%}x{%- endcomment -%}", "x"), ("{{< /kutipan >}}y", "y"),
        ("Kata{: .tombol} dan {:.kelas #id} dan {#tempat} akhir", "Kata dan  dan  akhir"), ("{bukan} {1}", "{bukan} {1}"),
        ("`{{< youtube a >}}` dan\n```\n{% raw %}\n```", "`{{< youtube a >}}` dan\n```\n{% raw %}\n```"), ("tanpa", "tanpa"),
        ("~~~\na {.x}\n~~~", "~~~\na {.x}\n~~~"), ("a {.x}\r\r\r\n~~~\r{.x}\r~~~\r\n{.x}", "a \r\r\r\n~~~\r{.x}\r~~~"),
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
        ("a {% include iklan.html %} b", "iklan was removed", "{% include iklan.html %}"),
        ("a {{< img kapal >}} b", "img was removed", "{{< img kapal >}}"),
        ("a {{< peta " + 600 * "x" + " >}} b", "peta was removed", "{{< peta " + 491 * "x"),
    ],
)  # fmt: skip
def test_what_nothing_stands_for_is_told(body: str, said: str, before: str) -> None:
    """It goes with a note that has what was written there."""
    text, (note,) = expanded(body)
    assert text == "a  b"
    assert (note.code, note.message, note.before) == ("shortcode", said, before)


def test_an_argument_whose_tags_are_references_is_html() -> None:
    """As programs write a piece of HTML into one; what only names such a sign stays as it is written."""
    assert expanded('{{<embed/raw srcdoc="&lt;p&gt;Kata &amp;amp; &lt;b&gt;laut&lt;/b&gt;&lt;/p&gt;"/>}}') == (
        "<p>Kata &amp; <b>laut</b></p>", [],
    )  # fmt: skip
    text, (note,) = expanded('{{< raw kode="Kata &lt;b&gt; lain" >}}')
    assert (text, note.code) == ("", "words")


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


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('{{< quote author="Sari" >}}Kami\nsiap.{{< /quote >}}', "<blockquote>\n\nKami\nsiap.\n\nSari\n\n</blockquote>"),
        ('{{< quote-block text="Kami" cite="Sari" >}}', "<blockquote>\n\nKami\n\nSari\n\n</blockquote>"),
        ('a {{< button href="/x/" text="Daftar" >}} b', 'a <a href="/x/">Daftar</a> b'),
        ('{{< button url="/x/" >}}Daftar{{< /button >}}', '<a href="/x/">Daftar</a>'),
        ('{{< link "/x/" >}}', "/led//x//"), ('{{< link href="/x/" >}}', '<a href="/x/">/x/</a>'),
        ('{{< video src="/a.mp4" >}}', '<video src="/a.mp4"></video>'),
        ('{% include video id="abcdefghijk" provider="youtube" %}', "https://www.youtube.com/watch?v=abcdefghijk"),
        ('{% include figure.html image_path="/a.jpg" alt="A" caption="K" %}', '<figure><img src="/a.jpg" alt="A"><figcaption> K </figcaption></figure>'),
        ('{% image "a.jpg" "Kata \\"dua\\"" %}', '<figure><img src="a.jpg" alt="Kata &quot;dua&quot;"><figcaption>  </figcaption></figure>'),
        ('{{< youtube id="abcdefghijk" title="Tiga kata ini" >}}', "https://www.youtube.com/watch?v=abcdefghijk"),
        ('{{< note title="T" >}}I{{< /note >}}', "<p><strong>T</strong></p>\n\nI"),
        ("{{< kotak >}}a{{< film x >}}{{< /kotak >}}", "[afilm x]"), ("{{< kotak >}}a", "[]a"),
        ("{{< kotak />}}a{{< kotak >}}b{{< /kotak >}}", "[]a[b]"),
        ("{% raw %}{{< film x >}}{% endraw %}", "{{< film x >}}"),
        ("{{< row >}}isi{{< /row >}}", "isi"),
    ],
)  # fmt: skip
def test_what_shortcodes_of_common_themes_become(body: str, wanted: str) -> None:
    """Quotations, buttons, links, players, pictures and boxes, with what they enclose; nothing is lost."""
    text, notes = expanded(body)
    assert (text, [note for note in notes if note.code == "words"]) == (wanted, [])


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<div class="x">\n{{< foto a.jpg >}}\n</div>', '<div class="x">\n<img src="a.jpg" alt="" />\n</div>'),
        ("<td>{{< tegas kata >}}</td>\n\n{{< tegas kata >}}", "<td><strong>kata</strong></td>\n\n**kata**"),
        ("<div>\n{{< blok >}}dua{{< /blok >}}\n</div>", "<div>\n<blockquote>\n<p>dua</p>\n</blockquote>\n</div>"),
        ("{{< blok >}}satu\ndua{{< /blok >}}", "> satu\n> dua"),
    ],
)
def test_markdown_of_a_map_in_html(body: str, wanted: str) -> None:
    """It becomes HTML there, without blank lines, and stays what it is elsewhere."""
    own = {name: Value("", take=text) for name, text in (("foto", "![{alt}]({0})"), ("tegas", "**{0}**"), ("blok", "\n\n> {inner}\n\n"))}  # fmt: skip
    assert Shortcodes(own, Tables(".")).expand(body, [], str).strip() == wanted


def test_what_a_table_says_of_an_argument(tmp_path: Path) -> None:
    """Its fields stand beside the arguments, which go first."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/kapal.yml").write_text("format: png\nalt: Kapal\n")
    own = {"img": Value("src", table="data", take='<img src="/{src}.{format}" alt="{alt}">')}
    shortcodes = Shortcodes(own, Tables(str(tmp_path)))
    assert shortcodes.expand("{{< img src=kapal >}}", [], str) == '<img src="/kapal.png" alt="Kapal">'
    assert shortcodes.expand('{{< img src=kapal alt="Lain" >}}', [], str) == '<img src="/kapal.png" alt="Lain">'


def test_unknown_shortcodes_by_name() -> None:
    """With their number, a sample, and what a map may say; what they enclose stays."""
    shortcodes = Shortcodes({}, Tables("."))
    body = '{{< kartu judul="Dua kata" >}}isi{{< /kartu >}} {{< foto-kanan src="kapal" >}} {{< unduh file="a.pdf" label="Unduh" >}} {{< kartu >}}'
    assert shortcodes.expand(body, [], str) == "isi   "
    assert [(one.name, one.count, one.line) for one in shortcodes.unknown()] == [
        ("kartu", 2, "{judul} {inner}"), ("foto-kanan", 1, '<img src="{src}" alt="{alt}">'),
        ("unduh", 1, '<a href="{file}">{label}</a>'),
    ]  # fmt: skip
    assert shortcodes.unknown()[0].sample == '{{< kartu judul="Dua kata" >}}'


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ('id="dua kata"', ""), ('alt="dua kata"', ""), ('x="dua kata"', "{x}"), ('x="satu"', ""), ('text="satu"', "{text}"), ('title="satu"', "{title}"),
        ('label="satu"', "{label}"), ('name="satu"', "{name}"), ('href="x"', '<a href="{href}">{href}</a>'), ('url="x" name="y"', '<a href="{url}">{name}</a>'),
        ('link="x"', '<a href="{link}">{link}</a>'), ('src="x"', '<a href="{src}">{src}</a>'), ('path="x"', '<a href="{path}">{path}</a>'), ('file="x"', '<a href="{file}">{file}</a>'), ('x="a.jpg"', '<img src="{x}" alt="{alt}">'),
    ],
)  # fmt: skip
def test_what_a_map_may_say_of_a_shortcode(arguments: str, line: str) -> None:
    """Texts, links and pictures, by the names or the values of its arguments; none that only steer."""
    shortcodes = Shortcodes({}, Tables("."))
    shortcodes.expand(f"{{{{< kartu {arguments} >}}}}", [], str)
    assert [one.line for one in shortcodes.unknown()] == [line]


@pytest.mark.parametrize("piece", ["{{< a ", "{{< a >}}", "{% a ", "{% raw %}", "{{ a(", '{{< a "', "{: .a", "`", "```a\n", "<div>\n{{< a >}}", "{{< a >}}{{< /b >}}"])  # fmt: skip
def test_tags_without_end_cost_no_more_than_their_length(piece: str) -> None:
    """Of a text that is one such tag after another; twice as long takes no four times as long."""
    body = piece * 20_000 + "{{< /a >}}"
    started = time.process_time()
    expanded(body)
    assert time.process_time() - started < 20


def test_pictures_of_known_shortcodes_are_looked_for() -> None:
    """Below the root, as those of front matter are; a map says itself where its own are."""
    own = {"foto": Value("", take='<img src="/x/{src}">')}
    body = '{{< img src="a/b.jpg" >}}|{{< foto src="a/b.jpg" >}}'
    text = Shortcodes(own, Tables(".")).expand(body, [], str, lambda picture: f"/{picture}")
    assert re.findall(r'src="([^"]*)"', text) == ["/a/b.jpg", "/x/a/b.jpg"]


def test_what_steers_a_template_is_no_name_for_a_map() -> None:
    """It is told of where it stands, as what was removed."""
    shortcodes, notes = Shortcodes({}, Tables(".")), list[Note]()
    assert shortcodes.expand("{% if x %}a{% else %}b{% endif %}", notes, str) == "ab"
    assert shortcodes.unknown() == ()
    assert [note.message for note in notes] == ["else was removed", "if was removed"]


def test_the_line_for_a_shortcode_has_the_arguments_of_all_its_calls() -> None:
    """The first one need not have them all."""
    shortcodes = Shortcodes({}, Tables("."))
    shortcodes.expand('{{< gbr src="a" >}} {{< gbr src="b" teks="Kata dua" kosong="" >}}', [], str)
    assert [(one.count, one.sample, one.line) for one in shortcodes.unknown()] == [
        (2, '{{< gbr src="a" >}}', '<a href="{src}">{teks}</a>')
    ]
