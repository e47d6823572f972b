"""What readers find: the portal's own script of the search, run by Node.js over the files of its output."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support import Portal

NODE = shutil.which("node")
_SCRIPT = Path(__file__).with_name("searching.mjs")
Query = tuple[str, dict[str, Any]]


def needs_node() -> None:
    """Skip a test without Node.js; where CI must run it, it fails."""
    if NODE is None and not os.environ.get("CI"):
        pytest.skip("needs Node.js")


def searched(portal: Portal, queries: Sequence[Query]) -> list[dict[str, Any]]:
    """Return what each query finds: words, and options as the script has them."""
    needs_node()
    command = [str(NODE), str(_SCRIPT), str(portal.output.resolve())]
    done = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    assert [one["missing"] for one in answers] == [0] * len(answers)
    return answers


def results(portal: Portal, words: str, **options: Any) -> list[dict[str, Any]]:
    """Return the results of a query, best first."""
    (answer,) = searched(portal, [(words, options)])
    found: list[dict[str, Any]] = answer["results"]
    return found
