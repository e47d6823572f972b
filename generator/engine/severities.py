"""What follows when site.yaml says otherwise than before which problems are errors.

Few files are read again: those that are not tolerated any more, and pictures, once, when broken ones may be left out:
then each is decoded when it is read, since a page that shows it is planned without variants.
"""

from __future__ import annotations

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem
from generator.model.site import Site
from generator.store import documents, faults
from generator.store.database import Store
from generator.store.faults import Found

_SEVERITIES, _DECODED = "severities", "decoded"
"""Keys of the store: digest of the severities that it agrees with; whether all pictures were decoded."""


def differ(store: Store, site: Site) -> bool:
    """Return whether the severities are others than those that the store agrees with."""
    return store.get(_SEVERITIES) != _digest(site)


def decodes(site: Site) -> bool:
    """Return whether pictures are decoded when they are read."""
    return site.severities.tolerates("broken-picture")


def undecoded(store: Store, site: Site) -> list[str]:
    """Return the pictures of the store that have to be read again to be decoded, by their paths below content/."""
    return documents.paths_of(store, "media") if decodes(site) and store.number(_DECODED) == 0 else []


def intolerable(store: Store, site: Site) -> list[str]:
    """Return the paths of files to read again: what that finds is not tolerated any more, or kept them unpublished."""
    if not differ(store, site):
        return []
    wrong = (problem for problem in faults.every(store, (Found.READING,)) if _is_error(site, problem))
    hidden = (*faults.hidden(store, Found.DRAFT), *faults.hidden(store, Found.HELD))
    return sorted({*(problem.where.path.removeprefix("content/") for problem in wrong), *hidden})


def settle(store: Store, site: Site) -> list[Problem]:
    """Return the links that the site does not tolerate any more; if there are none, the store agrees with it."""
    store.set(_DECODED, b"%d" % decodes(site))
    if not differ(store, site):
        return []
    problems = [problem for problem in faults.every(store) if _is_error(site, problem)]
    if not problems:
        store.set(_SEVERITIES, _digest(site))
    return problems


def _is_error(site: Site, problem: Problem) -> bool:
    return problem.code != "more-problems" and site.severities.of(problem) == "error"


def _digest(site: Site) -> bytes:
    return digest(msgspec.msgpack.encode(site.severities))
