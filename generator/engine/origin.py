"""Looks at the folder of the site before it is built."""

from __future__ import annotations

import re
from pathlib import Path

from generator.base.errors import Problem, SiteError, UsageError, Where
from generator.base.folder import OWN, mixes
from generator.base.sentences import sentence
from generator.base.state_files import check_link

_NAME = "[0-9a-f]{40}|[0-9a-f]{64}"


def checked_out(folder: Path) -> str:
    """Return the full name of the checked-out commit, read from git's files, since builds start no program.

    Empty if the repository does not keep its refs as files.
    """
    try:
        top = folder.absolute()
        found = next(above / ".git" for above in (top, *top.parents) if (above / ".git").exists())
        git = found if found.is_dir() else found.parent / found.read_text().partition("gitdir:")[2].strip()
        shared = git / (git / "commondir").read_text().strip() if (git / "commondir").is_file() else git
        commit = (git / "HEAD").read_text().strip()
        if commit.startswith("ref:"):
            ref = commit.removeprefix("ref:").strip()
            packed = shared / "packed-refs"
            own = shared / ref
            lines = [own.read_text()] if own.is_file() else packed.read_text().split("\n") if packed.is_file() else []
            commit = next((line.split()[0] for line in lines if line.split()[1:] in ([], [ref]) and line.strip()), "")
    except (OSError, StopIteration, ValueError):
        return ""
    return commit if re.fullmatch(_NAME, commit) else ""


def check_folders(site: Path, output: Path) -> None:
    """Refuse an output folder that would mix with the site itself, and a site without content."""
    check_link(output)
    if mixes(site, output, *OWN):
        raise UsageError(
            sentence(
                "the output folder {output} would mix with the site itself; choose another with --output", output=output
            )
        )
    if not (site / "content").is_dir():
        message, hint = sentence("there is no folder content/"), sentence("make it, with an article in it")
        raise SiteError([Problem(Where("content"), "no-site", message, hint)])
