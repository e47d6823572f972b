"""Inject: the one line that a page has in the preview only."""

from __future__ import annotations

import pytest

from generator.serve.inject import inject, line

LINE = b'<script src="/_ssg/preview.js" data-halaman="ab12" async></script>\n'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<p>a</p></body></html>", b"<p>a</p>" + LINE + b"</body></html>"),
        (b"<pre></body></pre></body>x", b"<pre></body></pre>" + LINE + b"</body>x"),
        (b"</body>", LINE + b"</body>"),
        (b"<p>a", b"<p>a" + LINE),
        (b"", LINE),
    ],
)
def test_a_page_ends_with_the_line(page: bytes, expected: bytes) -> None:
    """Before the end of its body, or at its own end."""
    assert inject(page, "ab12") == expected
    assert line("ab12") == LINE
