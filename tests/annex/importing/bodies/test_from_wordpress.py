"""What WordPress does to a body before readers see it."""

from __future__ import annotations

import pytest

from generator.annex.importing.bodies.from_wordpress import BREAK, paragraphs, to_html
from generator.annex.importing.bodies.wording import Context, Destination, Lookups
from generator.annex.importing.items import File

FILES = {"8": File("8", "https://lama.example/a.jpg"), "9": File("9", "https://lama.example/b.mp4")}


def bench() -> Context:
    return Context(Lookups(link=Destination, picture=Destination, file=FILES.get, attached=FILES.values))


def made(body: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the HTML of a body without line ends, and code, words and source of each note."""
    used = bench()
    html = to_html(body, used)
    return html.replace("\n", ""), [(one.code, one.message, one.before) for one in used.notes]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Satu", "<p>Satu</p>"), ("Satu\nDua", "<p>Satu<br>Dua</p>"), ("Satu\n\nDua", "<p>Satu</p>\n<p>Dua</p>"), ("Satu\n \t\xa0\n\n Dua", "<p>Satu</p>\n<p>Dua</p>"),
        ("Satu<p>Dua</p>Tiga", "<p>Satu</p>\n<p>Dua</p>\n<p>Tiga</p>"), ("<hr />Satu", "<hr />\n<p>Satu</p>"), ("<b>Satu</b>", "<p><b>Satu</b></p>"),
        ("Satu<H2 class=a>Dua</H2 >", "<p>Satu</p>\n<H2 class=a>Dua</H2 >"), ("a\n\n<pre>x\n\ny</pre>\n\nb", "<p>a</p>\n<pre>x\n\ny</pre>\n<p>b</p>"),
        ("<script>\n\nx", "<script>\n\nx"), ("<style>a</style>\nb", "<style>a</style>\n<p>b</p>"), ("<table><tr><td>a</td></tr></table>", "<table>\n<tr>\n<td>a</td>\n</tr>\n</table>"),
    ],
)  # fmt: skip
def test_blank_lines_part_paragraphs(text: str, html: str) -> None:
    """But for what is a block already, and what is shown as it is."""
    assert paragraphs(text) == html


@pytest.mark.parametrize(
    "tag",
    [
        "table", "thead", "tfoot", "caption", "col", "colgroup", "tbody", "tr", "td", "th", "div", "dl", "dd", "dt", "ul", "ol", "li", "form", "fieldset", "legend", "address", "blockquote", "p", "h1", "h6",
        "section", "article", "aside", "nav", "header", "footer", "main", "figure", "figcaption", "details", "summary", "iframe", "video", "audio", "center", "TABLE",
    ],
)  # fmt: skip
def test_a_block_is_a_paragraph_of_its_own(tag: str) -> None:
    """Whatever stands beside it."""
    assert paragraphs(f"a<{tag}>b</{tag}>c") == f"<p>a</p>\n<{tag}>b</{tag}>\n<p>c</p>"


@pytest.mark.parametrize("tag", ["pre", "script", "style", "textarea", "PRE"])
def test_what_is_shown_as_it_is_written_stays(tag: str) -> None:
    """With its blank lines."""
    assert paragraphs(f"a\n<{tag}>b\n\nc</{tag} >d") == f"<p>a</p>\n<{tag}>b\n\nc</{tag} >\n<p>d</p>"


@pytest.mark.parametrize(
    ("body", "html", "blocks"),
    [
        ("<!-- wp:paragraph --><p>a\nb</p><!-- /wp:paragraph -->", "<p>ab</p>", ""), ("a<!-- wp:x -->b<!-- wp:y -->c<!-- /wp:y -->d<!-- /wp:x -->e", "<p>a</p>bcd<p>e</p>", ""),
        ("a<!-- /wp:x -->b", "a<p>b</p>", ""), ('a<!-- wp:latest-posts {"n":3} /-->b<!-- wp:acf/kotak /-->', "<p>ab</p>", "latest-posts, acf/kotak"),
        ("a<!-- wp:more /--><!-- wp:spacer /--><!-- wp:separator /--><!-- wp:nextpage /-->", "<p>a</p>", ""), ("a<!--nextpage-->b", f"<p>a</p>{BREAK}<p>b</p>", ""),
        ("<!-- wp:x --><!-- wp:y -->a\n\nb<!-- /wp:y -->c\n\nd<!-- /wp:x -->e\n\nf", "abcd<p>e</p><p>f</p>", ""), ("<!-- wp:x -->a\n\nb", "ab", ""),
        ("<!-- nextpage -->", "<hr data-break>", ""), ("a<!-- wp:a /--><!-- wp:b /--><!-- wp:a /-->", "<p>a</p>", "a, b"),
        ("<!-- wp:x/y2-z/ -->", "", "x/y2-z/"), ("<!-- wp:X /-->", "", ""),
        ("a<!-- /wp:x --><!-- wp:x -->b\n\nc<!-- /wp:x -->d\n\ne", "abc<p>d</p><p>e</p>", ""),
        ("a<!-- biasa -->b", "<p>ab</p>", ""), ("a<!-- tak berakhir", "<p>a</p>", ""),
    ],
)  # fmt: skip
def test_blocks_are_html_already(body: str, html: str, blocks: str) -> None:
    """What stands between them is not; those without content of their own are noted."""
    found, notes = made(body)
    assert found == html
    assert [(code, said) for code, said, _ in notes] == ([("dynamic-block", blocks)] if blocks else [])


GONE = "names no address and was removed"


@pytest.mark.parametrize(
    ("body", "html", "notes"),
    [
        ("[[kotak]]", "<p>[kotak]</p>", []), ("[sic] begitu", "<p>[sic] begitu</p>", []), ("[kotak_info]", "<p></p>", [("shortcode", '"[kotak_info]" was removed', "[kotak_info]")]),
        ("[kotak a=1]", "<p></p>", [("shortcode", '"[kotak]" was removed', "[kotak a=1]")]), ("[kotak-a]isi[/kotak-a]", "<p>isi</p>", [("shortcode", '"[kotak-a]" was removed', "[kotak-a]")]),
        ("a[/kotak]", "<p>a[/kotak]</p>", []), ("[tweet]https://x.example/1[/tweet]", "<p data-bare>https://x.example/1</p>", []), ("[tweet https://x.example/1]", "<p data-bare>https://x.example/1</p>", []),
        ("[embed url='https://x.example/?a&b' /]", "<p data-bare>https://x.example/?a&amp;b</p>", []), ("[youtube abcdefghijk]", "<p data-bare>https://www.youtube.com/watch?v=abcdefghijk</p>", []),
        ("[youtube id=abcdefghijk]", "<p data-bare>https://www.youtube.com/watch?v=abcdefghijk</p>", []), ("[youtube]abcdefghijk[/youtube]", "<p data-bare>https://www.youtube.com/watch?v=abcdefghijk</p>", []),
        ("[youtube abcdefghij]", "<p></p>", [("shortcode", f'"[youtube]" {GONE}', "[youtube abcdefghij]")]), ("[vimeo 12]", "<p></p>", [("shortcode", f'"[vimeo]" {GONE}', "[vimeo 12]")]),
        ("[caption id='attachment_8']<img src=a> Kata[/caption]", '<figure data-file="8"><img src=a><figcaption>Kata</figcaption></figure>', []),
        ("[caption caption=Kata]<a href=b><img src=a></a>[/caption]", '<figure data-file=""><a href=b><img src=a></a><figcaption>Kata</figcaption></figure>', []),
        ("[gallery ids='8, 9']", '<figure data-file="8"></figure><figure data-file="9"></figure>', []), ("[gallery include=9]", '<figure data-file="9"></figure>', []),
        ("[gallery exclude='8,']", '<figure data-file="9"></figure>', []), ("[gallery]", '<figure data-file="8"></figure><figure data-file="9"></figure>', []),
        ("[gallery exclude='8,9']", "", [("shortcode", "a gallery names no pictures, and the source has none that belong to the article", "")]),
        ("[video mp4=a.mp4 webm=b.webm]", '<video src="a.mp4"></video>', []), ("[audio src='a.mp3']", '<video src="a.mp3"></video>', []), ("[playlist ids='9,7']", '<video src="https://lama.example/b.mp4"></video>', []),
        ("[video]Lihat https://x.example/a.mp4[/video]", '<p>Lihat</p><video src="https://x.example/a.mp4"></video>', []), ("[video]", "<p></p>", [("shortcode", "a player names no file and was removed", "")]),
        ("[tweet]a https://x.example/1 b[/tweet]", "<p>a  b</p><p data-bare>https://x.example/1</p>", []), ("[[kotak]", "<p>[[kotak]</p>", []),
        ("[kotak]]", "<p>[kotak]]</p>", []), ("[[/kotak]]", "<p>[/kotak]</p>", []), ("[[/kotak]", "<p>[[/kotak]</p>", []),
        ("[/kotak]]", "<p>[/kotak]]</p>", []),
        ("[caption]<img src=a> K[/caption]]", '<figure data-file=""><img src=a><figcaption>K</figcaption></figure><p>]</p>', []),
        ("[[caption]<img src=a> K[/caption]", '<p>[</p><figure data-file=""><img src=a><figcaption>K</figcaption></figure>', []),
        ("[kotak_a/]b[/kotak_a]", "<p>b[/kotak_a]</p>", [("shortcode", '"[kotak_a]" was removed', "[kotak_a/]")]),
        ("[kotak_a /]b[kotak_a]c[/kotak_a]", "<p>bc</p>", [("shortcode", '"[kotak_a]" was removed', "[kotak_a /]"), ("shortcode", '"[kotak_a]" was removed', "[kotak_a]")]),
        ("[a_b]x[c_d]y[/a_b]z[/c_d]", "<p>xyz[/c_d]</p>", [("shortcode", '"[c_d]" was removed', "[c_d]"), ("shortcode", '"[a_b]" was removed', "[a_b]")]),
        ("[a_b]x[a_b]y[/a_b]z[/a_b]", "<p>xyz</p>", [("shortcode", '"[a_b]" was removed', "[a_b]")]),
        ("[audio]x[/audio]", "<p>x</p>", [("shortcode", "a player names no file and was removed", "")]),
        ("[youtube]abc[/youtube]", "<p>abc</p>", [("shortcode", '"[youtube]" names no address and was removed', "[youtube]")]),
        ("[youtube id=abcdefghijk]kata[/youtube]", "<p>kata</p><p data-bare>https://www.youtube.com/watch?v=abcdefghijk</p>", []),
        ("[vimeo id=abcdefghijk]", "<p></p>", [("shortcode", '"[vimeo]" names no address and was removed', "[vimeo id=abcdefghijk]")]),
        ("[vimeo]abcdefghijk[/vimeo]", "<p>abcdefghijk</p>", [("shortcode", '"[vimeo]" names no address and was removed', "[vimeo]")]),
        ("[youtube]", "<p></p>", [("shortcode", '"[youtube]" names no address and was removed', "[youtube]")]),
        ("[gallery ids='8,,9,']", '<figure data-file="8"></figure><figure data-file="9"></figure>', []),
        ("[gallery ids=8]x[/gallery]", '<p>x</p><figure data-file="8"></figure>', []),
        ("[playlist ids='9, ,8']", '<video src="https://lama.example/b.mp4"></video><video src="https://lama.example/a.jpg"></video>', []),
        ("[video mp4=a.mp4 ids=9]", '<video src="a.mp4"></video><video src="https://lama.example/b.mp4"></video>', []),
        ("[video mp4='a\"b.mp4']", '<video src="a&quot;b.mp4"></video>', []),
        ("[caption id=8 caption=x]K[/caption]", '<figure data-file="8">K<figcaption>x</figcaption></figure>', []),
        ("[caption]<IMG src=a>[/caption]", '<figure data-file=""><IMG src=a><figcaption></figcaption></figure>', []),
        ("[caption]  <a href=b> <img src=a> </a> K [/caption]", '<figure data-file=""><a href=b> <img src=a> </a><figcaption>K</figcaption></figure>', []),
        ("[wp_caption]K[/wp_caption]", '<figure data-file=""><figcaption>K</figcaption></figure>', []),
        ("[wpvideo src=a]", '<video src="a"></video>', []), ("[sic]isi[/sic]", "<p>isi</p>", [("shortcode", '"[sic]" was removed', "[sic]")]),
        ("[/a_b]", "<p>[/a_b]</p>", []), ("a[/tweet]b", "<p>ab</p>", []),
        ("[tweet]a[/tweet]", "<p>a</p>", [("shortcode", '"[tweet]" names no address and was removed', "[tweet]")]),
        ("[x=1]", "<p>[x=1]</p>", [("brackets", "[x=1]", "")]),
        ("[ex a=1]", "<p></p>", [("shortcode", '"[ex]" was removed', "[ex a=1]")]),
        ("[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_]", "<p>[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_]</p>", []),
        ("[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_]", "<p></p>", [("shortcode", '"[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_]" was removed', "[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_]")]),
        ("[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]", "<p>[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]</p>", []),
        ("[tweet 'https://x.example/1']", "<p data-bare>https://x.example/1</p>", []),
        ('[tweet url="https://x.example/1"]', "<p data-bare>https://x.example/1</p>", []),
        ("[TWEET URL=https://x.example/1]", "<p data-bare>https://x.example/1</p>", []),
        ("[tweet=https://x.example/1]", "<p data-bare>https://x.example/1</p>", []),
        ("[embed]https://x.example/a[b[/embed]", "<p>[b</p><p data-bare>https://x.example/a</p>", []),
        ("[gallery exclude=8]", '<figure data-file="9"></figure>', []),
        ("[gallery exclude=' 8 , 9']", "", [("shortcode", "a gallery names no pictures, and the source has none that belong to the article", "")]),
        ("[kotak______________________________________________________________________]", "<p>[kotak______________________________________________________________________]</p>", []),
        ("[Kotak_A x]i[/KOTAK_a]", "<p>i</p>", [("shortcode", '"[kotak_a]" was removed', "[Kotak_A x]")]), ("a\r\n\r\nb", "<p>a</p><p>b</p>", []),
        ("[video mp4='' webm=b]", '<video src="b"></video>', []),
        ("[playlist ids=9 src=a]", '<video src="a"></video><video src="https://lama.example/b.mp4"></video>', []),
        ("[video]https://x.example/a https://x.example/b[/video]", '<p>https://x.example/b</p><video src="https://x.example/a"></video>', []),
        ("[video src=a.mp4] teks [video src=b.mp4][/video] x", '<video src="a.mp4"></video><p>teks</p><video src="b.mp4"></video><p>x</p>', []),
        ("[audio src=a] [video src=b]x[audio src=c]y[/video] z[/audio]", '<p>x</p><video src="c"></video><p>y</p><video src="b"></video><p>z</p><video src="a"></video>', []),
        ("[kotak_a] b [kotak_a]c[/kotak_a]", "<p> b c</p>", [("shortcode", '"[kotak_a]" was removed', "[kotak_a]")]),
        ("[gallery/]", '<figure data-file="8"></figure><figure data-file="9"></figure>', []), ("[ya/]", "<p>[ya/]</p>", []),
        ("[gallery ids=8 /]", '<figure data-file="8"></figure>', []),
        ("a[[kotak_a]b", "<p>a[b</p>", [("shortcode", '"[kotak_a]" was removed', "[kotak_a]")]), ("[/kotak_a]]", "<p>[/kotak_a]]</p>", []),
        ("[gallery ids=8/]", '<figure data-file="8"></figure>', []), ("[gallery 'ids'=8 IDS=9]", '<figure data-file="9"></figure>', []),
        *((f"[{name} https://x.example/1]", "<p data-bare>https://x.example/1</p>", []) for name in (
            "youtube", "vimeo", "twitter", "instagram", "facebook", "fb", "tiktok", "soundcloud", "spotify", "embed", "dailymotion", "googlemaps", "googlemap", "scribd",
            "slideshare", "telegram", "embedyt", "iframe", "TWEET",
        )),
        *((f"[video {key}=a.x]", '<video src="a.x"></video>', []) for key in ("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flac", "url", "file")),
    ],
)  # fmt: skip
def test_shortcodes(body: str, html: str, notes: list[tuple[str, str, str]]) -> None:
    """Become what readers saw, or are noted; words in brackets stay."""
    assert made(body) == (html, notes)


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("[semi-]", True), ("[anak-anak]", True), ("[red: dsb]", False), ("[red.]", False), ("[Catatan Redaksi]", False), ("[REC]", False), ("[y = x + 2]", True), ("[...]", False),
        ("[latar-belakang yang panjang]", True),
    ],
)  # fmt: skip
def test_brackets_that_no_plug_in_claims_stay(words: str, is_told: bool) -> None:
    """As WordPress prints them; those that a plug-in might have claimed are told."""
    assert made(f"Kata {words} lagi") == (f"<p>Kata {words} lagi</p>", [("brackets", words, "")] if is_told else [])


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[csharp]a[0] = b;\n\nc();[/csharp]", "<pre>a[0] = b;c();</pre>"), ("a[sourcecode language='php']\n&lt;b&gt; [x_y] & <i>\n[/SOURCECODE]b", "<p>a</p><pre>&lt;b&gt; [x_y] &amp; &lt;i&gt;</pre><p>b</p>"),
        ("[code][sql]select[/sql][/code]", "<pre>[sql]select[/sql]</pre>"), ("[/php]a[php]b", "<p>[/php]a[php]b</p>"), ("[php]", "<p>[php]</p>"), ("[[php]]", "<p>[php]</p>"),
        ("[php]a[/php] [sql]b[/sql]", "<pre>a</pre><pre>b</pre>"),
    ],
)  # fmt: skip
def test_code_is_shown_as_it_is(body: str, html: str) -> None:
    """Nothing in it is a shortcode, a tag or a paragraph."""
    assert made(body) == (html, [])


@pytest.mark.parametrize(
    "name",
    (
        "code source sourcecode actionscript3 as3 bash c c-sharp cf coldfusion cpp csharp css delphi diff erl erlang groovy "
        "html java javafx javascript jfx js jscript pas pascal patch perl php pl plain powershell ps py python rails rb ror "
        "ruby scala shell sql text vb vbnet xhtml xml xslt"
    ).split(),
)
def test_code_of_any_language(name: str) -> None:
    """By the names that the plug-in has for them."""
    assert made(f"[{name}][x_y a=1][/{name}]") == ("<pre>[x_y a=1]</pre>", [])


def test_many_beginnings_of_code_without_an_end_take_no_time() -> None:
    """The end is looked for once."""
    assert made("[/php]" + "[php]" * 50_000)[1] == []


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[caption caption='Judul Film']<iframe src='f'></iframe>[/caption]", "<figure data-file=\"\"><iframe src='f'></iframe><figcaption>Judul Film</figcaption></figure>"),
        ("[caption caption='Judul Film']https://x.example/1[/caption]", '<figure data-file="">https://x.example/1<figcaption>Judul Film</figcaption></figure>'),
        ("[embed caption='Judul & Film']https://x.example/1[/embed]", "<p>Judul &amp; Film</p><p data-bare>https://x.example/1</p>"),
    ],
)  # fmt: skip
def test_the_title_of_a_film_is_its_caption(body: str, html: str) -> None:
    """Where the shortcode has it as an attribute, no word of it is lost."""
    assert made(body) == (html, [])
