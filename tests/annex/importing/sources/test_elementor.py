"""What Elementor keeps beside a post."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from generator.annex.importing.sources import elementor as reading
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


@pytest.mark.parametrize(
    ("name", "settings", "html"),
    [
        ("image", {"image": {"url": '/a".jpg'}}, '<figure><img src="/a&quot;.jpg"><figcaption></figcaption></figure>'), ("image", {"image": {"url": 1}, "caption": "x"}, ""),
        ("image-gallery", {"wp_gallery": [{"url": "/a.jpg"}, {"url": "/b.jpg"}]}, '<figure><img src="/a.jpg"><figcaption></figcaption></figure><figure><img src="/b.jpg"><figcaption></figcaption></figure>'),
        ("image-carousel", {"gallery": [], "carousel": [{"url": "/a.jpg"}]}, '<figure><img src="/a.jpg"><figcaption></figcaption></figure>'),
        ("gallery", {"gallery": [{"url": "/a.jpg"}], "wp_gallery": [{"url": "/b.jpg"}]}, '<figure><img src="/a.jpg"><figcaption></figcaption></figure>'),
        ("video", {"youtube_url": "", "vimeo_url": 'https://x.example/"'}, "<p data-bare>https://x.example/&quot;</p>"), ("video", {"dailymotion_url": "https://x.example/2"}, "<p data-bare>https://x.example/2</p>"),
        ("video", {"vimeo_url": "https://x.example/3", "youtube_url": "https://x.example/1"}, "<p data-bare>https://x.example/1</p>"),
        ("button", {}, '<p><a href=""></a></p>'), ("icon-list", {"icon_list": [{"text": "Satu"}, 2, {"text": "Dua"}]}, "<ul><li>Satu</li><li>Dua</li></ul>"), ("icon-list", {}, "<ul></ul>"),
        ("accordion", {"tabs": [{"tab_title": "Apa", "tab_content": "Itu"}, {"tab_title": "B"}]}, "<h3>Apa</h3>Itu<h3>B</h3>"), ("toggle", {"tabs": [{"tab_content": "Itu"}]}, "<h3></h3>Itu"),
        ("image-box", {"title_text": "A"}, "<h3>A</h3><p></p>"), ("heading", {"title": ["x"]}, "<h2></h2>"), ("divider", {}, ""), ("icon", {}, ""), ("menu-anchor", {}, ""),
    ],
)  # fmt: skip
def test_a_widget_says_what_it_has(name: str, settings: dict[str, Any], html: str) -> None:
    """By whichever of its names; what is no text says nothing, and an address cannot end its attribute."""
    assert made((name, settings)) == (html, ())


def test_settings_that_are_none_are_empty() -> None:
    """A list stands there where a widget has none."""
    assert elementor('[{"widgetType": "heading", "settings": []}, {"widgetType": "html"}]') == ("<h2></h2>", ())


def test_what_is_in_a_widget_comes_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the page, to a depth that no page has."""
    inner: dict[str, Any] = {"widgetType": "html", "settings": {"html": "c"}, "elements": [{"widgetType": "x"}]}
    outer = [{"widgetType": "html", "settings": {"html": "a"}, "elements": [inner]}, {"widgetType": "y"}]
    text = msgspec.json.encode(outer).decode()
    assert elementor(text) == ("a\n\nc", ("x", "y"))
    for deepest, found in ((2, ("a\n\nc", ("y",))), (1, ("a", ("y",))), (0, ("", ()))):
        monkeypatch.setattr(reading, "_DEEPEST", deepest)
        assert elementor(text) == found


@pytest.mark.parametrize(("text", "unknown"), [("", ("_elementor_data",)), ("{", ("_elementor_data",)), ('{"a": 1}', ()), ('[1, {"elements": 2}, {"widgetType": 3}]', ())])  # fmt: skip
def test_data_that_cannot_be_read_are_named(text: str, unknown: tuple[str, ...]) -> None:
    """Those that can, and hold nothing, are not."""
    assert elementor(text) == ("", unknown)
