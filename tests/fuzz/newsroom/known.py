"""Faults that are known and not mended yet, each with what the newsroom leaves out for as long.

An entry goes with its fault; a finished program has none.
"""

OPEN: dict[str, str] = {}
"""Name -> what goes wrong."""


def is_open(name: str) -> bool:
    """Tell whether a fault is known and not mended."""
    return name in OPEN
