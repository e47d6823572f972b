"""References of documents that lead nowhere or cannot be followed, and pictures that cannot be shown.

A target that exists but is not published at build time is not dead: a link to tomorrow's article, or to one that
expired last night, must not stop the build. It is rendered as plain text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import chain

from generator.base.codes import Code
from generator.base.errors import Problem, Where, capped
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted
from generator.lint import site_rules
from generator.lint.references import Reference, references_of, text_of, where
from generator.model.codec import decode_text
from generator.model.delta import Delta
from generator.model.lookup_keys import FRAGMENTS, link_keys, url_key
from generator.model.records import Article, Link, Matter, Record
from generator.model.site import Site
from generator.model.urls import fragment_of, is_one_of, is_ours, place_hint, target_url
from generator.store import documents, faults, names
from generator.store.database import Store
from generator.store.faults import Found

FEW = 500
"""Up to so many documents and keys are checked one by one, instead of all references."""


class LinkProblems(Record, frozen=True):
    """Problems with references."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    """Problems that the site tolerates; from `check`, only those new since the last build."""


class PictureFault(Record, frozen=True):
    """The problem of a picture that cannot be shown."""

    path: str
    """Below content/."""
    message: Sentence
    """The end of a sentence about the picture."""
    hint: Sentence


class _Text(Record, frozen=True):
    """A document whose references are checked."""

    path: str
    """Below content/."""
    references: Sequence[Reference]
    doc: int = -1
    """Negative for a file that was left out."""
    now: int = 0


def check(store: Store, delta: Delta, keys: AbstractSet[int], site: Site, now: int) -> LinkProblems:
    """Find links to nothing or to a missing fragment, pictures that cannot be shown, and mistakes in `related`.

    Of a site that wants another editor than the author, also the articles without one.

    Checks the documents of the delta and those that refer to one of the keys, against the planned pages. What the site
    tolerates is stored as faults of the documents.
    """
    # None stands for all documents and references.
    docs: set[int] | None = None
    references: list[tuple[int, int]] | None = None
    own: Mapping[int, Matter] = {}
    changed = {doc for doc in delta.reasons if doc not in delta.gone}
    if not delta.first and len(changed) + len(keys) <= FEW:
        users = (names.users(store, key) for key in keys)
        docs = changed.union(*users)
    if site.desk.review or store.get("reviews"):
        # Imported here: few sites want it.
        from generator.lint import own_editors  # noqa: PLC0415

        more = own_editors.affected(store, delta, site)
        docs = docs | more if docs is not None and more is not None else None
        own = own_editors.among(store, docs, site)
    if docs is not None:
        references = [pair for doc in sorted(docs) for pair in _pairs(store, doc)]
    dead: dict[int, set[int]] = {}
    for key, doc in names.dead(store, references):
        dead.setdefault(doc, set()).add(key)
    for doc in documents.choosing(store, docs):
        dead.setdefault(doc, set())
    faulty_of = _faulty(store, docs)
    found = {
        doc: _problems(
            store,
            _text(store, doc, now),
            dead.get(doc, set()),
            faulty_of.get(doc, {}),
            site,
            own.get(doc),
        )
        for doc in sorted({*dead, *faulty_of, *own})
    }
    warnings: list[Problem] = []
    for doc in sorted({*found, *(faults.documents(store, Found.LINKING) if docs is None else docs)}):
        tolerated = found[doc].warnings if doc in found else ()
        before = set() if delta.first else faults.of(store, doc, Found.LINKING)
        if before != set(tolerated):
            faults.put(store, doc, Found.LINKING, tolerated)
            warnings += [problem for problem in tolerated if problem not in before]
    errors = tuple(problem for checked in found.values() for problem in checked.errors)
    return LinkProblems(errors, tuple(warnings))


def check_unread(store: Store, unread: Mapping[str, Sequence[Reference]], site: Site) -> list[Problem]:
    """Return the problems with references, by path below content/, of files left out for other problems."""
    found: list[Problem] = []
    for path, references in unread.items():
        looked_up = [
            reference for reference in references if not (reference.link.kind == "image" and site.reading.media_url)
        ]
        dead = {FRAGMENTS}
        for reference in looked_up:
            if reference.field == "own":
                is_dead = bool({*documents.claimants(store, reference.key, drafts=False)} - {path})
            else:
                is_dead = names.is_dead(store, reference.key)
            if is_dead:
                dead.add(reference.key)
        pictures = {reference.key for reference in looked_up if reference.link.kind == "image"}
        faulty_by_key = dict(_faulty_media(store, pictures))
        found += _problems(store, _Text(path, looked_up), dead, faulty_by_key, site).errors
    return found


def _text(store: Store, doc: int, now: int) -> _Text:
    document = documents.get(store, doc)
    return _Text(document.path, references_of(document), doc, now)


def _pairs(store: Store, doc: int) -> list[tuple[int, int]]:
    """Return key and document of all references of a document, including `FRAGMENTS`."""
    document = documents.by_id(store, doc)
    if document is None:
        return []
    return sorted({(FRAGMENTS, doc), *((reference.key, doc) for reference in references_of(document))})


def _problems(
    store: Store, document: _Text, dead: set[int], faulty_by_key: Mapping[int, PictureFault], site: Site,
    own: Matter | None = None,
) -> LinkProblems:  # fmt: skip
    """Return the problems with a document's references, given the dead keys and those of faulty pictures.

    `own` is the front matter of an article without another editor than its authors.
    """
    related = {
        doc
        for reference in document.references
        if reference.field == "related"
        for doc in documents.articles_named(store, reference.key)
    }
    text = text_of(store.content, document.path)
    problems: list[Problem] = []
    if own is not None:
        from generator.lint.own_editors import problem as of_own  # noqa: PLC0415 - as in `check`

        problems.append(of_own(where(document.path, text, Link("link", "", "editor")), own))
    pins = [reference for reference in document.references if reference.field in ("pin", "strip")]
    if pins:
        # Imported here: few builds read front pages.
        from generator.lint.pins import bad_pins  # noqa: PLC0415

        problems += bad_pins(store, document.path, pins, document.now)
    for reference in document.references:
        key, link = reference.key, reference.link
        place = where(document.path, text, link)
        if reference.field in ("pin", "strip"):
            continue
        if reference.field == "own":
            if key in dead:
                rivals = {*documents.claimants(store, key, drafts=False)} - {document.path}
                # Where somebody has to give way, all but the oldest do.
                problems.append(_rival(place, link, min(rivals, key=partial(documents.age, store))))
        elif reference.field in ("initials", "byline"):
            if key in dead and not documents.paths_named(store, key):
                problems.append(_unknown(place, link) if link.text else _nobody(place, link))
        elif reference.field == "query" or (key in dead and not dead.issuperset(link_keys(link))):
            continue
        elif key in dead and not site_rules.has_longer_list(store, target_url(link.target), site):
            problems.append(_problem(place, link, documents.claimants(store, key, drafts=False)))
        elif key in faulty_by_key and link.kind == "image":
            problems.append(_broken(place, link, faulty_by_key[key]))
        else:
            problem = _bad_related(store, document.doc, related, reference, place) if reference.field else None
            if problem is None and FRAGMENTS in dead:
                problem = _dead_fragment(store, key, link, place, site.reading.theme_ids)
            if problem is not None:
                problems.append(problem)
    errors, warnings = site.severities.parted(problems)
    return LinkProblems(tuple(capped(errors, text)), tuple(capped(warnings, text)))


def _rival(place: Where, link: Link, path: str) -> Problem:
    other = f"content/{path}"
    if link.text == "id":
        message = sentence("the id {target} is also that of {other}", target=quoted(link.target), other=other)
        return Problem(
            place, "same-id", message, sentence("an id is one article's for ever: correct one of them"), other=other
        )
    message = sentence("the old address {target} is also that of {other}", target=quoted(link.target), other=other)
    hint = sentence("take it out of the aliases of one of them")
    return Problem(place, "address-taken", message, hint, other=other, target=link.target)


def _unknown(place: Where, link: Link) -> Problem:
    hint = sentence(
        "correct them, or write {key}: {initials} into a profile in content/authors/ or this front matter",
        key=link.text,
        initials=link.target,
    )
    message = sentence("nobody has the initials {initials}", initials=quoted(link.target))
    return Problem(place, "unknown-initials", message, hint, target=link.target)


def _nobody(place: Where, link: Link) -> Problem:
    hint = sentence(
        "write the name as in content/authors/ or among the authors of the report; "
        "a headline that ends with brackets can do without them"
    )
    message = sentence("nobody is called {name}", name=quoted(link.target))
    return Problem(place, "unknown-initials", message, hint, target=link.target)


def _problem(place: Where, link: Link, paths: list[str]) -> Problem:
    """Return the problem of a reference that matches no document, or several."""
    target = quoted(link.target)
    if len(paths) > 1:
        some = ", ".join(f"content/{path}" for path in paths[:3])
        said = sentence("{target} may be any of {some}", target=target, some=some)
        return Problem(place, "ambiguous-link", said, sentence("write the whole address, or the path to the .md file"))
    # Imported here, for a fast start: hardly any build has a dead link.
    from generator.lint.text.flaws import repaired_address  # noqa: PLC0415

    meant = repaired_address(link.target) or repaired_address(link.target.rpartition("/")[2])
    elsewhere = sentence("write it in full: {address}", address=meant) if meant else NOTHING
    if link.kind == "image":
        hint = elsewhere or sentence("put the file into content/, or correct the path: it counts from content/")
        # A path that may be relative to the text can be fixed there.
        code: Code = "reserved-address" if link.target[0] == "/" and is_ours(link.target) else "missing-picture"
        said = sentence("the picture {target} does not exist", target=target)
        return Problem(place, code, said, hint, target=link.target)
    hint = elsewhere or sentence("write the path to the .md file, the address or the slug of an article that exists")
    if link.kind != "baca":
        said = sentence("this link leads nowhere: there is no {target}", target=target)
    elif " " in link.target:
        # Imported here: it imports the Markdown parser, which most builds do not need.
        from generator.markup.builder import BACA_HINT  # noqa: PLC0415

        said, hint = sentence("this Baca Juga holds no link"), BACA_HINT
    else:
        said = sentence("Baca Juga leads nowhere: there is no {target}", target=target)
    return Problem(place, "dead-link", said, hint, target=link.target)


def _bad_related(
    store: Store, doc: int, related: AbstractSet[int], reference: Reference, place: Where
) -> Problem | None:
    """Return the problem of an entry of `related` or `unrelated` that leads somewhere; None if it is fine."""
    written, field = quoted(reference.link.target), reference.link.text
    articles = documents.articles_named(store, reference.key)
    if not articles:
        said = sentence("{written} is no article", written=written)
        hint = sentence(
            "{field} names articles: write the path to the .md file, the address or the slug of one", field=field
        )
    elif doc in articles:
        said = sentence("{field} names the article itself", field=field)
        hint = sentence("take {written} out of {field}", written=written, field=field)
    elif reference.field == "unrelated" and not related.isdisjoint(articles):
        other = field.replace("unrelated", "related").removeprefix("tidak_")
        said = sentence("{written} is in {related} as well", written=written, related=other)
        hint = sentence(
            "keep it in only one: {related} shows it first, {field} shows it nowhere", related=other, field=field
        )
    else:
        return None
    return Problem(place, "bad-related", said, hint)


def _dead_fragment(store: Store, key: int, link: Link, place: Where, of_theme: Collection[str]) -> Problem | None:
    """Return the problem of a link to a fragment that its target lacks; `of_theme` are ids of the theme."""
    fragment = fragment_of(link.target)
    if link.kind == "image" or not fragment or is_one_of(fragment, of_theme):
        return None
    document = documents.named(store, key)
    text = decode_text(document.kind, document.record) if document is not None and document.kind != "media" else None
    if text is None or (isinstance(text, Article) and text.matter.is_over):
        # Readers see no text there.
        return None
    anchors = [anchor for anchor, _ in text.body.anchors]
    if fragment in anchors:
        return None
    said = sentence(
        "this link leads to no place of its target: {target} has no {value}",
        target=quoted(link.target),
        value=quoted(f"#{fragment}"),
    )
    return Problem(place, "dead-fragment", said, place_hint(fragment, anchors), target=link.target)


def _faulty(store: Store, docs: AbstractSet[int] | None) -> dict[int, dict[int, PictureFault]]:
    """Return the documents (all for None) that show a faulty picture, each with the faults by key."""
    # For a few documents, look up all their pictures; an archive may have more faulty pictures than these show.
    shown = None
    if docs is not None:
        found = filter(None, (documents.by_id(store, doc) for doc in docs))
        references = chain.from_iterable(map(references_of, found))
        shown = {reference.key for reference in references if reference.link.kind == "image"}
    faults: dict[int, dict[int, PictureFault]] = {}
    for key, fault in _faulty_media(store, shown):
        for doc in names.readers(store, key):
            if docs is None or doc in docs:
                faults.setdefault(doc, {})[key] = fault
    return faults


def _faulty_media(store: Store, keys: AbstractSet[int] | None) -> Iterator[tuple[int, PictureFault]]:
    for key, media in documents.faulty_media(store, keys):
        yield key, PictureFault(media.path, media.fault, media.hint)


def first_broken(store: Store, fault: PictureFault) -> Problem:
    """Return the problem of a faulty picture at the first place that shows it, articles first, but in no draft."""
    key = url_key(f"/{fault.path}")
    for doc in names.readers(store, key):
        document = documents.get(store, doc)
        for reference in references_of(document):
            if reference.key == key and reference.link.kind == "image":
                text = text_of(store.content, document.path)
                return _broken(where(document.path, text, reference.link), reference.link, fault)
    said = sentence("this picture {message}", message=fault.message)
    return Problem(Where(f"content/{fault.path}"), "broken-picture", said, fault.hint)


def _broken(place: Where, link: Link, fault: PictureFault) -> Problem:
    message = sentence("the picture {target} {message}", target=quoted(link.target), message=fault.message)
    return Problem(place, "broken-picture", message, fault.hint, other=f"content/{fault.path}")
