"""Many problems of one kind are told as one."""

from __future__ import annotations

from generator.base.codes import Code
from generator.base.errors import Problem, Where
from generator.base.sentences import as_it_is
from generator.cli import grouping


def dead(number: int, target: str = "") -> Problem:
    message = f'this link leads nowhere: there is no "{target or number}"'
    return Problem(
        Where(f"content/{number:02d}.md", 3, 2), "dead-link", as_it_is(message), as_it_is("mend it"), "[a](b)"
    )


def test_a_few_are_told_as_they_are() -> None:
    """With their excerpts, in the order of files, whatever their kind."""
    other = Problem(Where("content/02.md", 1), "bad-value", as_it_is("x"))
    found = [dead(1), dead(3), other]
    assert grouping.told(found, "error") == "\n\n".join(map(str, (found[0], other, found[1])))


def test_many_are_one_sentence_with_their_first_places() -> None:
    """With what each says of itself alone, and how many more there are; a single other one stands above."""
    other = Problem(Where("content/x.md", 1), "bad-value", as_it_is("x"))
    assert grouping.told([dead(number) for number in range(1, 9)] + [other], "warning") == (
        "content/x.md:1: warning: x [bad-value]\n\n"
        "warning: this link leads nowhere: there is no … [dead-link]: 8 times\n"
        '  content/01.md:3:2: "1"\n'
        '  content/02.md:3:2: "2"\n'
        '  content/03.md:3:2: "3"\n'
        '  content/04.md:3:2: "4"\n'
        '  content/05.md:3:2: "5"\n'
        "  … and 3 more (ssg build --all)\n"
        "  hint: mend it"
    )


def test_one_target_in_many_places() -> None:
    """It is named once."""
    assert grouping.told([dead(number, "/a/") for number in range(1, 8)], "error").splitlines()[:2] == [
        'error: this link leads nowhere: there is no "/a/" [dead-link]: in 7 places',
        "  content/01.md:3:2",
    ]
    mixed = [*(dead(number, "/a/") for number in range(1, 7)), dead(8, "/b/")]
    assert grouping.told(mixed, "error").splitlines() == [
        "error: this link leads nowhere: there is no … [dead-link]: 2 in 7 places",
        '  content/01.md:3:2: "/a/", and 5 more places',
        '  content/08.md:3:2: "/b/"',
        "  hint: mend it",
    ]
    assert '"/b/", and 1 more place' in grouping.told([*mixed, dead(9, "/b/")], "error")


def test_a_missing_picture_is_one_thing_to_mend() -> None:
    """However many articles show it."""
    pictures = [
        Problem(Where(f"content/{n}.md"), "missing-picture", as_it_is('the picture "/a.jpg"')) for n in range(105)
    ]
    assert grouping.count(pictures) == 1
    assert grouping.count([dead(1, "/a/"), dead(2, "/a/")]) == 2


def test_what_is_tolerated_is_one_line() -> None:
    """With one of something, or several; nothing is no line."""
    assert grouping.tolerated({"dead-link": 1202, "missing-editor": 1}) == (
        "tolerated: 1,202 dead links, 1 article without an editor (list: ssg build --all)"
    )
    assert grouping.tolerated({}) == ""


def test_nothing_of_a_file_moves_the_cursor() -> None:
    """Neither in a sentence nor in a place."""
    bad = [
        Problem(Where(f"content/\x1b{n}.md"), "dead-link", as_it_is(f'no "\x1b[2J{n}"'), as_it_is("\x1b"))
        for n in range(9)
    ]
    assert "\x1b" not in grouping.told(bad, "error")


def test_one_more_is_one_more() -> None:
    """And none if all are shown."""
    for count in (5, 6, 7):
        said = grouping.told([dead(number) for number in range(1, count + 1)], "warning")
        assert ("… and 1 more (" in said, "… and 2 more (" in said) == (count == 6, count == 7)


def test_of_many_in_the_same_words_so_many_places_are_named() -> None:
    """And how many more there are; a hint only if it is everybody's."""
    many = [dead(number, "/a/") for number in range(1, 8)]
    assert grouping.told(many, "error", command="ssg check").splitlines() == [
        'error: this link leads nowhere: there is no "/a/" [dead-link]: in 7 places',
        *(f"  content/0{number}.md:3:2" for number in range(1, 6)),
        "  … and 2 more (ssg check --all)",
        "  hint: mend it",
    ]
    other = Problem(many[0].where, "dead-link", many[0].said, as_it_is("lain"))
    assert grouping.told([*many[1:], other], "error").splitlines()[-1] == "  … and 2 more (ssg build --all)"
    none = [Problem(one.where, one.code, one.said) for one in many]
    assert grouping.told(none, "error").splitlines()[-1] == "  … and 2 more (ssg build --all)"


def test_larger_groups_stand_below_smaller_ones() -> None:
    """Each code and each sentence is a group of its own; what differs in it is its own text alone."""

    def tags(count: int, text: str) -> list[Problem]:
        return [Problem(Where(f"content/t{n}.md", 2), "bad-value", as_it_is(text.format(n))) for n in range(count)]

    found = [*(dead(number) for number in range(1, 8)), *tags(6, "content/a{}.md, 1,5 kali"), *tags(2, "x")]
    heads = [line for line in grouping.told(found, "warning").splitlines() if "warning: " in line]
    assert heads == [
        "content/t0.md:2: warning: x [bad-value]",
        "content/t1.md:2: warning: x [bad-value]",
        "warning: …, … kali [bad-value]: 6 times",
        "warning: this link leads nowhere: there is no … [dead-link]: 7 times",
    ]


def test_what_counts_as_one_thing_to_mend() -> None:
    """A picture, by what is said of it; anything else by its place too."""

    def one(code: Code, line: int, text: str) -> Problem:
        return Problem(Where("content/a.md", line), code, as_it_is(text))

    assert (
        grouping.count([one("broken-picture", 1, "x"), one("broken-picture", 2, "x"), one("broken-picture", 2, "y")])
        == 2
    )
    assert grouping.count([one("dead-link", 1, "x"), one("dead-link", 2, "x"), one("dead-link", 2, "x")]) == 2
