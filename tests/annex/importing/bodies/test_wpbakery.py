"""What WPBakery's shortcodes show."""

from __future__ import annotations

from base64 import b64encode

import pytest

from tests.annex.importing.bodies.test_from_wordpress import made

PACKED = b64encode(b"%3Cp%3EIsi%20asli%3C%2Fp%3E").decode()


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ('[vc_row][vc_column width="1/2"][vc_column_text]Satu\n\nDua[/vc_column_text][/vc_column][/vc_row]', "<p>Satu</p><p>Dua</p>"),
        ('[vc_tta_section title="Tanya ``apa``"]Isi[/vc_tta_section]', '<h3>Tanya "apa"</h3><p>Isi</p>'), ("[vc_row]a[vc_empty_space]b[/vc_row]", "<p>a</p><p>b</p>"),
        ('[vc_single_image image="8"]', '<figure data-file="8"></figure>'), ('[vc_gallery images="8,9" title="Galeri"]', '<h3>Galeri</h3><figure data-file="8"></figure><figure data-file="9"></figure>'),
        ('[vc_single_image source="external_link" custom_src="https://x.example/a.jpg"]', '<figure><img src="https://x.example/a.jpg"></figure>'), ('[vc_custom_heading text="Judul antara"]', "<h3>Judul antara</h3>"),
        ('[vc_video link="https://x.example/1" title="Film"]', "<h3>Film</h3><p data-bare>https://x.example/1</p>"), ("[vc_video]", "<p></p>"),
        ('[vc_btn title="Baca lagi" link="url:https%3A%2F%2Fx.example%2Fa|title:A"]', '<p><a href="https://x.example/a">Baca lagi</a></p>'), ("[vc_btn]", "<p></p>"),
        (f"[vc_raw_html]{PACKED}[/vc_raw_html]", "<p>Isi asli</p>"), ("[vc_raw_html]bukan sandi[/vc_raw_html]", "<p>bukan sandi</p>"),
    ],
)  # fmt: skip
def test_elements_are_html(body: str, html: str) -> None:
    """Rows and columns show nothing of their own, and no word is lost or noted."""
    assert made(body) == (html, [])


def test_script_is_no_text() -> None:
    """It is packed like HTML, and goes with a note."""
    assert made(f"a[vc_raw_js]{PACKED}[/vc_raw_js]b") == ("<p>ab</p>", [("script", "[vc_raw_js]", "")])


def test_an_element_that_nobody_knows_is_named() -> None:
    """With its attributes, which may hold words."""
    written = '[vc_pie title="Suara" value="80"]'
    assert made(written) == ("<p></p>", [("shortcode", '"[vc_pie]" was removed', written)])


@pytest.mark.parametrize("name", ["vc_section", "vc_row_inner", "vc_column_inner", "vc_message", "vc_toggle", "vc_tta_tabs", "vc_tta_tour", "vc_tabs", "vc_tta_accordion", "vc_accordion", "vc_tta_section", "vc_tab", "vc_accordion_tab", "vc_wp_text"])  # fmt: skip
def test_what_only_arranges_shows_its_title_and_its_content(name: str) -> None:
    """By the first of the names that a title has."""
    assert made(f'[{name} label="d" tab_title="c" heading="b" title="a"]Isi[/{name}]') == ("<h3>a</h3><p>Isi</p>", [])
    assert made(f'[{name} label="d" tab_title="c" heading="b"]Isi[/{name}]') == ("<h3>b</h3><p>Isi</p>", [])
    assert made(f'[{name} label="d" tab_title="c"]Isi[/{name}]') == ("<h3>c</h3><p>Isi</p>", [])
    assert made(f'[{name} label="d <e> ``f``"]Isi[/{name}]') == ('<h3>d &lt;e&gt; "f"</h3><p>Isi</p>', [])


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ('[vc_text_separator title="a"]', "<h3>a</h3>"), ("[vc_separator]", ""), ('[vc_images_carousel images="8, ,9,"]', '<figure data-file="8"></figure><figure data-file="9"></figure>'),
        ('[vc_gallery image="7" images="8,9"]', '<figure data-file="7"></figure>'), ('[vc_single_image image="8" custom_src="/a.jpg"]', '<figure data-file="8"></figure><figure><img src="/a.jpg"></figure>'),
        ('[vc_button title="A &amp; b" link="title:x|url:%2Fa%2F|target:_blank"]', '<p><a href="/a/">A &amp;amp; b</a></p>'), ('[vc_btn title="A"]', '<p><a href="">A</a></p>'), ('[vc_btn link="url:%2Fa%2F"]', "<p></p>"),
        ('[vc_video title="A"]', "<p></p>"), ("[vc_custom_heading]", ""),
    ],
)  # fmt: skip
def test_an_element_shows_what_it_names(body: str, html: str) -> None:
    """A button without words shows nothing, and one without an address its words; a film is where its address is."""
    assert made(body) == (html, [])
