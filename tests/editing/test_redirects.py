"""site.yaml leads from the address of a list to where it is now."""

from __future__ import annotations

import pytest

from generator.config import rewriting
from generator.editing.redirects import led_on


def redirects(text: str) -> dict[str, str]:
    values = rewriting.values(text)
    assert values is not None
    node = values.entries.get("redirects")
    return {name: one.value for name, one in node.entries.items()} if node else {}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"/a/": "/b/"}), ({"/a/": "/c/"}, {"/a/": "/b/"}), ({"/c/": "/a/"}, {"/c/": "/b/", "/a/": "/b/"}), ({"/c/": "/d/"}, {"/c/": "/d/", "/a/": "/b/"}),
        ({"/b/": "/a/"}, {"/a/": "/b/"}), ({"/b/": "/c/", "/d/": "/a/"}, {"/d/": "/b/", "/a/": "/b/"}),
    ],
)  # fmt: skip
def test_whatever_led_to_the_old_list_leads_to_the_new_one(before: dict[str, str], after: dict[str, str]) -> None:
    """At once; the new one leads nowhere else."""
    lines = "".join(f"  {old}: {new}\n" for old, new in before.items())
    text = f"name: Kabar\n{'redirects:' if before else ''}\n{lines}footer: []\n"
    found = led_on(text, "/a/", "/b/")
    assert redirects(found) == after
    assert found.startswith("name: Kabar\n")
    assert "footer: []\n" in found
