"""What is said of a deploy, to people and to programs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.annex.deploying.changes import Phase
from generator.annex.deploying.command import code_of, deliver, plain, size, target_of, targets_of
from generator.annex.deploying.run import Delivered, Order, Step
from generator.base.errors import MachineError, UsageError
from generator.base.sentences import ENGLISH, as_it_is
from generator.cli.terminal import Screen
from generator.config import site_yaml
from generator.model.deploy_targets import Target
from generator.model.site import Site
from generator.theming.loading import read_site
from tests.support import CONFIG, site

Say = Callable[..., tuple[list[str], list[str]]]
STEPS = (
    Step(Phase.ASSETS, ("a.jpg", "b.jpg"), 3072), Step(Phase.PAGES, ("a/index.html",), 100), Step(Phase.LISTS, ("index.html",), 0),
    Step(Phase.FEEDS, ("feed.xml",), 1 << 20), Step(None, ("z.html",), 0),
)  # fmt: skip
DONE = Delivered("utama", STEPS, seconds=1.25)
NOTHING = Delivered("utama", (), seconds=0.5)
LINES = [
    "pictures and assets    2 files · 3.00 kB",
    "articles and pages     1 file · 100 B",
    "lists                  1 file",
    "feeds and sitemaps     1 file · 1.00 MB",
    "deleted                1 file",
]
HELD, BAD, DUMB = as_it_is("ditahan"), as_it_is("sakit"), as_it_is("tidak diberi tahu")


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Deliver to targets of which it is known what comes of each; give the lines of standard output and error."""
    config = read_site(site(tmp_path).folder)[0]

    def said(*found: Delivered | Exception, dry: bool = False, quiet: bool = False, back: bool = False) -> Any:
        outcomes = iter(found)

        def comes(*_: object) -> Delivered | str:
            one = next(outcomes)
            if isinstance(one, Exception):
                raise one
            return "000007" if back else one

        monkeypatch.setattr("generator.annex.deploying.command.deploy", comes)
        monkeypatch.setattr("generator.annex.deploying.command.roll_back", comes)
        targets = [Target(name, "local", "/x", "/y") for name in ("utama", "awan", "sini")[: len(found)]]
        order = Order(str(tmp_path), str(tmp_path / "build"), dry=dry)
        deliver(order, config, targets, Screen(ENGLISH, quiet=quiet), back=back)
        out, err = capsys.readouterr()
        return out.splitlines(), err.splitlines()

    return said


def test_what_was_sent(say: Say) -> None:
    """A line for each phase, with its files and bytes; then all of it, and how long it took."""
    assert say(DONE) == ([*LINES, "utama: 6 files sent or deleted · 1.00 MB · 1.25 s"], [])
    assert say(Delivered("utama", STEPS[4:])) == (
        [LINES[4], "utama: 1 file sent or deleted · 0 B · 0.00 s"], [],
    )  # fmt: skip
    assert say(NOTHING) == (["utama: nothing to do, it is as it was built · 0.50 s"], [])
    assert say(DONE, quiet=True) == ([], [])


def test_what_would_be_sent(say: Say) -> None:
    """With the paths, twenty of each sort, and why it would be refused or held."""
    refused, held = as_it_is("terlalu banyak"), as_it_is("ditahan")
    many = (Step(Phase.ASSETS, tuple(f"{n}.jpg" for n in range(21)), 2048), Step(None, ("z.html",), 0))
    found = Delivered("utama", many, refused=refused, held=held)
    assert say(found, dry=True) == (
        [
            "pictures and assets    21 files · 2.00 kB", *(f"  {n}.jpg" for n in range(20)), "  and one more; --json has all",
            "deleted                1 file", "  z.html", "utama: 22 files would be sent or deleted · 2.00 kB · 0.00 s",
        ],
        ["error: terlalu banyak", "error: ditahan"],
    )  # fmt: skip
    one = Delivered("utama", (Step(None, tuple(f"{n}.html" for n in range(20)), 0),))
    assert say(one, dry=True)[0][-2] == "  19.html"
    assert (
        say(Delivered("utama", STEPS[4:]), dry=True)[0][-1] == "utama: 1 file would be sent or deleted · 0 B · 0.00 s"
    )


def test_what_stays_at_a_target(say: Say) -> None:
    """Of others' files pages first; there may be very many of them."""
    found = Delivered("utama", (), foreign=("a.jpg", "z.html", "b.html"), rebuilt=True, kept=("c.jpg", "d.html"))
    assert say(found)[1] == [
        "the target did not say what it has; all of it was listed",
        "3 files at the target are not the portal's, and stay",
        "  b.html",
        "  z.html",
        "  a.jpg",
        "2 files stay at the target for readers of what is held back",
        "  d.html",
        "  c.jpg",
    ]
    found = Delivered("utama", (), foreign=tuple(f"{n:02}.html" for n in range(23)), kept=("a.html",))
    assert say(found)[1] == [
        "23 files at the target are not the portal's, and stay",
        *(f"  {n:02}.html" for n in range(20)),
        "  and 3 more; --json has all",
        "1 file stays at the target for readers of what is held back",
        "  a.html",
    ]
    assert say(Delivered("utama", (), foreign=("a",)))[1][0] == "1 file at the target is not the portal's, and stays"


def test_what_went_wrong(say: Say) -> None:
    """What readers do not get, and who was not told; of several targets, which are not as they were built."""
    assert say(Delivered("utama", STEPS[4:], unhealthy=(BAD,), untold=(DUMB,)))[1] == ["sakit", "tidak diberi tahu"]
    assert say(Delivered("utama", (), held=HELD)) == ([], ["error: ditahan"])
    assert say(UsageError(as_it_is("salah"))) == ([], ["error: salah"])
    assert say(MachineError(as_it_is("rusak"))) == ([], ["error: rusak"])
    assert say(MachineError(as_it_is("rusak")), quiet=True) == ([], [])
    out, err = say(UsageError(as_it_is("salah")), NOTHING, Delivered("sini", (), unhealthy=(BAD,)))
    assert [line.partition(":")[0] for line in out] == ["utama", "sini"]
    assert err == ["error: utama: salah", "sakit", "error: not deployed as they were built: utama, sini"]
    assert say(NOTHING, NOTHING)[1] == []
    assert say(UsageError(as_it_is("salah")), NOTHING, quiet=True) == ([], [])
    assert say(FileNotFoundError(2, "No such file or directory", "x"))[1][0].startswith("error: ")


def test_what_readers_get_again(say: Say) -> None:
    """Its name, of a dry run too."""
    assert say(NOTHING, back=True) == (["readers get release 000007 again"], [])
    assert say(NOTHING, back=True, dry=True) == (["readers would get release 000007 again"], [])


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (NOTHING, 0), (DONE, 0), (Delivered("utama", (), release="000007"), 0),
        (Delivered("utama", (), error=HELD), 2), (Delivered("utama", (), refused=HELD), 2),
        (Delivered("utama", (), unhealthy=(BAD,)), 1), (Delivered("utama", (), held=HELD), 1),
        (Delivered("utama", (), untold=(DUMB,)), 0),
    ],
)  # fmt: skip
def test_the_code_of_a_target(outcome: Delivered, code: int) -> None:
    """2 for what was not done, 1 for what readers do not get; who was not told of it makes no difference."""
    assert outcome.code == code
    assert code_of([outcome]) == code_of([outcome, outcome]) == code
    if code:
        assert code_of([outcome, NOTHING]) == 1


def test_what_programs_are_told() -> None:
    """What came of each target, with all paths where they are asked for."""
    step = {"phase": "deleted", "files": 1, "bytes": 0}
    whole = {
        "ok": True, "dry_run": False, "target": "utama",
        "steps": [{"phase": "pages", "files": 1, "bytes": 100}, step], "files": 2, "bytes": 100, "kept": ("k.html",),
        "foreign": 1, "foreign_files": ("f.html",), "rebuilt": True, "seconds": 1.235, "untold": ["tidak diberi tahu"],
        "unhealthy": [], "held": "",
    }  # fmt: skip
    found = Delivered(
        "utama", (STEPS[1], STEPS[4]), ("f.html",), rebuilt=True, seconds=1.23456, untold=(DUMB,), kept=("k.html",)
    )
    assert plain(found, ENGLISH, dry=False) == whole
    bad = Delivered("utama", STEPS[4:], refused=HELD, held=HELD, unhealthy=(BAD,))
    assert plain(bad, ENGLISH, dry=True) == {
        **whole, "ok": False, "dry_run": True, "steps": [{**step, "paths": ("z.html",)}], "files": 1, "bytes": 0,
        "kept": (), "foreign": 0, "foreign_files": (), "rebuilt": False, "seconds": 0.0, "untold": [],
        "unhealthy": ["sakit"], "error": "ditahan", "held": "ditahan",
    }  # fmt: skip
    assert plain(Delivered("utama", (), error=HELD), ENGLISH, dry=True) == {
        "ok": False, "target": "utama", "error": "ditahan",
    }  # fmt: skip
    assert plain(Delivered("utama", (), release="000007"), ENGLISH, dry=False) == {
        "ok": True, "dry_run": False, "target": "utama", "release": "000007",
    }  # fmt: skip


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
