"""People of the source, and the profiles that are written for them."""

from __future__ import annotations

from generator.importers.found import Found, Person
from generator.importers.people import profiles
from generator.importers.survey import survey


def found(*people: Found) -> dict[str, tuple[str, str]]:
    """Return slug and byline of each, by key."""
    return {key: (one.slug, one.byline) for key, one in profiles(survey(people)).items()}


def test_a_person_has_the_address_that_the_source_had() -> None:
    """Else that of the name, else that of the key."""
    assert found(Person("a", "Sari Wulan", address="https://lama.example/author/sari/")) == {
        "a": ("sari", "Sari Wulan")
    }
    assert found(Person("a", "Sari  Wulan", address="/?author=1")) == {"a": ("sari-wulan", "Sari Wulan")}
    assert found(Person("Made_1", "北")) == {"Made_1": ("made-1", "北")}
    assert found(Person("北", "北")) == {"北": ("penulis", "北")}
    assert found(Person("sari", " ")) == {"sari": ("sari", "sari")}
    assert found(Person("", "-")) == {"": ("redaksi", "Redaksi")}
    assert found(Person("a", "A", address="/x/" + 80 * "b"))["a"][0] == 80 * "b"
    assert found(Person("a", "A", address="/x/" + 81 * "b"))["a"][0] == "a"


def test_two_of_one_name_are_told_apart() -> None:
    """Their articles name them by their slugs; one has the plain one."""
    people = (Person("a", "Sari"), Person("b", "sari"), Person("c", "SARI"), Person("d", "Made"))
    assert found(*people) == {
        "a": ("sari", "sari"),
        "b": ("sari-2", "sari-2"),
        "c": ("sari-3", "sari-3"),
        "d": ("made", "Made"),
    }
    assert profiles(survey(people))["b"].file == "authors/sari-2.md"
