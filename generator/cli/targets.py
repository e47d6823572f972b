"""Targets as people name them, and how much goes there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.base.errors import UsageError
from generator.base.languages import Language
from generator.base.sentences import sentence
from generator.base.text import suggest
from generator.model.deploy_targets import Target
from generator.model.site import Site


def target_of(site: Site, folder: Path, name: str | None) -> Target:
    """Return the target that is meant.

    Args:
        site: the configuration.
        folder: the site's folder, from which paths of this machine begin.
        name: of the target; None for the first.

    Raises:
        UsageError: there is none of that name, or none at all.

    """
    if not site.targets:
        raise UsageError(
            sentence(
                "site.yaml names no target; add deploy: and below it {example}",
                example="production: {to: s3, path: my-bucket}",
            )
        )
    if name is None:
        return _at(folder, site.targets[0])
    names = [one.name for one in site.targets]
    if name not in names:
        meant = suggest(name, names)
        hint = (
            sentence("did you mean {meant}?", meant=meant)
            if meant
            else sentence("there are {names}", names=", ".join(names))
        )
        raise UsageError(sentence("there is no target {name} in site.yaml; {hint}", name=name, hint=hint))
    return _at(folder, site.targets[names.index(name)])


def targets_of(site: Site, folder: Path, names: Sequence[str], *, every: bool) -> list[Target]:
    """Return the targets that are meant, each once; without a name the first.

    Args:
        site: the configuration.
        folder: the site's folder.
        names: of the targets.
        every: whether all of them are meant.

    Raises:
        UsageError: there is none of a name, or none at all.

    """
    if every and names:
        raise UsageError(sentence("--all means each target; leave out the names"))
    wanted: Sequence[str | None] = [one.name for one in site.targets] if every else names
    return [target_of(site, folder, name) for name in dict.fromkeys(wanted or [None])]


def _at(folder: Path, target: Target) -> Target:
    """Return a target whose paths of this machine are whole, wherever the command was called."""

    def whole(path: str) -> str:
        return os.path.abspath(folder / os.path.expanduser(path))

    changes = {"known_hosts": whole(target.known_hosts), "key_file": target.key_file and whole(target.key_file)}
    if target.via == "local" and not target.remote:
        changes |= {"path": whole(target.path), "state": whole(target.state)}
    return msgspec.structs.replace(target, **changes)


def size(count: int, language: Language) -> str:
    """Return a number of bytes for people."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if count >= unit:
            return f"{language.decimal(count / unit)} {name}"
    return f"{count} B"
