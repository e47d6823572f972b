"""`ssg tags`, and how the help of a command is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, invoked, site

HELP = """\
Usage: root tags [OPTIONS] [rename OLD NEW]

  List all tags with the number of their articles, and those that seem to mean
  the same; or rename one.

  All articles with the old tag get the new one, and the old list leads on to
  the new one.

Options:
  --dry-run   Show what would change, and change nothing.
  -h, --help  Show this message and exit.

Examples:
  ssg tags
  ssg tags rename "Jateng" "Jawa Tengah"
"""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    for name, tags in {"a": "[Banjir, Jateng]", "b": "[Jateng]", "c": "[Pasar, Pasar Ikan, Banjir]"}.items():
        made.add(f"content/daerah/2024/10/{name}.md", article(name.upper(), tags=tags))
    return made


def test_help(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command is for stands apart from how it is called, and its examples a line each."""
    monkeypatch.setenv("LANGUAGE", "en")
    said = invoked(portal, "tags", "--help").output
    assert said.replace(said.split()[1], "root", 1) == HELP


def test_all_tags_the_most_used_first(portal: Portal) -> None:
    """Those that are used as often, by their names."""
    result = invoked(portal, "tags")
    assert (result.return_value, result.stdout) == (
        0,
        "     2  Banjir\n     2  Jateng\n     1  Pasar\n     1  Pasar Ikan\n",
    )
    assert not result.stderr


def test_tags_that_seem_to_be_one_are_told_beside_them(portal: Portal) -> None:
    """With the command that makes one of them."""
    portal.add("content/daerah/2024/10/d.md", article("D", tags="[Jawa Tengah]"))
    result = invoked(portal, "tags")
    assert result.stdout.splitlines()[-1] == "     1  Pasar Ikan"
    assert result.stderr == 'these seem to be one: ssg tags rename "Jateng" "Jawa Tengah"\n'


def test_a_tag_is_renamed(portal: Portal) -> None:
    """In all its articles; it is told in how many. A dry run changes nothing."""
    before = portal.folder.joinpath("content/daerah/2024/10/a.md").read_text()
    words = ("tags", "rename", " Jateng ", "Jawa Tengah")
    dry = invoked(portal, *words, "--dry-run")
    assert (dry.return_value, "articles changed" in dry.stderr) == (0, False)
    assert "+tags: [Banjir, Jawa Tengah]" in dry.output
    assert portal.folder.joinpath("content/daerah/2024/10/a.md").read_text() == before
    done = invoked(portal, *words)
    assert (done.return_value, done.stderr.endswith("2 articles changed\n")) == (0, True)
    assert portal.folder.joinpath("content/daerah/2024/10/a.md").read_text() == before.replace("Jateng", "Jawa Tengah")
    assert "/tag/jateng/: /tag/jawa-tengah/" in portal.folder.joinpath("site.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rename", "Jateng"), "write it like: ssg tags rename"), (("rename", "a", "b", "c"), "write it like: ssg tags rename"), (("ganti", "a", "b"), "write it like: ssg tags rename"), (("rename", "Rob", "b"), 'no article has the tag "Rob"'),
    ],
)  # fmt: skip
def test_what_cannot_be_renamed(portal: Portal, words: tuple[str, ...], said: str) -> None:
    """It is one sentence."""
    result = invoked(portal, "tags", *words)
    assert result.return_value == 2
    assert said in result.output
