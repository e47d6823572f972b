"""What editors put on the front pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.sentences import sentence
from generator.model.cards import Card
from generator.model.front import Breaking, Pin, Steered
from generator.model.lookup_keys import front_key, link_keys
from generator.model.records import Named
from generator.model.urls import is_web
from generator.queries.answers import Answer, of_value, query
from generator.queries.archive import Archive
from generator.queries.names import target
from generator.store import times
from generator.store.dependencies import Read, of_key


@query(sentence("what editors want on it differs"))
def front(archive: Archive, kanal: str) -> Answer[Steered]:
    """Return what editors put on a kanal's page, or on the home page; articles that are not published are left out.

    So is paid content in the place of the lead, and an article that has a place already.
    """
    reads: list[Read] = [of_key(front_key(kanal))]
    wanted = times.fronts(archive.store).get(kanal)
    if wanted is None:
        return of_value(Steered(), reads)
    shown: set[int] = set()

    def cards(pins: Iterable[Pin]) -> Iterator[Card]:
        for pin in pins:
            keys = link_keys(pin.link)
            reads.extend(map(of_key, keys))
            found = next(filter(None, map(archive.published, keys)), None)
            if found is None or found[0] in shown:
                continue
            card = archive.card(found[1]).card
            if pin not in wanted.lead or card.type != "advertorial":
                shown.add(found[0])
                yield card

    lead = next(cards(wanted.lead), None)
    following, picks = tuple(cards(wanted.next)), tuple(cards(wanted.picks))
    strip = next((strip_of(archive, one, reads) for one in wanted.breaking), None)
    return of_value(Steered(lead, following, picks, wanted.blocks, strip), reads)


def strip_of(archive: Archive, breaking: Breaking, reads: list[Read]) -> Named:
    """Return the strip of breaking news, without an address if its target is not published; add what was read."""
    link = breaking.link
    if link is None or is_web(link.target):
        return Named(breaking.text, link.target if link else "")
    found = target(archive, "link", link.target)
    reads.extend(found.reads)
    return Named(breaking.text, found.value.url if found.value else "")
