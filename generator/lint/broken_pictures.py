"""Files named as pictures that cannot be shown, and the documents that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from generator.base.errors import Problem, Where, capped
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted
from generator.lint.references import Reference, references_of, text_of, where
from generator.model.lookup_keys import url_key
from generator.model.records import Link, Record
from generator.store import documents, names
from generator.store.database import Store


class Fault(Record, frozen=True):
    """What is wrong with a picture that cannot be shown."""

    path: str
    """Below content/."""
    message: Sentence
    """What follows the name of the picture in a sentence."""
    hint: Sentence


def find(store: Store, docs: AbstractSet[int] | None, *, drafts: bool) -> dict[int, dict[int, Fault]]:
    """Return the documents that show a picture that is known to be faulty, each with the faults by key.

    Args:
        store: the store.
        docs: the documents that are looked at; None for all.
        drafts: whether drafts are treated as what is published is.

    """
    # Of a few documents all pictures are looked up; an archive may have more faulty ones than these show.
    shown = None if docs is None else {reference.key for doc in docs for reference in _pictures(store, doc)}
    faults: dict[int, dict[int, Fault]] = {}
    for key, media in documents.faulty_media(store, shown):
        for doc in names.readers(store, key, drafts=drafts):
            if docs is None or doc in docs:
                faults.setdefault(doc, {})[key] = Fault(media.path, media.fault, media.hint)
    return faults


def _pictures(store: Store, doc: int) -> Iterator[Reference]:
    document = documents.by_id(store, doc)
    yield from (
        (reference for reference in references_of(document) if reference.link.kind == "image") if document else ()
    )


def first_problem(store: Store, fault: Fault) -> Problem:
    """Return the problem of a faulty picture at the first place where it is shown."""
    first = next(problems_of(store, fault), None)
    return first or Problem(
        Where(f"content/{fault.path}"),
        "broken-picture",
        sentence("this picture {message}", message=fault.message),
        fault.hint,
    )


def problems_of(store: Store, fault: Fault, *, drafts: bool = False) -> Iterator[Problem]:
    """Yield the problems of a faulty picture at all places where it is shown, articles first.

    Those in drafts are none, unless drafts are treated as what is published is.
    """
    key = url_key(f"/{fault.path}")
    for doc in names.readers(store, key, drafts=drafts):
        document = documents.get(store, doc)
        yield from problems_in(store, document.path, references_of(document), fault)


def problems_in(store: Store, path: str, references: Iterable[Reference], fault: Fault) -> list[Problem]:
    """Return the problems of a faulty picture at the places where one file shows it."""
    key = url_key(f"/{fault.path}")
    links = [reference.link for reference in references if reference.key == key and reference.link.kind == "image"]
    text = text_of(store, path) if links else ""
    return capped([problem(where(path, text, link), link, fault) for link in links], text)


def problem(place: Where, link: Link, fault: Fault) -> Problem:
    """Return the problem of a faulty picture at a place where it is shown."""
    message = sentence("the picture {target} {message}", target=quoted(link.target), message=fault.message)
    return Problem(place, "broken-picture", message, fault.hint, other=f"content/{fault.path}")
