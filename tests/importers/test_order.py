"""What an import is asked to do."""

from __future__ import annotations

from generator.importers.order import Order


def test_what_an_order_leaves_out() -> None:
    """The usual zone, nothing fetched, and files written."""
    assert Order("wordpress", (), "portal") == Order("wordpress", (), "portal", "WIB", "", (), "", "", False, "", False)
