"""What a source yields, between the two passes."""

from __future__ import annotations

from tempfile import TemporaryFile

from generator.base.dates import Stamp
from generator.importers.found import Fault, File, Item, Note, Person, Portal, Redirect, Term
from generator.importers.spooling import spooled, unspooled


def test_the_second_pass_gets_the_items_and_notes_of_the_first_one() -> None:
    """In their order, texts with halves of characters included; the survey keeps the records of all other kinds."""
    found = [
        Portal("Kabar"),
        Person("sari", "Sari \ud83d"),
        Term("tag", "a", "A"),
        File("1", "https://a.example/x.jpg"),
        Redirect("/a/", "/b/"),
        Note("words", "…"),
        Fault("x", "cut"),
        Item("article", "7", "/a/", "Judul", "a", "Isi\0", "html", Stamp(5, "WITA")),
    ]
    with TemporaryFile() as file:
        assert list(spooled(found, file)) == found
        assert list(unspooled(file)) == [one for one in found if isinstance(one, (Item, Note))]
