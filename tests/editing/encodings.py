"""How editors save a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Encoding = Callable[[str], bytes]
"""From a text with line feeds to the bytes of a file."""

ENCODINGS = [
    pytest.param(str.encode, id="UTF-8"),
    pytest.param(lambda text: text.encode("utf-8-sig"), id="UTF-8 with BOM"),
    pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="Windows"),
    pytest.param(lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"), id="Windows with BOM"),
    pytest.param(lambda text: text.replace("\n", "\r").encode(), id="old Mac"),
]
