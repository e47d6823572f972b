"""Which targets are meant by what people type, and how much goes there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.base.languages import ENGLISH
from generator.cli.targets import size, target_of, targets_of
from generator.config import site_yaml
from generator.model.site import Site
from tests.support import CONFIG

TARGETS = """\
deploy:
  utama: {to: sftp, host: a.example, path: /srv/kabar, key_file: kunci, known_hosts: ~/dikenal}
  awan: {to: s3, path: kabar}
  sini: {to: local, path: terbit/publik}
  lain: {remote: luar, path: kabar}
"""


def site_of(more: str) -> Site:
    found, problems = site_yaml.parse(CONFIG + more)
    assert found is not None
    assert not problems
    return found


@pytest.mark.parametrize(("name", "found"), [(None, "utama"), ("utama", "utama"), ("sini", "sini"), ("lain", "lain")])
def test_a_target_by_its_name(tmp_path: Path, name: str | None, found: str) -> None:
    """Without one it is the first."""
    assert target_of(site_of(TARGETS), tmp_path, name).name == found


@pytest.mark.parametrize(
    ("more", "name", "said"),
    [
        ("", None, "site.yaml names no target; add deploy: and below it production: {to: s3, path: my-bucket}"),
        ("", "utama", "site.yaml names no target; add deploy: and below it production: {to: s3, path: my-bucket}"),
        (TARGETS, "utamma", "there is no target utamma in site.yaml; did you mean utama?"),
        (TARGETS, "xyz", "there is no target xyz in site.yaml; there are utama, awan, sini, lain"),
    ],
)
def test_a_target_that_there_is_not(tmp_path: Path, more: str, name: str | None, said: str) -> None:
    """It is said what may be meant, or what there is."""
    with pytest.raises(UsageError) as error:
        target_of(site_of(more), tmp_path, name)
    assert str(error.value) == said


def test_several_targets_each_once(tmp_path: Path) -> None:
    """In the order in which they were named, or that of site.yaml."""
    site = site_of(TARGETS)

    def named(*names: str, every: bool = False) -> list[str]:
        return [one.name for one in targets_of(site, tmp_path, names, every=every)]

    assert named() == ["utama"]
    assert named("sini", "awan", "sini") == ["sini", "awan"]
    assert named(every=True) == ["utama", "awan", "sini", "lain"]
    with pytest.raises(UsageError) as error:
        named("sini", every=True)
    assert str(error.value) == "--all means each target; leave out the names"


def test_paths_of_this_machine_begin_at_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the command was called; paths of others are as they are written."""
    monkeypatch.setenv("HOME", "/rumah")
    folder = tmp_path / "situs"
    utama, awan, sini, lain = targets_of(site_of(TARGETS), folder, (), every=True)
    assert (utama.path, utama.key_file, utama.known_hosts) == ("/srv/kabar", str(folder / "kunci"), "/rumah/dikenal")
    assert (awan.path, awan.key_file, awan.known_hosts) == ("kabar", "", "/rumah/.ssh/known_hosts")
    assert (sini.path, sini.state) == (str(folder / "terbit/publik"), str(folder / "terbit/.publik.warta-deploy"))
    assert (lain.path, lain.state) == ("kabar", site_of(TARGETS).targets[3].state)
    assert not os.path.isabs(lain.state)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 B"), (1023, "1023 B"), (1024, "1.00 kB"), ((1 << 20) - 1, "1024.00 kB"), (1 << 20, "1.00 MB"),
        ((1 << 30) - 1, "1024.00 MB"), (1 << 30, "1.00 GB"), (5 << 30, "5.00 GB"),
    ],
)  # fmt: skip
def test_a_number_of_bytes(count: int, said: str) -> None:
    """In the largest unit of which there is one at least."""
    assert size(count, ENGLISH) == said
