"""What sources find."""

from __future__ import annotations

from generator.annex.importing.items import Fault, File, Item, Note, Person, Portal, Term
from generator.base.sentences import sentence


def test_what_a_source_does_not_say_is_empty() -> None:
    """An item is published then, and a fault is about the whole of its file."""
    assert Item("article", "1", "", "", "", "", "html", None) == Item(
        "article", "1", "", "", "", "", "html", None, None, None, False, "published", (), (), (), (), "", "", "", "", "", "", (), ()
    )  # fmt: skip
    assert Fault("a", sentence("x")) == Fault("a", sentence("x"), 0, 0, False)
    assert Portal() == Portal("", "", "", "")
    assert Person("a", "A") == Person("a", "A", "", "")
    assert Term("tag", "a", "A") == Term("tag", "a", "A", "", "", "", "")
    assert File("1", "/a.jpg") == File("1", "/a.jpg", "", "", "", "", "", "")
    assert Note("tag", sentence("x")) == Note("tag", sentence("x"), "", "", "", "")


def test_a_fault_has_its_place() -> None:
    """A line and a column, if they are known."""
    assert str(Fault("a.xml", sentence("x"), 3, 4)) == "a.xml:3:4: x"
    assert str(Fault("a.xml", sentence("x"))) == "a.xml: x"
