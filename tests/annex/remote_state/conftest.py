"""The portals of the tests of deploys, and the keys of their targets."""

from __future__ import annotations

from tests.annex.deploying.conftest import _built, _deployed, _secrets, portal, published

__all__ = ["_built", "_deployed", "_secrets", "portal", "published"]
