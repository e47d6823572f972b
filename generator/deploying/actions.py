"""Actions of GitHub that our workflows use: their newest major versions, all of which run on its Node.js 24.

GitHub took Node.js 20 out of its runners in September 2026, so an old version may not run at all:
https://github.blog/changelog/2025-09-19-deprecation-of-node-20-on-github-actions-runners/

A test fails where a workflow names a version older than this table. None fails because the table has grown old: what is
green today has to be green tomorrow. The day stands in each workflow instead, for whoever reads it.
"""

from __future__ import annotations

import re

LOOKED_UP = "2026-11-28"
"""The day on which the releases were looked up, at https://github.com/actions/<name>/releases."""
ACTIONS = {
    "cache": 6,  # 6.1.0
    "checkout": 7,  # 7.0.1, 2026-07-20
    "deploy-pages": 5,  # 5.0.0, 2026-03-25
    "setup-python": 7,  # 7.0.0, 2026-07-20
    "upload-pages-artifact": 5,  # 5.0.0; made of others, which run on Node.js 24
}
"""Name below github.com/actions -> major version."""


def versioned(workflow: str) -> str:
    """Return a workflow in which each action has its version."""
    return re.sub(r"uses: actions/([a-z-]+)(\S*)$", _versioned, workflow, flags=re.MULTILINE)


def _versioned(found: re.Match[str]) -> str:
    return f"{found[0]}@v{ACTIONS[found[1]]}"
