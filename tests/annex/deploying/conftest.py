"""A portal that is built, or deployed too, once for all tests; each gets a copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploying_support import PASSWORD, deploy, newsroom
from tests.servers import Bucket, s3
from tests.support import Portal, copied


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the keys and the password by which the targets of the tests are opened."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    monkeypatch.setenv("SSG_DEPLOY_PASSWORD", PASSWORD)


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return newsroom(tmp_path_factory.mktemp("built"), "{to: local, path: terbit/publik}")


@pytest.fixture(scope="session")
def _deployed(_built: Portal, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = copied(_built, tmp_path_factory.mktemp("deployed"))
    deploy(made)
    return made


@pytest.fixture
def portal(_built: Portal, tmp_path: Path) -> Portal:
    """A portal of five articles whose target is its folder terbit/publik, not deployed yet."""
    return copied(_built, tmp_path)


@pytest.fixture
def published(_deployed: Portal, tmp_path: Path) -> Portal:
    """The same, deployed."""
    return copied(_deployed, tmp_path)


@pytest.fixture
def host() -> Iterator[Bucket]:
    """An empty bucket of S3 in this process."""
    with s3() as found:
        yield found


@pytest.fixture
def afar(_built: Portal, tmp_path: Path, host: Bucket) -> Portal:
    """A portal of five articles whose target is that bucket."""
    made = copied(_built, tmp_path)
    made.edit("site.yaml", "{to: local, path: terbit/publik}", f"{{to: s3, url: '{host.url}', path: kabar}}")
    made.build()
    return made
