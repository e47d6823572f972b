"""The tree of a body becomes one that Markdown can say: each rule by what it makes, and what it notes."""

from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from generator.annex.importing.bodies.tidying import tidy
from generator.annex.importing.bodies.tree import parse
from generator.annex.importing.bodies.wording import Context, Destination
from tests.annex.importing.bodies.test_convert import DESK, made, target, text


def notes(body: str) -> list[tuple[str, str, str, str]]:
    """Return what is noted of a body."""
    return [(one.code, one.message, one.before, one.after) for one in made(body).notes]


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("<script src='/a.js'>x</script>", ("script", "<script>", "/a.js", "")), ("<style>p{}</style>", ("script", "<style>", "p{}", "")),
        ("<canvas>x</canvas>", ("script", "<canvas>", "x", "")), ("<map><area></map>", ("script", "<map>", "", "")),
        ("<svg><text>Kata</text></svg>", ("script", "<svg>", "Kata", "")), ("<form>Kirim <b>ini</b></form>", ("form", "<form>", "Kirim ini", "")),
        ("<select><option>Satu</option></select>", ("form", "<select>", "Satu", "")), ("<button>Tekan</button>", ("form", "<button>", "Tekan", "")),
        ("<input type='checkbox'>", ("form", "<input>", "", "")), ("<iframe src='about:blank'></iframe>", ("embed", "<iframe> shows nothing that has an address, and was removed", "", "")),
        ("<video></video>", ("embed", "<video> shows nothing that has an address, and was removed", "", "")),
        ("<iframe src='https://peta.example/x'></iframe>", ("embed", "<iframe> became a link", "https://peta.example/x", "https://peta.example/x")),
        ("<audio src='/a.mp3'></audio>", ("embed", "<audio> became a link", "/a.mp3", "/a.mp3")),
        ("<p data-bare>https://peta.example/x</p>", ("embed", "an embedded address became a link", "", "https://peta.example/x")),
        ("<a href='#bawah'>ke bawah</a>", ("anchor", '"ke bawah"', "#bawah", "")), ("<a href='javascript:x'>tekan</a>", ("unsafe-link", '"tekan"', "javascript:x", "")),
    ],
)  # fmt: skip
def test_what_goes_is_noted_as_it_was(body: str, note: tuple[str, str, str, str]) -> None:
    """With the element, or the words that stay, and what the source says."""
    found = notes(f"<p>Isi</p>{body}")
    assert [one for one in found if one[0] == note[0]] == [note]


@pytest.mark.parametrize(
    "body",
    [
        "<svg></svg>", "<a href='#'></a>", "<p>a<wbr>b</p>", "<table><colgroup><col></colgroup><tr><td>a</td></tr></table>", "<a href=''>a</a>", "<a href='  '>a</a>",
        "<p><span>a</span> <u>b</u></p>", "<ul><li><input type=checkbox> a</li></ul>", "<p>a <button><a href='/a/'>b</a></button></p>",
    ],
)  # fmt: skip
def test_what_readers_never_saw_goes_without_a_word(body: str) -> None:
    """Nor is a link to nowhere missed, whose words stay."""
    assert notes(f"<p>Isi</p>{body}") == []


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<iframe data-src='https://peta.example/x'></iframe>", "[Lihat di peta.example](https://peta.example/x)"),
        ("<iframe src='about:blank' data-lazy-src='https://peta.example/x'></iframe>", "[Lihat di peta.example](https://peta.example/x)"),
        ("<iframe src=' ' data-litespeed-src='https://peta.example/x'></iframe>", "[Lihat di peta.example](https://peta.example/x)"),
        ("<object><param name='src' value='https://peta.example/x'></object>", "[Lihat di peta.example](https://peta.example/x)"),
        ("<object><param name='lain' value='https://peta.example/x'><p>Isi</p></object>", "Isi"),
        ("<video><source><source src='/b.mp4'></video>", "[Video: b.mp4](/b.mp4)"), ("<video src='/v.mp4'>lama</video>", "[Video: v.mp4](/v.mp4)"),
        ("<source srcset='x'>a", "a"), ("<p>a <b><iframe src='https://peta.example/x'></iframe> c</b></p>", "a\n\n[Lihat di peta.example](https://peta.example/x)\n\n**c**"),
    ],
)  # fmt: skip
def test_a_frame_is_found_wherever_its_address_is(body: str, wanted: str) -> None:
    """Scripts of old sites keep it where no browser looks, until it is shown."""
    assert made(body).text == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>a<br>b<br><br>c<br></p>", "a\\\nb\n\nc"), ("<p>a<br><br><br>c</p>", "a\n\nc"), ("<p><br>a</p>", "a"), ("<div>a<br><br>b</div>", "a\\\nb"),
        ("<p>a <b>b<br><br>c</b> d</p>", "a **b\\\nc** d"), ("<ul><li>a<br></li><li><br>b</li></ul>", "- a\n- b"), ("<p>a<br>  </p><p>b</p>", "a\n\nb"),
        ("<p><i><br>a</i></p>", "*a*"), ("<div>a<br><p>b</p></div>", "a\n\nb"), ("<div><p>a</p><br>b</div>", "a\n\nb"),
    ],
)  # fmt: skip
def test_breaks(body: str, wanted: str) -> None:
    """One is a line, two in a paragraph end it, and at the edge of anything there is none."""
    assert text(body) == wanted


@pytest.mark.parametrize("name", "p div dl pre blockquote figure h1 h2 h3 h4 h5 h6".split())
def test_a_break_beside_a_block_is_none(name: str) -> None:
    """Behind it and before it, whichever block it is."""
    block = f"<{name}>satu</{name}>"
    for body in (f"<div>dua<br>{block}</div>", f"<div>{block}<br>dua</div>"):
        root = parse(body)
        tidy(root, Context(DESK))
        assert root.find(".//br") is None, body


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<h1>Satu <br> dua</h1>", "## Satu dua"), ("<h2><strong>Satu</strong></h2>", "## Satu"), ("<h6>a</h6>", "###### a"),
        ("<h2>Satu <i>dua</i></h2>", "## Satu *dua*"), ("<h3><img src='/a.jpg'><img src='/b.jpg'>Satu</h3>dua", "### Satu\n\n![](/a.jpg)\n\n![](/b.jpg)\n\ndua"),
        ("<h3><a href='/x/'>kata <img src='/a.jpg'></a></h3>", "### [kata](/x/)\n\n![](/a.jpg)"),
    ],
)  # fmt: skip
def test_headings(body: str, wanted: str) -> None:
    """One line of words, the first of them below the headline, and pictures behind it."""
    assert text(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p><b></b>a <i> </i><a href='/x/'>…</a></p>", "a …"), ("<p><a href='/x/'><b> </b></a>a</p>", "a"), ("<p><b>a</b></p>", "**a**"),
        ("<p>a <del>b</del> <s>c</s> <strike>d</strike></p>", "a ~~b~~ ~~c~~ ~~d~~"),
        ("<p><noscript><img src='/a.jpg'></noscript><img src='/a.jpg'> a</p>", "![](/a.jpg) a"), ("<noscript><p>a</p></noscript>", "a"),
        ("<p>a</p><noscript><img src='/a.jpg'></noscript>", "a\n\n![](/a.jpg)"), ("<p><a href='/b.jpg'><img src='/a.jpg'></a></p>", "![](/a.jpg)"),
        ("<p><a href='/b.jpg'>lihat <img src='/a.jpg'></a></p>", "[lihat ![](/a.jpg)](/b.jpg)"),
        ("<div class='wp-block-embed__wrapper'>https://peta.example/x</div>", "https://peta.example/x"),
        ("<p>Lihat https://youtu.be/abcdefghijk</p>", "Lihat https://youtu.be/abcdefghijk"), ("<p>https://youtu.be/abcdefghijk ya</p>", "https://youtu.be/abcdefghijk ya"),
        ("<center><address>a</address></center>", "a"), ("<fieldset>a</fieldset>", "a"),
    ],
)  # fmt: skip
def test_words_stay_and_empty_marks_go(body: str, wanted: str) -> None:
    """What browsers show without any of it is the same."""
    assert made(body).text == wanted


def test_an_address_alone_keeps_each_of_its_signs() -> None:
    """It is no Markdown, whatever it looks like."""
    for body in (
        '<iframe src="https://www.youtube.com/embed/ab_cd_fg*jk"></iframe>', "<p>https://www.youtube.com/watch?v=ab_cd_fg_jk</p>",
        '<blockquote class="twitter-tweet"><a href="https://twitter.com/a_b_c/status/12">x</a></blockquote>',
    ):  # fmt: skip
        last = made(body).text.rpartition("\n")[2]
        assert "_" in last
        assert "\\" not in last


@pytest.mark.parametrize(
    ("classes", "key", "address", "boxed"),
    [
        ("twitter-tweet", "href", "https://twitter.com/x/status/12?ref=1", True), ("instagram-media", "data-instgrm-permalink", "https://www.instagram.com/p/B0abc/?utm=1", True),
        ("tiktok-embed", "cite", "https://www.tiktok.com/@a/video/7012345678901234567", True), ("fb-post", "data-href", "https://www.facebook.com/a/posts/12345", True),
        ("facebook-x", "data-href", "https://m.facebook.com/a/posts/12345", True), ("", "cite", "https://twitter.com/x/status/12", False), ("twitter-tweet", "cite", "https://x.example/status/12", False),
    ],
)  # fmt: skip
def test_a_quoted_post_has_its_box_behind_it(classes: str, key: str, address: str, boxed: bool) -> None:
    """By its class, and wherever its address stands; a quotation of anything else is one and no more."""
    given = f'<a href="{address}">9 Okt</a>' if key == "href" else "akhir"
    attribute = "" if key == "href" else f' {key}="{address}"'
    found = made(f'<blockquote class="{classes}"{attribute}><p>Isi</p>{given}</blockquote><p>Lalu</p>').text
    assert found.endswith(f"\n\n{address.partition('?')[0]}\n\nLalu" if boxed else "\n\nLalu")
    assert (address.partition("?")[0] in found.split("\n")) is boxed


@pytest.mark.parametrize(
    ("html", "tree", "added", "removed"),
    [
        ("<p>a</p><script>satu dua</script>", "<p>a</p>", "", ""), ("<svg>satu<title>x</title></svg>", "", "", "satu"),
        ("<form>satu</form>", "", "", "satu"),
        ("<video src=/v.mp4>lama</video>", '<p><a href="/v.mp4">Video: v.mp4</a></p>', "Video: v.mp4 /v.mp4", "lama"),
        ("<iframe src='https://peta.example/x'>lama</iframe>", '<p><a href="https://peta.example/x">Lihat di peta.example</a></p>', "Lihat di peta.example https://peta.example/x", "lama"),
        ("<embed src='https://peta.example/x'>", '<p><a href="https://peta.example/x">Lihat di peta.example</a></p>', "Lihat di peta.example https://peta.example/x", ""),
        ("<object data='https://peta.example/x'>lama</object>", '<p><a href="https://peta.example/x">Lihat di peta.example</a></p>', "Lihat di peta.example https://peta.example/x", "lama"),
        ("<object><param name=movie value='https://peta.example/x'></object>", '<p><a href="https://peta.example/x">Lihat di peta.example</a></p>', "Lihat di peta.example https://peta.example/x", ""),
        ("<audio src=/a.mp3></audio>", '<p><a href="/a.mp3">Audio: a.mp3</a></p>', "Audio: a.mp3 /a.mp3", ""),
        ("<p data-bare>https://peta.example/x</p>", '<p><a href="https://peta.example/x">Lihat di peta.example</a></p>', "https://peta.example/x Lihat di peta.example", "https://peta.example/x"),
        ("<p data-bare> https://youtu.be/abcdefghijk </p>", "<p data-bare>https://youtu.be/abcdefghijk</p>", "https://youtu.be/abcdefghijk", "https://youtu.be/abcdefghijk"),
        ("<p data-bare></p>", "<p></p>", "", ""),
        ("<p>https://peta.example/x</p>", "<p data-bare>https://peta.example/x</p>", "peta.example", "https://peta.example/x"),
        ("<p>https://peta.example/x<img src=/a.jpg></p>", '<p>https://peta.example/x<img src="/a.jpg" alt=""></p>', "", ""),
        ("<p>https://peta.example/x dua</p>", "<p>https://peta.example/x dua</p>", "", ""),
        ("<p><a href='https://peta.example/x'>https://peta.example/x</a></p>", "<p data-bare>https://peta.example/x</p>", "peta.example", "https://peta.example/x"),
        ("<div class='wp-block-embed__wrapper'>https://peta.example/x</div>", '<p class="wp-block-embed__wrapper" data-bare>https://peta.example/x</p>', "peta.example", "https://peta.example/x"),
        ("<div class='wp-block-embed__wrapper'>https://peta.example/x lihat</div>", '<p class="wp-block-embed__wrapper">https://peta.example/x lihat</p>', "", ""),
        ("<div class='wp-block-embed__wrapper'>lihat</div>", '<p class="wp-block-embed__wrapper">lihat</p>', "", ""),
        ("<div class='wp-block-embed__wrapper'><a href='https://peta.example/x y'>https://peta.example/x y</a></div>", '<p class="wp-block-embed__wrapper"><a href="https://peta.example/x%20y">https://peta.example/x y</a></p>', "", ""),
        ("<blockquote class='twitter-tweet'><p>a</p><a href='https://twitter.com/x/status/12?ref=1'>b</a></blockquote>c", '<blockquote class="twitter-tweet"><p>a</p><a href="https://twitter.com/x/status/12?ref=1">b</a></blockquote><p data-bare>https://twitter.com/x/status/12</p>c', "https://twitter.com/x/status/12", ""),
        ("<a href='/b.jpg'></a>", "", "", ""), ("<a href='/b.jpg' class=x><img src=/a.jpg></a>", '<img src="/a.jpg" alt="">', "", ""),
        ("<a href='/b.jpg'>a</a>", '<a href="/b.jpg">a</a>', "", ""),
        ("<p><i>…</i><i>a</i><em>-</em><s>-</s><del>-</del><strike>-</strike><b>-</b><strong>-</strong><u>-</u></p>", "<p>…<i>a</i>-------</p>", "", ""),
        ("<h5 id=lima>Lima</h5><a href='#lima' class=x>a</a>", '<h5 id="lima">Lima</h5><a href="#lima">a</a>', "", ""),
        ("<h1>a</h1><h2 id=x>b</h2><h3 id=y>c</h3><h4>d</h4><h6 id=z>e</h6><a href='#a'>a</a><a href='#x'>x</a><a href='#y'>y</a><a href='#z'>z</a><a href='#d'>d</a>", '<h2>a</h2><h2 id="x">b</h2><h3 id="y">c</h3><h4>d</h4><h6 id="z">e</h6><a href="#a">a</a><a href="#b">x</a><a href="#c">y</a><a href="#e">z</a><a href="#d">d</a>', "", ""),
        ("<h2>Satu Dua!</h2><a href='#satu-dua'>x</a><a href='#satu%2Ddua'>y</a>", '<h2>Satu Dua!</h2><a href="#satu-dua">x</a><a href="#satu-dua">y</a>', "", ""),
        ("<h2>a<p>b</p><div>c</div><br>d</h2>", "<h2>a</h2><p>b</p><div>c</div>d", "", ""),
        ("<h2><a href=/x/><img src=/a.jpg></a>b</h2>c", '<h2>b</h2><p><a href="/x/"><img src="/a.jpg" alt=""></a></p>c', "", ""),
        ("<h2>a<a href=/x/>k<img src=/a.jpg></a></h2>c", '<h2>a<a href="/x/">k</a></h2><p><img src="/a.jpg" alt=""></p>c', "", ""),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>", "", ""),
        ("<ul class=gallery><li><img src=/a.jpg></li></ul>", '<div class="gallery"><div><img src="/a.jpg" alt=""></div></div>', "", ""),
        ("<ul class=gallery><li>a</li></ul>", '<ul class="gallery"><li>a</li></ul>', "", ""), ("<p>a<!--x-->b</p>", "<p>ab</p>", "", ""),
        ("<a href='tel:1'>a</a>", '<a href="tel:1">a</a>', "", ""),
        ("<picture><source srcset=x><img src=/a.jpg></picture>", '<img src="/a.jpg" alt="">', "", ""),
        ("<p>x<b><br>a</b></p>", "<p>x<br><b>a</b></p>", "", ""), ("<p>x<b>a<br></b>y</p>", "<p>x<b>a</b><br>y</p>", "", ""),
        ("<p>x<br></p>", "<p>x</p>", "", ""), ("<div>a<br><p>b</p></div>", "<div>a<p>b</p></div>", "", ""),
        ("<div><p>a</p><br>b</div>", "<div><p>a</p>b</div>", "", ""), ("<div>a<br><br>b</div>", "<div>a<br>b</div>", "", ""),
        ("<p>a<br><i>b</i></p>", "<p>a<br><i>b</i></p>", "", ""),
        ("<div class='wp-block-embed__wrapper'>http://</div>", '<p class="wp-block-embed__wrapper">http://</p>', "", ""),
        ("<p data-bare>https:///x lalu</p>", "<p>https:///x lalu</p>", "", ""),
        ("<p>x<i><iframe src='https://peta.example/x'></iframe></i>y</p>", '<p>x</p><p><a href="https://peta.example/x">Lihat di peta.example</a></p><p>y</p>', "Lihat di peta.example https://peta.example/x", ""),
        ("<h2><a href=/x/>a</a><img src=/a.jpg></h2>b", '<h2><a href="/x/">a</a></h2><p><img src="/a.jpg" alt=""></p>b', "", ""),
        ("<h2><img src=/a.jpg></h2>", '<h2></h2><p><img src="/a.jpg" alt=""></p>', "", ""),
        ("<p>a<br>&nbsp;<br>b</p>", "<p>a</p><p>\xa0b</p>", "", ""), ("<li><p>a<br></p></li>", "<li><p>a</p></li>", "", ""),
        ("<u><br>a</u>b", "ab", "", ""),
        ("<p>a<wbr>b</p>", "<p>ab</p>", "", ""),
        *((f"<table>{columns}<tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr></table>", "", "") for columns in ("<colgroup><col></colgroup>", "<colgroup></colgroup>", "<col>", "<col><col>")),
        ("<video src=/v.mp4><track></video>", '<p><a href="/v.mp4">Video: v.mp4</a></p>', "Video: v.mp4 /v.mp4", ""),
        ("<p>a<param>b<source>c</p>", "<p>abc</p>", "", ""), ("<noscript>a<p>b</p></noscript>", "a<p>b</p>", "", ""),
        ("<p><noscript>a</noscript><img src=/a.jpg></p>", '<p>a<img src="/a.jpg" alt=""></p>', "", ""),
        ("<img src=/a.jpg><noscript><img src=/a.jpg></noscript>", '<img src="/a.jpg" alt="">', "", ""),
        ("<noscript><img src=/a.jpg></noscript><p>a</p>", '<img src="/a.jpg" alt=""><p>a</p>', "", ""),
        ("<h2><a name=x>a</a></h2><a href='#x'>b</a>", '<h2>a</h2><a href="#a">b</a>', "", ""),
        ("<h2>a</h2><h2>a</h2><a href='#a-2'>b</a><a href='#a'>c</a>", '<h2>a</h2><h2>a</h2><a href="#a-2">b</a><a href="#a">c</a>', "", ""),
        ("<h5>a b</h5><a href='#a-b'>c</a>", '<h5>a b</h5><a href="#a-b">c</a>', "", ""),
        ("<h2>Satu, dua (2)</h2><a href='#satu-dua-2'>a</a>", '<h2>Satu, dua (2)</h2><a href="#satu-dua-2">a</a>', "", ""),
        ("<h2 id=x> </h2><a href='#x'>a</a>", '<h2 id="x"> </h2>a', "", ""),
        ("<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>", "<p data-bare>https://www.youtube.com/watch?v=abcdefghijk</p>", "https://www.youtube.com/watch?v=abcdefghijk", ""),
        ("<p>a <b>b<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>c</b></p>", "<p>a <b>b</b></p><p data-bare>https://www.youtube.com/watch?v=abcdefghijk</p><p><b>c</b></p>", "https://www.youtube.com/watch?v=abcdefghijk", ""),
        ("<blockquote class='twitter-tweet' cite='https://youtu.be/abcdefghijk'>a</blockquote>", '<blockquote class="twitter-tweet" cite="https://youtu.be/abcdefghijk">a</blockquote>', "", ""),
        ("<b><blockquote class='twitter-tweet' cite='https://twitter.com/x/status/12'>a</blockquote>b</b>", '<b><blockquote class="twitter-tweet" cite="https://twitter.com/x/status/12">a</blockquote></b><p data-bare>https://twitter.com/x/status/12</p><b>b</b>', "https://twitter.com/x/status/12", ""),
        ("<blockquote class='x' cite='https://twitter.com/x/status/12'>a</blockquote>", '<blockquote class="x" cite="https://twitter.com/x/status/12">a</blockquote>', "", ""),
        ("<blockquote class='tiktok' cite='https://twitter.com/x/'>a<a href='https://twitter.com/x/status/1'>b</a><a href='https://twitter.com/x/status/2?s=1'>c</a></blockquote>", '<blockquote class="tiktok" cite="https://twitter.com/x/">a<a href="https://twitter.com/x/status/1">b</a><a href="https://twitter.com/x/status/2?s=1">c</a></blockquote><p data-bare>https://twitter.com/x/status/2</p>', "https://twitter.com/x/status/2", ""),
        ("<p>a<a href=''>b</a><a>c</a><a href='#'>d</a><a href='#y'>e</a><a href='javascript:x'>f</a></p>", "<p>abcdef</p>", "", ""),
        ("<iframe></iframe>a", "a", "", ""), ("<embed src='about:blank'>a", "a", "", ""), ("<object><p>a</p></object>", "<p>a</p>", "", ""),
        ("<object data='x'>a<p>b</p></object>", "<p>b</p>", "", ""), ("<b>a<object><p>b</p></object></b>", "<b>a</b><p>b</p>", "", ""),
        ("<video>a</video>", "", "", "a"),
        ("<p>a<b><a href='/b.jpg'><img src=/a.jpg></a></b></p>", '<p>a<b><img src="/a.jpg" alt=""></b></p>', "", ""),
        ("<a href='/b.jpg'><img src=/a.jpg>k</a>", '<a href="/b.jpg"><img src="/a.jpg" alt="">k</a>', "", ""),
        ("<a href='/x/'><img src=/a.jpg></a>", '<a href="/x/"><img src="/a.jpg" alt=""></a>', "", ""),
        ("<ul><li><input type=checkbox>a</li><li><input type=checkbox checked>b</li><li><input type=text>c</li></ul>", "<ul><li>[ ] a</li><li>[x] b</li><li>c</li></ul>", "", ""),
        ("<p><input type=checkbox>a</p>", "<p>a</p>", "", ""),
        ("<p><a href=/x/><button>a</button></a><button>b<a href=/y/>c</a></button><button>d</button></p>", '<p><a href="/x/">a</a>b<a href="/y/">c</a></p>', "", "d"),
        ("<p>  https://x.example/a </p>", "<p data-bare>https://x.example/a</p>", "x.example", "https://x.example/a"),
        ("<p>http</p>", "<p>http</p>", "", ""), ("<p>lihat https://x.example/a</p>", "<p>lihat https://x.example/a</p>", "", ""),
        ("<p><b>https://x.example/a</b></p>", "<p data-bare>https://x.example/a</p>", "x.example", "https://x.example/a"),
        ("<p><b>https://youtu.be/abcdefghijk</b></p>", "<p data-bare>https://youtu.be/abcdefghijk</p>", "youtu.be", "https://youtu.be/abcdefghijk"),
        ("<i><p>https://youtu.be/abcdefghijk</p></i>", "<p data-bare>https://youtu.be/abcdefghijk</p>", "youtu.be", "https://youtu.be/abcdefghijk"),
        ("<div class='wp-block-embed__wrapper x'>\n https://youtu.be/abcdefghijk\n</div>", '<p class="wp-block-embed__wrapper x" data-bare>https://youtu.be/abcdefghijk</p>', "youtu.be", "https://youtu.be/abcdefghijk"),
        ("<div class='x'>https://youtu.be/abcdefghijk</div>", '<div class="x">https://youtu.be/abcdefghijk</div>', "", ""),
        ("<p>a<br></p><p><br>b</p>", "<p>a</p><p>b</p>", "", ""), ("<p>a <i>b<br></i></p>", "<p>a <i>b</i></p>", "", ""),
        ("<p>a<i><br></i>b</p>", "<p>a<br>b</p>", "", ""), ("<p><i>a<br><br>b</i></p>", "<p><i>a<br>b</i></p>", "", ""),
        ("<p>a<br><br><br>b</p>", "<p>a</p><p>b</p>", "", ""), ("<p><br></p>", "<p></p>", "", ""),
        ("<p>a<br> <br>b</p>", "<p>a</p><p> b</p>", "", ""), ("<p>a<br>b<br>c</p>", "<p>a<br>b<br>c</p>", "", ""),
        ("<li>a<br><ul><li>b</li></ul></li>", "<li>a<ul><li>b</li></ul></li>", "", ""),
        ("<table><tr><td>a<br></td></tr></table>", "<table><tr><td>a</td></tr></table>", "", ""),
        ("<h2>a<b>b</b><br>c</h2>", "<h2>ab c</h2>", "", ""), ("<h3><b>a</b></h3>", "<h3>a</h3>", "", ""), ("<h1>a</h1>", "<h2>a</h2>", "", ""),
        ("<h2>a<img src=/a.jpg>b<img src=/b.jpg></h2>c", '<h2>ab</h2><p><img src="/a.jpg" alt=""></p><p><img src="/b.jpg" alt=""></p>c', "", ""),
        ("<h2><i><a href=/x/><img src=/a.jpg></a></i></h2>", '<h2></h2><p><a href="/x/"><img src="/a.jpg" alt=""></a></p>', "", ""),
        ("<p>a<svg></svg>b<canvas>x</canvas>c</p>", "<p>abc</p>", "", "x"), ("<p>a <span>b</span> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <font>b</font> c</p>", "<p>a b c</p>", "", ""), ("<p>a <u>b</u> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <ins>b</ins> c</p>", "<p>a b c</p>", "", ""), ("<p>a <mark>b</mark> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <small>b</small> c</p>", "<p>a b c</p>", "", ""), ("<p>a <big>b</big> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <abbr>b</abbr> c</p>", "<p>a b c</p>", "", ""), ("<p>a <acronym>b</acronym> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <q>b</q> c</p>", "<p>a b c</p>", "", ""), ("<p>a <cite>b</cite> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <kbd>b</kbd> c</p>", "<p>a b c</p>", "", ""), ("<p>a <samp>b</samp> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <var>b</var> c</p>", "<p>a b c</p>", "", ""), ("<p>a <tt>b</tt> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <label>b</label> c</p>", "<p>a b c</p>", "", ""), ("<p>a <time>b</time> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <bdi>b</bdi> c</p>", "<p>a b c</p>", "", ""), ("<p>a <bdo>b</bdo> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <ruby>b</ruby> c</p>", "<p>a b c</p>", "", ""), ("<p>a <rt>b</rt> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <rp>b</rp> c</p>", "<p>a b c</p>", "", ""), ("<p>a <dfn>b</dfn> c</p>", "<p>a b c</p>", "", ""),
        ("<p>a <picture>b</picture> c</p>", "<p>a b c</p>", "", ""), ("<center>b</center>", "b", "", ""), ("<address>b</address>", "b", "", ""),
        ("<fieldset>b</fieldset>", "b", "", ""), ("<p>a</p><style>b</style><p>c</p>", "<p>a</p><p>c</p>", "", ""),
        ("<p>a</p><template>b</template><p>c</p>", "<p>a</p><p>c</p>", "", ""), ("<p>a</p><applet>b</applet><p>c</p>", "<p>a</p><p>c</p>", "", "b"),
        ("<p>a</p><map>b</map><p>c</p>", "<p>a</p><p>c</p>", "", "b"), ("a<link>b<meta>c<base>d", "abcd", "", ""),
        ("<select><option>a</option></select>b<textarea>c</textarea>", "b", "", "c a"),
        ("<a href=/x/>b<p data-bare>https://youtu.be/abcdefghijk</p>c</a>", '<a href="/x/">b</a><p data-bare>https://youtu.be/abcdefghijk</p><a href="/x/">c</a>', "https://youtu.be/abcdefghijk", "https://youtu.be/abcdefghijk"),
        ("<b><div class='wp-block-embed__wrapper'>https://youtu.be/abcdefghijk</div>d</b>", '<p class="wp-block-embed__wrapper" data-bare>https://youtu.be/abcdefghijk</p><b>d</b>', "youtu.be", "https://youtu.be/abcdefghijk"),
        ("<a href=/x/>b<p data-bare>https://peta.example/x</p>c</a>", '<a href="/x/">b</a><p><a href="https://peta.example/x">Lihat di peta.example</a></p><a href="/x/">c</a>', "https://peta.example/x Lihat di peta.example", "https://peta.example/x"),
    ],
)  # fmt: skip
def test_the_tree_and_the_words_that_it_gains_and_loses(html: str, tree: str, added: str, removed: str) -> None:
    """All that differs from the source is meant to, and counted."""
    bench = Context(DESK)
    root = parse(html)
    tidy(root, bench)
    written = etree.tostring(root, encoding="unicode", method="html").replace('data-bare=""', "data-bare")
    assert written == f"<div>{tree}</div>"
    assert sorted(bench.added.elements()) == sorted(added.split())
    assert sorted(bench.removed.elements()) == sorted(removed.split())


def test_what_is_noted_of_a_script_is_short() -> None:
    """Its beginning says which one it is."""
    ((code, said, before, after),) = notes(f"<p>Isi</p><script>{201 * 'x'}</script>")
    assert (code, said, before, after) == ("script", "<script>", 200 * "x", "")


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        ("<a href='/x/'>a</a>", [("moved", "/x/", "/x/")]), ("<a href='/x/'><img src='/a.jpg'></a>", [("moved", "/a.jpg", "/a.jpg"), ("moved", "/x/", "/x/")]), ("<a href='javascript:x'> a  b </a>", [("unsafe-link", '"a b"', "javascript:x")]),
    ],
)  # fmt: skip
def test_what_the_desk_says_of_an_address_is_noted(body: str, notes: list[tuple[str, str, str]]) -> None:
    """Of a link and of a picture, with the address as it was."""

    def said(address: str) -> Destination:
        return replace(target(address), note="moved") if target(address).address else Destination("")

    bench = Context(replace(DESK, link=said, picture=said))
    tidy(parse(body), bench)
    assert [(one.code, one.message, one.before) for one in bench.notes] == notes


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        *((f'<img src="/kecil.jpg" {key}="/a.jpg" alt="A">', "![A](/a.jpg)") for key in ("data-orig-file", "data-lazy-src", "data-src", "data-original")), ('<img src="blob:x" data-src="/a.jpg">', "![](/a.jpg)"), ('<img src="about:blank" data-src="/a.jpg">', "![](/a.jpg)"), ('<img data-src="data:image/gif;base64,R0" src="/a.jpg">', "![](/a.jpg)"), ('<img data-src="blob:x" src="/a.jpg">', "![](/a.jpg)"),
        ('<img src=" /a.jpg " alt=" A  B ">', "![A B](/a.jpg)"), ('<p>a <img class="emoji" src="/e.png" alt="🙂"> b</p>', "a 🙂 b"), ('<p><img class="emojis" src="/a.jpg" alt="x"> b</p>', "![x](/a.jpg) b"),
        ('<p>a <img src="/p.gif" width="0" height="0px">b</p>', "a b"), ('<p>a<img src="/a.jpg" width="1" height="20">b</p>', "a![](/a.jpg)b"),
        ('<figure><img src="/a.jpg"><p>Sisa</p></figure>', "![](/a.jpg)\n\nSisa"), ('<figure><img src="/a.jpg"><img src="/b.jpg"><figcaption>K</figcaption></figure>', "![](/a.jpg)![](/b.jpg)\n\nK"),
        ('<figure><table><tr><td><img src="/a.jpg"></td></tr></table><figcaption>K</figcaption></figure>', "| ![](/a.jpg) |\n| ----------- |\n\nK"), ('<figure><figure><img src="/a.jpg"><figcaption>K</figcaption></figure><figcaption>L</figcaption></figure>', '![](/a.jpg "K")\n\nL'),
        ('<ul><li><figure><img src="/a.jpg"><figcaption>K</figcaption></figure></li></ul>', "- ![](/a.jpg) K"), ('<blockquote><figure><img src="/a.jpg"><figcaption>K</figcaption></figure></blockquote>', "> ![](/a.jpg) K"),
        ('<ul class="gallery"><li><figure><img src="/a.jpg"><figcaption>K</figcaption></figure></li></ul>', "![](/a.jpg) K"), ('<ul class="gallery"><li>a</li></ul>', "- a"), ('<figure><a href="/x/"><img src="/a.jpg"></a></figure>', "[![](/a.jpg)](/x/)"),
        ('<figure data-file="8"></figure>', '![Teks alt](https://lama.example/a.jpg "Keterangan lama")'), ('<figure data-file="8"><figcaption>K</figcaption></figure>', '![Teks alt](https://lama.example/a.jpg "K")'), ('<figure data-file="8"><img src="/b.jpg" alt="B"></figure>', '![B](/b.jpg "Keterangan lama")'),
        ('<p>a</p><figure data-file="99"></figure>', "a"),
    ],
)  # fmt: skip
def test_pictures_and_figures(body: str, wanted: str) -> None:
    """Wherever the old site kept the address, and wherever there is room for a caption."""
    found = made(body)
    assert (found.text, found.lost, found.come) == (wanted, (), ())


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        ('<img src="/p.gif" width="1" height="1px">', [("script", "a tracking pixel", "/p.gif")]), ("<img alt=A>", [("missing-media", "a picture has no address", "")]), ('<img src="javascript:x">', [("missing-media", 'the picture "javascript:x" cannot be shown', "javascript:x")]),
        ('<figure data-file="99"></figure>', [("missing-media", 'the picture "99" of a gallery is not in the source', "")]), ('<figure data-file=""></figure>', []), ('<figure data-file="99"><img src="/a.jpg"></figure>', []),
        ('<figure><a href="/x/"><img src="/a.jpg"></a><figcaption>K</figcaption></figure>', [("caption-link", "the link around a picture with a caption", "/x/"), ("caption-link", '""', "/x/")]),
        ('<figure><img src="/a.jpg"><figcaption><a href="/x/">K</a></figcaption></figure>', [("caption-link", '"K"', "/x/")]), ('<figure><img src="/a.jpg"><figcaption>K</figcaption></figure>', []), ('<img src="/a.jpg" width="1" height="2">', []),
    ],
)  # fmt: skip
def test_what_is_noted_of_pictures(body: str, notes: list[tuple[str, str, str]]) -> None:
    """What readers will miss, with its address."""
    assert [(one.code, one.message, one.before) for one in made(f"<p>Isi</p>{body}").notes] == notes


def test_signs_of_markup_in_a_caption_are_words() -> None:
    """None of them is lost, and none comes."""
    found = made(
        "<figure><img src='/a.jpg'><figcaption>Rp5 &lt; Rp9 &amp;lt; &quot;x&quot; &lt;b&gt;</figcaption></figure>"
    )
    assert (found.lost, found.come, found.problems) == ((), (), ())
    assert found.body.links[0].caption == 'Rp5 < Rp9 &lt; "x" <b>'
