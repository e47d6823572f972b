"""Output is parsed, not trusted: nothing that an article holds is anything but text in what is published."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from tests.support import article, site


def test_a_link_in_an_alt_text_opens_no_element(tmp_path):
    """What is percent-encoded in an address stays within the alt text that it stands in."""
    portal = site(tmp_path)
    body = "Lihat [ini](/daerah/a.md#/onerror=document.title='X'//) dulu.\n\n![<https://x.example/%00a0%00>](https://b.example/1.png)"
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
