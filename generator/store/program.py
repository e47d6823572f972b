"""Program: which program wrote a store."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from generator.base.digest import digest

PACKAGE = Path(__file__).parents[1]
_NO_PART = ("__pycache__", "themes", "skeleton", "commands", "serve", "checks", "editing", "importers", "deploying")
"""Folders of the package that have no part in what a page's bytes are; themes have digests of their own.

`cluster/` has none either, but by this digest a worker is known to be the same program.
"""


def program(package: Path = PACKAGE) -> str:
    """Return a digest of what turns a site into bytes: the package's code and the libraries that it uses.

    A store that another program has written is not read: a new version may
    give other bytes for the same site.
    """
    parts = []
    start = len(str(package)) + 1
    for folder, names, files in os.walk(package):
        names[:] = sorted(name for name in names if name not in _NO_PART)
        for name in sorted(files):
            if name.endswith((".py", ".dict")):
                path = os.path.join(folder, name)
                with open(path, "rb", buffering=0) as file:
                    parts.append(path[start:].encode() + b"\0" + digest(file.read()))
    wanted = (
        "jinja2-",
        "markdown_it_py-",
        "mdit_py_plugins-",
        "nh3-",
        "pyyaml-",
        "markupsafe-",
        "imagesize-",
        "msgspec-",
        "pyvips",
    )
    for entry in sys.path:
        if entry.endswith("site-packages") and os.path.isdir(entry):
            names = [name for name in os.listdir(entry) if name.lower().startswith(wanted)]
            parts += [name.lower().encode() for name in sorted(names)]
    return digest(b"\0".join(parts)).hex()
