"""Documents of Ghost's editors."""

from __future__ import annotations

import json
from typing import Any

import pytest

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
