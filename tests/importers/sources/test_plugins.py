"""What plug-ins of WordPress leave in the custom fields of posts."""

from __future__ import annotations

import pytest

from generator.importers.found import Redirect
from generator.importers.sources.plugins import credit_of, meta_of, redirects_of
from generator.importers.xmlstream import Element


def post(**children: str) -> Element:
    return Element("item", {}, "", tuple(Element(name, {}, text, ()) for name, text in children.items()))


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({}, ("", "", "")), ({"_thumbnail_id": " 8 "}, ("8", "", "")), ({"_yoast_wpseo_primary_category": "3"}, ("", "3", "")), ({"rank_math_primary_category": " 4 "}, ("", "4", "")), ({"rank_math_primary_category": "x"}, ("", "", "")),
        ({"_yoast_wpseo_metadesc": " Air  naik "}, ("", "", "Air naik")), ({"rank_math_description": "%excerpt%", "_aioseo_description": "Air"}, ("", "", "Air")), ({"_yoast_wpseo_metadesc": "%%title%% di sini", "rank_math_description": "B"}, ("", "", "B")),
    ],
)  # fmt: skip
def test_fields_of_a_post(meta: dict[str, str], expected: tuple[str, str, str]) -> None:
    """Its picture, its first category, and a description that somebody has written."""
    found = meta_of(meta)
    assert (found.photo, found.primary, found.description) == expected


@pytest.mark.parametrize(
    "key", ["_media_credit", "_photo_credit", "photo_credit", "credit", "_wp_attachment_credit", "_credit"]
)
def test_who_made_a_picture(key: str) -> None:
    """By the field of any plug-in, else by what the camera has left."""
    camera = {"_wp_attachment_metadata": 'a:1:{s:6:"credit";s:4:"Sari";}'}
    assert credit_of({key: " Kabar  Lama ", **camera}) == "Kabar Lama"
    assert credit_of({key: " ", **camera}) == "Sari"
    assert credit_of({"_wp_attachment_metadata": 's:6:"credit";s:0:"";'}) == ""
    assert credit_of({"_wp_attachment_metadata": f's:6:"credit";s:201:"{201 * "x"}";'}) == ""
    assert credit_of({}) == ""


@pytest.mark.parametrize(
    ("kind", "children", "meta", "expected"),
    [
        ("redirect_rule", {}, {"_redirect_rule_from": "/a/", "_redirect_rule_to": "/b/"}, [("/a/", "/b/")]), ("redirect_rule", {}, {"_redirect_rule_from": "/a/"}, [("/a/", "")]),
        *(("redirect_rule", {}, {"_redirect_rule_from": "/a/", "_redirect_rule_to": "/b/", "_redirect_rule_status_code": code}, [("/a/", new)]) for code, new in (("403", ""), ("404", ""), ("410", ""), ("301", "/b/"))),
        *((kind, {"title": "/a/"}, {"redirect_to": "/b/"}, [("/a/", "/b/")]) for kind in ("redirection", "redirect", "seo-redirection", "301-redirect")),
        ("redirect", {"title": "x"}, {"_redirect_from": "/a/", "_redirect_to": "/b/"}, [("/a/", "/b/")]), ("redirect", {}, {"redirect_from": "/a/", "redirection_url": "/b/"}, [("/a/", "/b/")]), ("redirect", {}, {"redirect_to": "/b/"}, []),
        ("post", {"link": "/a/"}, {"_yoast_wpseo_redirect": "/b/"}, [("/a/", "/b/")]), ("page", {"link": "/a/"}, {"rank_math_redirection_url_to": "/b/"}, [("/a/", "/b/")]), ("post", {}, {"_yoast_wpseo_redirect": "/b/"}, []), ("post", {"link": "/a/"}, {}, []),
    ],
)  # fmt: skip
def test_redirects_of_plugins(
    kind: str, children: dict[str, str], meta: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    """Posts of their own type, or posts that lead away from themselves; what is gone leads nowhere."""
    assert redirects_of(kind, post(**children), meta) == tuple(Redirect(*one) for one in expected)
