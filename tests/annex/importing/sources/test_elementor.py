"""What Elementor keeps beside a post."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from generator.annex.importing.sources.elementor import elementor


def made(*widgets: tuple[str, dict[str, Any]]) -> tuple[str, tuple[str, ...]]:
    """Return what widgets in a section and a column show."""
    inner = [{"elType": "widget", "widgetType": name, "settings": settings} for name, settings in widgets]
    return elementor(msgspec.json.encode([{"elements": [{"elements": inner}]}]).decode())


@pytest.mark.parametrize(
    ("name", "settings", "html"),
    [
        ("heading", {"title": "Judul"}, "<h2>Judul</h2>"), ("text-editor", {"editor": "<p>Isi</p>"}, "<p>Isi</p>"), ("html", {"html": "<b>x</b>"}, "<b>x</b>"),
        ("image", {"image": {"url": "/a.jpg"}, "caption": "Kapsi"}, '<figure><img src="/a.jpg"><figcaption>Kapsi</figcaption></figure>'), ("image", {"image": []}, ""),
        ("gallery", {"gallery": [{"url": "/a.jpg"}, 1]}, '<figure><img src="/a.jpg"><figcaption></figcaption></figure>'), ("gallery", {"gallery": "x"}, ""),
        ("video", {"youtube_url": "https://x.example/1"}, "<p data-bare>https://x.example/1</p>"), ("video", {}, ""),
        ("button", {"text": "Lagi", "link": {"url": "/b/"}}, '<p><a href="/b/">Lagi</a></p>'), ("icon-list", {"icon_list": [{"text": "Satu"}]}, "<ul><li>Satu</li></ul>"),
        ("tabs", {"tabs": [{"tab_title": "Apa", "tab_content": "Itu"}]}, "<h3>Apa</h3>Itu"), ("icon-box", {"title_text": "A", "description_text": "B"}, "<h3>A</h3><p>B</p>"),
        ("blockquote", {"blockquote_content": "Kata"}, "<blockquote>Kata</blockquote>"), ("shortcode", {"shortcode": "[gallery]"}, "[gallery]"), ("spacer", {}, ""),
    ],
)  # fmt: skip
def test_widgets_are_html(name: str, settings: dict[str, Any], html: str) -> None:
    """As readers saw them."""
    assert made((name, settings)) == (html, ())


def test_widgets_that_nobody_knows_are_named() -> None:
    """Once each; the others come."""
    found = made(("posts", {}), ("html", {"html": "a"}), ("posts", {}), ("html", {"html": "b"}))
    assert found == ("a\n\nb", ("posts",))


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a": 1}', '[1, {"elements": 2}, {"widgetType": 3}]'])
def test_data_that_are_none_show_nothing(text: str) -> None:
    """What cannot be read is named."""
    html, unknown = elementor(text)
    assert html == ""
    assert unknown in ((), ("_elementor_data",))
