"""Output is parsed, not trusted: nothing that an article holds is anything but text in what is published."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.fuzz import hostile
from tests.quick import LONG, sample
from tests.support import article, indonesian, site


def test_a_link_in_an_alt_text_opens_no_element(tmp_path):
    """What is percent-encoded in an address stays within the alt text that it stands in."""
    portal = site(tmp_path)
    body = "Lihat [ini](/daerah/a.md?/onerror=document.title='X'//) dulu.\n\n![<https://x.example/%00a0%00>](https://b.example/1.png)"
    portal.add("content/daerah/a.md", article(body=body))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert '<img src="https://b.example/1.png" alt="https://x.example/a0" loading="lazy" decoding="async">' in page


def test_a_decoded_address_stops_no_build_and_breaks_no_feed(tmp_path):
    """Numbers of links that do not exist, and characters that XML cannot hold, come to nothing."""
    portal = site(tmp_path)
    for number, text in enumerate(("%00i9%00", "%00wx%00", "%EF%BF%BF", "%01", "%ED%A0%80", "%C2%85")):
        portal.add(f"content/daerah/{number}.md", article(str(number), body=f"x <https://x.example/{text}>"))
    portal.build()
    for path, data in portal.files().items():
        if path.endswith(".xml"):
            ET.fromstring(data)


@pytest.mark.parametrize("seed", sample(range(2), 2))
def test_hostile_articles_are_published_as_text_or_refused(seed):
    """Every file that comes of a site of them is parsed, and holds nothing but what stands on short lists."""
    articles = 100 if LONG else 50
    tally = hostile.run(seed, articles)
    assert tally.fault == ""
    assert tally.published > 0.35 * articles
    assert tally.pages > tally.published


def test_the_grammar_writes_indonesian_keys_too() -> None:
    """Those of groups as well."""
    text = "---\ntitle: a\nphoto: {src: /a.png, credit: b}\n---\ntitle: c\n"
    assert indonesian(text) == "---\njudul: a\nfoto: {berkas: /a.png, kredit: b}\n---\ntitle: c\n"


@pytest.mark.parametrize(
    "html",
    [
        "<img src=/a.png onerror=alert(1)>", "<script>alert(1)</script>", "<script src=/x.js></script>", "<iframe src=/></iframe>", "<svg></svg>",
        "<a href=javascript:alert(1)>a</a>", "<a href=' java&#10;script:alert(1)'>a</a>", "<a href='//b.example'>a</a>", "<a href='\\\\b.example'>a</a>",
        "<img srcset='/a 1w, data:x 2w'>", "<div data-src='data:x'></div>", "<p style='top:0'>a</p>", "<p id='x'>a</p>", "<h2 id='A b'>a</h2>", "<h2 id='x'>a</h2><h2 id='x'>a</h2>", "<p class='x9'>a</p>", "<!-- a -->",
        "<a href=/a><a href=/b>b</a></a>", "<p>a</b></p>", "<p><div>a</div></p>", '<a href="/a"href="/b">a</a>', "<b>a", "a\0", "a\u202e", "&#x202e;",
        "<meta http-equiv=refresh content='0; url=data:x'>", "<script type='application/ld+json'>{]</script>",
        "<script type='application/ld+json'>{\"url\": \"javascript:x\"}</script>",
    ],
)  # fmt: skip
def test_the_lists_have_teeth(html):
    """What they are there to find is found."""
    with pytest.raises((hostile.FaultError, ValueError)):
        hostile.check_html(html, whole=False)


@pytest.mark.parametrize(
    "xml",
    ["<a>&#0;</a>", "<a>\x01</a>", "<a", "<a><loc>javascript:x</loc></a>", "<a><encoded>&lt;svg/&gt;</encoded></a>"],
)
def test_the_lists_have_teeth_in_feeds(xml):
    """The same for XML and the HTML in it."""
    with pytest.raises((hostile.FaultError, ET.ParseError)):
        hostile.check_xml(xml.encode())
