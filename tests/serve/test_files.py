"""What a preview says of a file: its kind, and what browsers may do with it."""

from __future__ import annotations

import pytest

from generator.serve.files import content_type, policy


@pytest.mark.parametrize(
    ("endings", "kind"),
    [
        (".html .HTML", "text/html; charset=utf-8"), (".css", "text/css; charset=utf-8"), (".js .mjs", "text/javascript; charset=utf-8"), (".xml", "application/xml; charset=utf-8"),
        (".txt", "text/plain; charset=utf-8"), (".json", "application/json; charset=utf-8"), (".svg", "image/svg+xml; charset=utf-8"),
        (".webmanifest", "application/manifest+json; charset=utf-8"), (".webp", "image/webp"), (".avif", "image/avif"), (".ico", "image/x-icon"), (".woff", "font/woff"),
        (".woff2", "font/woff2"), (".vtt", "text/vtt; charset=utf-8"), (".csv", "text/csv; charset=utf-8"), (".md", "text/markdown; charset=utf-8"), (".jpg .jpeg", "image/jpeg"),
        (".png", "image/png"), (".gif", "image/gif"), (".pdf", "application/pdf"), (".mp3", "audio/mpeg"), (".mp4", "video/mp4"), (".webm", "video/webm"),
        (".apaini", "application/octet-stream"), (".zip", "application/zip"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file(endings: str, kind: str) -> None:
    """By its name alone; texts are UTF-8."""
    assert {content_type(f"/foto/berkas{ending}") for ending in endings.split()} == {kind}


@pytest.mark.parametrize(
    ("ending", "free"),
    [
        (".jpg", True),
        (".PNG", True),
        (".mp4", True),
        (".svg", False),
        (".html", False),
        (".pdf", True),
        (".apaini", False),
    ],
)
def test_what_may_be_executed_has_an_origin_of_its_own(ending: str, free: bool) -> None:
    """And no script."""
    assert policy(f"/a{ending}") == ({} if free else {"content-security-policy": "sandbox"})
