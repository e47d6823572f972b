"""`ssg host` and `ssg budget`, as people run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.annex.deploying.hosts.files import told
from generator.model.deploy_targets import HOSTS
from tests.support import CONFIG, Portal, article, run, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=f"{CONFIG}host: cloudflare\n")
    portal.add("content/daerah/2024/10/a.md", article("A", aliases="[/lama/, /dua kata/, '/?p=1']"))
    portal.build()
    return portal


def ssg(portal: Portal, *words: str) -> int:
    return run("--site", str(portal.folder), *words)


def test_both_files_of_a_host_are_printed_with_their_names_and_what_is_in_no_rule_is_said(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """The host is that of site.yaml, unless another is named."""
    assert ssg(portal, "host") == 0
    said = capsys.readouterr()
    assert said.out.startswith("# _redirects\n/lama/ /daerah/2024/10/a/ 301\n# _headers\n/*\n")
    assert said.err == (
        "1 old address is in no rule; the page there leads on\n"
        "1 old address with a query leads nowhere on this host: /?p=1\n"
    )


def test_files_are_written_into_a_folder(portal: Portal, tmp_path: Path) -> None:
    """Under the names that hosts look for."""
    (tmp_path / "ke").mkdir()
    assert ssg(portal, "host", "apache", "--into", str(tmp_path / "ke")) == 0
    assert [path.name for path in (tmp_path / "ke").iterdir()] == [".htaccess"]


@pytest.mark.parametrize("name", ["github", "gitlab", "s3", "cloudfare"])
def test_a_host_that_is_told_nothing_or_is_not_known_is_wrong_use(
    portal: Portal, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a sentence, and nothing printed."""
    assert ssg(portal, "host", name) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err == (
        f'error: "{name}" is not a host that is known here; there are {", ".join(HOSTS)}\n'
        if name not in HOSTS
        else f"error: {HOSTS[name].label} cannot be told anything that the pages do not say: the page at each old address "
        "leads on\n"
    )


def test_a_host_has_to_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the command line or in site.yaml."""
    assert ssg(site(tmp_path), "host") == 2
    assert capsys.readouterr().err == (
        f"error: name a host, or write host: … into site.yaml; there are {', '.join(HOSTS)}\n"
    )


@pytest.mark.parametrize(
    ("pages", "queries", "said"),
    [
        (0, 0, []), (1, 0, ["1 old address is in no rule; the page there leads on"]), (2, 0, ["2 old addresses are in no rule; the pages there lead on"]),
        (0, 1, ["1 old address with a query leads nowhere on this host: /?p=0"]), (0, 6, ["6 old addresses with a query lead nowhere on this host: /?p=0, /?p=1, /?p=2, /?p=3, /?p=4"]),
    ],
)  # fmt: skip
def test_what_people_should_know_of_addresses_in_no_rule(pages: int, queries: int, said: list[str]) -> None:
    """How many there are, and the first of those from which nothing leads on."""
    assert [str(one) for one in told(pages, [f"/?p={n}" for n in range(queries)])] == said


@pytest.mark.parametrize("command", ["host", "budget"])
def test_before_the_first_build_nothing_is_known(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence says what to do."""
    assert ssg(site(tmp_path, config=f"{CONFIG}host: nginx\n"), command) == 2
    assert "run `ssg build` first" in capsys.readouterr().err


def test_the_budget_is_told_in_lines(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Files, bytes, the largest file, old addresses, and the months that are left."""
    assert ssg(portal, "budget") == 0
    lines = capsys.readouterr().out.splitlines()
    files = len(portal.files()) - 1
    assert lines[:2] == ["Cloudflare Pages, limits as of 2026-11", f"  {files} files of 20,000"]
    assert lines[2].endswith(" KB, no limit")
    assert lines[3].startswith("  largest file: ")
    assert lines[4:6] == [
        "  1 old address is a rule of the host, 1 are pages that lead on",
        "  1 old address with a query leads nowhere on this host",
    ]
    assert lines[6].startswith("at 1 articles a month there is room for ")


def test_the_budget_is_told_in_the_language_of_the_desk(
    portal: Portal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Indonesian with the numbers of Indonesian."""
    monkeypatch.setenv("SSG_LANG", "id")
    ssg(portal, "budget")
    said = capsys.readouterr().out
    assert "dari 20.000 berkas\n" in said
    assert "alamat lama menjadi aturan host" in said


def test_a_host_that_would_refuse_the_portal_is_exit_code_1(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """So that a pipeline stops before the deploy."""
    with (portal.output / "index.html").open("ab") as file:
        file.truncate(26 << 20)
    assert ssg(portal, "budget", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["over"], found["largest_path"]) == (True, "index.html")
    assert found["help"] == ["make index.html smaller, or keep it elsewhere and link to it"]


def test_a_file_that_is_missing_is_said(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """The output is not what was built."""
    (portal.output / "index.html").unlink()
    assert ssg(portal, "budget") == 2
    assert "run `ssg build` first" in capsys.readouterr().err
