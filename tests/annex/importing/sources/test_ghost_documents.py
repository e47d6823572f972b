"""Documents of Ghost's editors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.annex.importing.sources import ghost_documents
from generator.annex.importing.sources.ghost_documents import html_of


def lexical(*nodes: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    return html_of(json.dumps({"root": {"type": "root", "children": nodes}}))


def mobiledoc(*sections: Any, **more: Any) -> tuple[str, tuple[str, ...]]:
    return html_of(json.dumps({"version": "0.3.1", "sections": sections, **more}))


def said(text: str, form: int = 0) -> dict[str, Any]:
    return {"type": "extended-text", "text": text, "format": form}


@pytest.mark.parametrize(
    ("node", "html"),
    [
        ({"type": "paragraph", "children": [said("a & b"), {"type": "linebreak"}, said("c", 3)]}, "<p>a &amp; b<br><em><strong>c</strong></em></p>"),
        ({"type": "extended-heading", "tag": "h2", "children": [said("a")]}, "<h2>a</h2>"), ({"type": "heading", "tag": "script", "children": [said("a")]}, "a"),
        ({"type": "list", "tag": "ol", "children": [{"type": "listitem", "children": [said("a")]}]}, "<ol><li>a</li></ol>"),
        ({"type": "paragraph", "children": [{"type": "link", "url": '/a"', "children": [said("b")]}]}, '<p><a href="/a&quot;">b</a></p>'), ({"type": "extended-quote", "children": [said("a")]}, "<blockquote>a</blockquote>"),
        ({"type": "horizontalrule"}, ""), ({"type": "embed", "url": "https://x.example/1"}, "<p data-bare>https://x.example/1</p>"),
        ({"type": "bookmark", "url": "/a/", "metadata": {"title": "A"}}, '<p><a href="/a/">A</a></p>'), ({"type": "bookmark", "url": "/a/"}, '<p><a href="/a/">/a/</a></p>'), ({"type": "html", "html": "<b>a</b>"}, "<b>a</b>"),
        ({"type": "gallery", "images": [{"src": "/a.jpg", "alt": "b"}, 1]}, '<figure><img src="/a.jpg" alt="b"><figcaption></figcaption></figure>'), ({"type": "codeblock", "code": "<a>"}, "<pre>&lt;a&gt;</pre>"),
        ({"type": "toggle", "heading": "a", "content": "<p>b</p>"}, "<h3>a</h3><p>b</p>"), ({"type": "callout", "calloutText": "a"}, "<blockquote>a</blockquote>"),
        ({"type": "button", "buttonUrl": "/a/", "buttonText": "b"}, '<p><a href="/a/">b</a></p>'), ({"type": "video", "src": "/a.mp4", "caption": "b"}, '<video src="/a.mp4"></video><p>b</p>'),
    ],
)  # fmt: skip
def test_nodes_of_lexical_are_html(node: dict[str, Any], html: str) -> None:
    """As Ghost would have rendered them, without tags that it has not."""
    assert lexical(node) == (html, ())


@pytest.mark.parametrize(
    ("section", "html"),
    [
        ([1, "p", [[0, [0, 1], 1, "a"], [0, [], 1, "b"], [1, [], 0, 0], [0, [], 0, "<c>"]]], '<p><strong><a href="/x/">a</a>b</strong><br>&lt;c&gt;</p>'), ([3, "ul", [[[0, [], 0, "a"]], 1]], "<ul><li>a</li></ul>"),
        ([2, "/a.jpg"], '<figure><img src="/a.jpg" alt=""><figcaption></figcaption></figure>'), ([10, 0], '<figure><img src="/b.jpg" alt=""><figcaption>c</figcaption></figure>'), ([1, "script", [[0, [], 0, "a"]]], ""),
        ([1, "p", [[0, [7], 9, "a"], [0, [0], 0, "b"]]], "<p><u>a</u><strong>b</strong></p>"),
    ],
)  # fmt: skip
def test_sections_of_mobiledoc_are_html(section: list[Any], html: str) -> None:
    """Markups open and close where they say."""
    assert mobiledoc(
        section, markups=[["strong"], ["a", ["href", "/x/"]]], cards=[["image", {"src": "/b.jpg", "caption": "c"}]]
    ) == (html, ())


def test_cards_that_nobody_knows_are_named() -> None:
    """Once each."""
    assert lexical({"type": "signup"}, {"type": "signup"}, {"type": "product"}) == ("", ("signup", "product"))
    assert mobiledoc([10, 0], cards=[["product", {}]]) == ("", ("product",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"root": 1}',
        '{"sections": [[1], [10, 5], [10, -1], 3, [1, "p", [[0]]]]}',
        '{"root": {"children": [1, {"type": 2}]}}',
    ],
)
def test_documents_that_are_none_show_nothing(text: str) -> None:
    """They stop nothing."""
    html, _ = html_of(text)
    assert html in ("", "<p></p>")


def test_a_document_that_is_nested_without_end() -> None:
    """What lies too deep is left out."""
    deep = '{"type": "list", "tag": "ul", "children": [' * 900
    assert "x" not in html_of(f'{{"root": {{"children": [{deep}{{"type": "text", "text": "x"}}{"]}" * 900}]}}}}')[0]


@pytest.mark.parametrize(
    ("node", "html"),
    [
        ({"type": "image", "src": '/a.jpg?b"', "alt": '"c"', "caption": "<i>d</i>"}, '<figure><img src="/a.jpg?b&quot;" alt="&quot;c&quot;"><figcaption><i>d</i></figcaption></figure>'),
        ({"type": "gallery", "images": [{"src": "/a.jpg"}, {"src": "/b.jpg"}]}, '<figure><img src="/a.jpg" alt=""><figcaption></figcaption></figure><figure><img src="/b.jpg" alt=""><figcaption></figcaption></figure>'),
        ({"type": "code", "code": 'a < "b"'}, '<pre>a &lt; "b"</pre>'), ({"type": "markdown", "markdown": 'a < "b"'}, '<p>a &lt; "b"</p>'), ({"type": "embed", "url": '/a"b'}, "<p data-bare>/a&quot;b</p>"),
        ({"type": "audio", "src": '/a"b.mp3', "title": "c"}, '<audio src="/a&quot;b.mp3"></audio><p>c</p>'), ({"type": "video", "src": '/a"b.mp4'}, '<video src="/a&quot;b.mp4"></video><p></p>'),
        ({"type": "file", "src": "/a.pdf", "fileTitle": 'A "b"', "fileName": "a.pdf"}, '<p><a href="/a.pdf">A "b"</a></p>'), ({"type": "file", "src": "/a.pdf", "fileName": "a.pdf"}, '<p><a href="/a.pdf">a.pdf</a></p>'),
        ({"type": "file", "src": '/"a.pdf'}, '<p><a href="/&quot;a.pdf">/"a.pdf</a></p>'), ({"type": "bookmark", "url": "/a/", "metadata": ["x"]}, '<p><a href="/a/">/a/</a></p>'),
        ({"type": "toggle"}, "<h3></h3>"), ({"type": "callout"}, "<blockquote></blockquote>"), ({"type": "button"}, '<p><a href=""></a></p>'), ({"type": "gallery", "images": {"src": "/a.jpg"}}, ""),
    ],
)  # fmt: skip
def test_each_card_has_its_html(node: dict[str, Any], html: str) -> None:
    """With quotation marks escaped in attributes alone; a card of either editor is the same card."""
    assert lexical(node) == (html, ())
    assert mobiledoc([10, 0], cards=[[node["type"], node]]) == (html, ())


@pytest.mark.parametrize(
    ("kind", "tag"),
    [("paragraph", "p"), ("quote", "blockquote"), ("extended-quote", "blockquote"), ("aside", "blockquote"), ("listitem", "li"), ("root", ""), ("heading", ""), ("extended-heading", ""), ("list", ""), ("horizontalrule", ""), ("hr", ""), ("paywall", "")],
)  # fmt: skip
def test_what_stands_around_a_text(kind: str, tag: str) -> None:
    """Its element by its type, whatever tag it names besides; where nothing stands for it, the text alone."""
    inner = {"type": "text", "text": "a"}
    assert lexical({"type": kind, "children": [inner]}) == (f"<{tag}>a</{tag}>" if tag else "a", ())
    assert lexical({"type": kind, "tag": "h3", "children": [inner]}) == (f"<{tag or 'h3'}>a</{tag or 'h3'}>", ())


@pytest.mark.parametrize(
    ("form", "html"),
    [
        (1, "<strong>a</strong>"), (2, "<em>a</em>"), (4, "<s>a</s>"), (8, "a"), (16, "<code>a</code>"), (32, "<sub>a</sub>"), (64, "<sup>a</sup>"), (128, "a"), (0, "a"),
        (127, "<sup><sub><code><s><em><strong>a</strong></em></s></code></sub></sup>"), ("bold", "a"), (None, "a"),
    ],
)  # fmt: skip
def test_each_bit_of_a_format_is_an_element(form: object, html: str) -> None:
    """All that are set, and none for a format that is no number."""
    assert lexical({"type": "text", "text": "a", "format": form}) == (html, ())


def test_text_keeps_its_quotation_marks() -> None:
    """Only what would be markup is escaped, in a text of either editor."""
    assert lexical({"type": "text", "text": "<\"a\" & 'b'>"}) == ("&lt;\"a\" &amp; 'b'&gt;", ())
    assert mobiledoc([1, "p", [[0, [], 0, "<\"a\" & 'b'>"]]]) == ("<p>&lt;\"a\" &amp; 'b'&gt;</p>", ())


def test_what_lies_just_deep_enough_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The root is at no depth, and one level below the deepest is left out with all in it."""
    monkeypatch.setattr(ghost_documents, "_DEEPEST", 2)
    text, deeper = {"type": "text", "text": "a"}, {"type": "link", "url": "/x/", "children": [said("b")]}
    assert lexical({"type": "paragraph", "children": [text, deeper]}) == ('<p>a<a href="/x/"></a></p>', ())


def test_a_card_that_nobody_knows_keeps_what_is_in_it() -> None:
    """Its name is told, and the words of its children come; one without a type is none."""
    assert lexical({"type": "columns", "children": [said("a")]}, {"children": [said("b")]}) == ("ab", ("columns",))


@pytest.mark.parametrize(
    ("section", "html"),
    [
        ([1, "p", [[0, [0, 1], 2, "a"], [0, [], 3, "b"]]], '<p><strong><a href="/x/?a&amp;b">a</a></strong>b</p>'), ([1, "p", [[0, [0], 0, "a"]]], "<p><strong>a</strong></p>"),
        ([1, "p", [[0, [2], 1, "a"]]], "<p><u>a</u></p>"), ([1, "p", [[0, [3], 1, "a"]]], "<p><u>a</u></p>"), ([1, "p", [[0, [-1], 1, "a"]]], "<p><u>a</u></p>"), ([1, "p", [[1], 5, [0, [], 0]]], "<p><br></p>"),
        ([3, "ol", [[[0, [], 0, "a"]], [[0, [1], 1, "b"]]]], '<ol><li>a</li><li><a href="/x/?a&amp;b">b</a></li></ol>'), ([3, "script", [[[0, [], 0, "a"]]]], ""), ([10, 1], ""), ([10, -1], ""),
        ([10, 0], "<pre>a</pre>"), ([1, "h6", [], "more"], "<h6></h6>"), ([2, '/a".jpg', "more"], '<figure><img src="/a&quot;.jpg" alt=""><figcaption></figcaption></figure>'), ([4, "p", []], ""),
    ],
)  # fmt: skip
def test_markups_of_mobiledoc_end_where_they_say(section: list[Any], html: str) -> None:
    """At the latest with the paragraph; one that is not in the document, or no element of text, leaves its words underlined."""
    markups = [["strong"], ["a", ["href", "/x/?a&b"]], ["script"]]
    assert mobiledoc(section, markups=markups, cards=[["code", {"code": "a"}]]) == (html, ())


@pytest.mark.parametrize("tag", ["strong", "b", "em", "i", "s", "code", "sub", "sup", "u", "a"])
def test_each_markup_of_mobiledoc_is_an_element(tag: str) -> None:
    """Of the same name."""
    assert mobiledoc([1, "p", [[0, [0], 1, "a"]]], markups=[[tag]]) == (f"<p><{tag}>a</{tag}></p>", ())


@pytest.mark.parametrize("tag", ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "ul", "ol", "li"])
def test_each_section_of_mobiledoc_is_an_element(tag: str) -> None:
    """Of the same name."""
    assert mobiledoc([1, tag, [[0, [], 0, "a"]]]) == (f"<{tag}>a</{tag}>", ())


def test_a_document_without_markups_and_cards() -> None:
    """Has its words, even if something else stands in their place."""
    assert mobiledoc([1, "p", [[0, [0], 1, "a"]]], [10, 0], markups="x", cards={"0": 1}) == ("<p><u>a</u></p>", ())
    assert html_of('{"sections": {"0": [1, "p", []]}}') == ("", ())


@pytest.mark.parametrize(
    ("text", "unknown"), [("", ("lexical",)), ("{", ("lexical",)), ("[]", ()), ("1", ()), ("{}", ())]
)
def test_a_document_that_cannot_be_read_is_named(text: str, unknown: tuple[str, ...]) -> None:
    """One that can be read and holds nothing is not."""
    assert html_of(text) == ("", unknown)
