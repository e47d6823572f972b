"""The pipelines that publish a portal, as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def github(root: Path, folder: str = ".github") -> dict[Any, Any]:
    return dict(yaml.safe_load((root / folder / "workflows" / "deploy.yml").read_text("utf-8")))


def gitlab(root: Path, name: str = ".gitlab-ci.yml") -> dict[Any, Any]:
    return dict(yaml.safe_load((root / name).read_text("utf-8"))["pages"])


def github_steps(root: Path, folder: str = ".github") -> list[dict[str, Any]]:
    return list(github(root, folder)["jobs"]["publish"]["steps"])
