"""Which files of a folder are texts of the site, and why the others are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.items import Fault, Item, Skipped, Texts
from generator.annex.importing.sources.texts import bundled, rule_of
from tests.importing_support import found

TEXT = "---\ntitle: A\n---\nIsi.\n"
FILES: dict[str, str | bytes] = {
    "README.md": "x", "themes/t/layouts/a.html": "<p>", "public/a.html": "<p>", "content/public/a.md": TEXT, "content/a.md": TEXT, "content/.b.md": TEXT,
    "content/_index.md": "---\ntitle: D\n---\n", "content/c.md": '{"title": ', "content/d/index.md": TEXT, "content/d/e.md": TEXT, "content/404.md": "---\nurl: /404.html\n---\nTidak ada.\n",
    "content/f.md": "---\nbuild: {render: never}\n---\nIsi.\n", "content/g.txt": "x", "_posts/2019-01-05-h.md": TEXT, "_includes/i.html": TEXT, "a/_includes/i.html": TEXT, "j.html": "<p>", "hugo.toml": "title = 'A'",
    ".git/refs/heads/k.md": "0" * 40,
}  # fmt: skip


@pytest.mark.parametrize("source", ["hugo", "jekyll", "eleventy", "zola"])
def test_every_text_of_a_folder_has_one_fate(tmp_path: Path, source: str) -> None:
    """It is an item, skipped by a rule, or not understood; together they are all that the folder has but for Git's."""
    below = found(source, tmp_path, FILES)
    fates = [one.id for one in below if isinstance(one, Item)] + [one.file for one in below if isinstance(one, Skipped)]
    fates += [one.file for one in below if isinstance(one, Fault) and one.of_text]
    texts = sorted(path for path in FILES if path.endswith((".md", ".html")) and not path.startswith(".git/"))
    assert sorted(fates) == texts
    assert [one.count for one in below if isinstance(one, Texts)] == [len(texts)]


def test_each_rule_of_hugo(tmp_path: Path) -> None:
    """Is named."""
    skipped = {one.file: one.rule for one in found("hugo", tmp_path, FILES) if isinstance(one, Skipped)}
    assert skipped == {
        "README.md": "outside", "themes/t/layouts/a.html": "folder", "public/a.html": "folder", "content/.b.md": "hidden", "content/_index.md": "list", "content/d/e.md": "bundled",
        "content/404.md": "not-found", "content/f.md": "unrendered", "_posts/2019-01-05-h.md": "outside", "_includes/i.html": "folder", "a/_includes/i.html": "outside", "j.html": "outside",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "tops", "has_parts", "rule"),
    [
        ("content/a.md", ("content/",), False, None), ("contents/a.md", ("content/",), False, "outside"), ("content/themes/a.md", ("content/",), False, None), ("content/_includes/a.md", ("content/",), False, None),
        ("a/_includes/a.html", ("",), True, "folder"), ("a/assets/a.md", ("",), True, None), ("assets/a.md", ("",), True, "folder"), ("a.md", ("",), True, None), ("a/.b/c.md", ("",), True, "hidden"),
    ],
)  # fmt: skip
def test_what_is_outside_of_the_content(path: str, tops: tuple[str, ...], has_parts: bool, rule: str | None) -> None:
    """By its first folder, or by any where pages have their parts among them."""
    assert rule_of(path, tops, has_parts=has_parts) == rule


@pytest.mark.parametrize(
    "name",
    (
        "node_modules _site public resources themes layouts _includes _layouts _sass _data vendor archetypes assets static "
        "templates sass i18n"
    ).split(),
)
def test_folders_that_hold_no_content(name: str) -> None:
    """At the top of a site whose content has no folder of its own; below it only those that no content is ever in."""
    below = "folder" if name in {"node_modules", "_site", "_includes", "_layouts", "_sass", "_data"} else None
    assert (rule_of(f"{name}/a.html", ("",), has_parts=True), rule_of(f"{name}x/a.html", ("",), has_parts=True)) == (
        "folder",
        None,
    )
    assert rule_of(f"b/{name}/a.html", ("",), has_parts=True) == below


def test_parts_of_a_page() -> None:
    """Are what lies beside its index or deeper; the folder with content is no page."""
    paths = [
        "content/index.md",
        "content/a.md",
        "content/b/index.md",
        "content/b/c.md",
        "content/b/d/e.md",
        "content/b/d/index.md",
        "f/g.md",
    ]
    assert list(bundled(paths, ("content/",))) == ["content/b/c.md", "content/b/d/e.md", "content/b/d/index.md"]
