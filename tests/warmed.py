"""Imports what a build needs, by a check of a small site: whatever is forked from this process begins a build at once.

No picture is decoded here, since that is done by threads, which a fork does not inherit.
"""

import tempfile
from pathlib import Path

from tests.support import article, site, ssg_here

with tempfile.TemporaryDirectory() as _folder:
    _portal = site(Path(_folder))
    _portal.add("content/daerah/a.md", article())
    ssg_here(_portal, "check", "--jobs", "1")
