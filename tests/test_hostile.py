"""Output is parsed, not trusted: nothing that an article holds is anything but text in what is published."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from tests.fuzz import hostile
from tests.support import CONFIG, Portal, article, site, ssg_here


@pytest.fixture
def portal(tmp_path) -> Portal:
    """A site with a picture, a page, a person and an article to lead to."""
    made = site(tmp_path)
    made.add("content/foto/a.png", hostile.PNG)
    made.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    made.add("content/daerah/2024/10/banjir.md", article("Banjir Surut", "Warga pulang.", tags="[banjir]"))
    return made


def checked_files(portal: Portal) -> None:
    """Parse every file of the output, and fail at anything that is not on short lists."""
    for path, data in portal.files().items():
        hostile.check_file(path, data)


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


@pytest.mark.parametrize(("seed", "articles"), [(0, 30), pytest.param(1, 90, marks=pytest.mark.slow)])
def test_hostile_articles_are_published_as_text_or_refused(seed, articles):
    """Every file that comes of a site of them is parsed, and holds nothing but what stands on short lists."""
    tally = hostile.run(seed, articles)
    assert tally.fault == ""
    assert tally.published > 0.35 * articles
    assert tally.pages > tally.published


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


PAYLOAD = """</script></title></textarea>--><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)' x="""
LITERAL = PAYLOAD.replace("'", "''")


@pytest.mark.slow
def test_markup_in_any_text_is_escaped_everywhere(portal):
    """No key of any file can break out of the place that it is shown at, in pages, feeds or structured data."""
    portal.add("content/pages/kontak.md", f"---\ntitle: '{LITERAL}'\nsummary: '{LITERAL}'\n---\n{PAYLOAD}\n")
    portal.add(
        "content/authors/tono.md",
        f"---\nname: 'Tono {LITERAL}'\ninitials: 'T {LITERAL}'\nrole: '{LITERAL}'\nemail: '{LITERAL}'\n---\n{PAYLOAD}\n",
    )
    for number, kind in enumerate(("berita", "opini", "advertorial", "video")):
        portal.add(
            f"content/daerah/2024/10/x{number}.md",
            f"""---
title: '{number} {LITERAL}'
author: ['Tono {LITERAL}', 'Lain {LITERAL}']
editor: ['E {LITERAL}', tono]
initials: '{LITERAL}'
timestamp: 2024-10-09 1{number}:10 WIB
type: {kind}
source: ['{LITERAL}', {{name: '{LITERAL}', url: 'https://a.example/?q=1&r=%22'}}]
sponsor: {{name: '{LITERAL}', url: https://b.example/}}
summary: '{LITERAL}'
region: '{LITERAL}'
tags: ['a {LITERAL[:80]}', 'b <script>alert(1)</script>']
photo: {{src: /foto/a.png, caption: '{LITERAL}', credit: '{LITERAL}', alt: '{LITERAL}', ai: '{LITERAL}'}}
corrections: [{{timestamp: 2024-10-09 18:00 WIB, type: ralat, text: '{LITERAL}', link: /redaksi/}}]
verification: pending
---
{PAYLOAD}

# {PAYLOAD}

[{PAYLOAD}](/redaksi/ "{PAYLOAD.replace('"', "")}") ![{PAYLOAD}](/foto/a.png)

![{PAYLOAD}](/foto/a.png '{PAYLOAD.replace("'", "")}')

Baca Juga: [{PAYLOAD}](/redaksi/)

Baca Juga: [](banjir)

<!-- halaman -->

```{PAYLOAD}
{PAYLOAD}
```

`{PAYLOAD}` | a
---|---
{PAYLOAD} | b

***(LL)
""",
        )
    portal.add(
        "content/daerah/2024/10/banjir.md",
        article(f"'{LITERAL}'", "Lihat [](/daerah/2024/10/x0/).\n\nBaca Juga: [](x1)"),
    )
    portal.add(
        "content/daerah/2024/10/cabut.md",
        article(f"'{LITERAL}'", retracted=f"{{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: '{LITERAL}'}}"),
    )
    portal.add(
        "site.yaml",
        f"name: '{LITERAL}'\ntagline: '{LITERAL}'\ndescription: '{LITERAL}'\nnotice: '{LITERAL}'\n"
        + CONFIG.split("\n", 2)[2].replace("name: Daerah", f"name: '{LITERAL}', description: '{LITERAL}'")
        + f"menu: [{{name: '{LITERAL}', url: /daerah/}}]\nfooter: [{{name: '{LITERAL}', url: /daerah/}}]\n"
        f"social: [{{name: '{LITERAL}', url: https://x.com/a}}]\n"
        f"redaksi: {{company: '{LITERAL}', address: '{LITERAL}', penanggung_jawab: '{LITERAL}',"
        f" pemimpin_redaksi: '{LITERAL}', email: '{LITERAL}', phone: '{LITERAL}'}}\n",
    )
    portal.build()
    checked_files(portal)


INERT = """\
<script>alert(1)</script>

<img src=x onerror=alert(1)> <a href="javascript:alert(1)">a</a> <iframe src="https://evil.example/"></iframe>

[a](javascript:alert%281%29) [b](JaVaScRiPt:alert) [d](data:text/html;base64,PHNjcmlwdD4=)
[e](vbscript:x) [f](&#106;avascript:alert) [g](&#x6A;avascript&colon;alert) [h](file:///etc/passwd)
[j](<  javascript:alert>) [l](\x01javascript:alert) [m][ref] <javascript:alert> <data:text/html,x>

![n](javascript:alert) ![o](data:image/svg+xml,x) ![p](http://evil.example/x.png"onerror="alert) ![q](javascript:x "y")

Baca Juga: [r](https://a.example/"onmouseover="alert) dan

https://www.youtube.com/watch?v=dQw4w9WgXcQ"onload="alert(1)

https://youtu.be/dQw4w9WgXcQ

<https://x.com/a/status/1"onclick="alert>

[ref]: javascript:alert
"""


def test_markup_and_script_addresses_in_a_body_are_inert(portal):
    """Raw HTML is shown as text, and an address that runs script is no link."""
    portal.add("content/daerah/2024/10/x.md", article("X", INERT.replace("\x01", "")))
    portal.build()
    checked_files(portal)
    html = portal.read("daerah/2024/10/x/index.html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'href="https://x.com' in html or "&lt;https://x.com" in html
    assert "<iframe" not in html


def test_addresses_that_browsers_read_differently(portal):
    """A backslash or a tab in an address is no way out: the address is one of the site, where there is no such page."""
    portal.add(
        "content/daerah/a.md", article("A", "[a](<java\tscript:alert>) [b](/\\\\evil.example) [c](\\\\\\evil.example)")
    )
    assert [one.message.split('"')[1] for one in portal.problems()] == [
        "%5C%5Cevil.example",
        "/%5Cevil.example",
        "java%09script:alert",
    ]


def test_control_characters_reach_no_page(portal):
    """XML cannot hold them, and NUL is what marks the links of a body."""
    portal.add("content/daerah/2024/10/x.md", article("X", "a\x01b\x1b[2Jc&#0;d&#x1b;e&#xfffe;f \x7f"))
    portal.build()
    for path, data in portal.files().items():
        if path.endswith((".html", ".xml")):
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", data.decode()), path
            assert path.endswith(".html") or ET.fromstring(data) is not None


def test_control_characters_in_front_matter(portal):
    """They are refused as such, and as escapes of YAML; a terminal is not sent them."""
    portal.add("content/daerah/a.md", '---\ntitle: "Naik \\0 \\uFFFF"\n---\n')
    portal.add("content/daerah/b.md", "---\ntitle: \x1b[2JNaik\n---\n")
    found = {(one.path[-4:], one.line, one.column, one.code) for one in portal.problems() if one.column}
    assert found == {("a.md", 2, 8, "bad-yaml"), ("b.md", 2, 8, "bad-yaml")}
    assert "\x1b" not in ssg_here(portal, "build", SOURCE_DATE_EPOCH=str(portal.now)).stderr
