"""Bare machines: whatever a newsroom commits, machines that have nothing leave readers what a clean build gives."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.deploying_support import newsroom
from tests.engine.test_origin import git
from tests.quick import LONG, sample
from tests.support import NOW, Portal, article, png, run, tree


def change(portal: Portal, rng: random.Random, turn: int) -> None:
    """Make a change as a newsroom does."""
    folder = portal.folder / "content/daerah/2024/10"
    there = sorted(folder.glob("*.md"))
    one = rng.choice(there)
    day = f"2024-10-{rng.randint(1, 28):02} {rng.randint(0, 23):02}:00 WIB"
    tags = rng.choice(("[Banjir]", "[Pasar]", "[Banjir, Pasar]", "[]"))
    match rng.choice(("add", "add", "edit", "edit", "remove", "rename", "later", "photo", "theme", "kanal")):
        case "add":
            portal.add(f"content/daerah/2024/10/baru-{turn}.md", article(f"Baru {turn}", tags=tags, timestamp=day))
        case "edit":
            one.write_text(article(f"Lain {turn}", f"Isi {turn}.", tags=tags, timestamp=day))
        case "remove" if len(there) > 3:
            one.unlink()
        case "rename":
            one.rename(one.with_name(f"pindah-{turn}.md"))
        case "later":
            later = "2026-10-09 10:00 WIB"
            portal.add(f"content/daerah/2024/10/besok-{turn}.md", article(f"Besok {turn}", timestamp=later))
        case "photo":
            portal.add("content/foto/air.png", png(20 + turn, 30))
            one.write_text(article(f"Foto {turn}", "Isi.\n\n![Air](/foto/air.png)", tags=tags, timestamp=day))
        case "theme":
            portal.add("themes/sendiri/theme.yaml", "extends: kabar\n")
            portal.add("themes/sendiri/assets/lain.css", f"p {{ margin: {turn}px }}\n")
            config = (portal.folder / "site.yaml").read_text()
            portal.add("site.yaml", config if "theme:" in config else f"theme: sendiri\n{config}")
        case "kanal":
            portal.add(f"content/nasional/2024/11/pasar-{turn}.md", article(f"Pasar {turn}", tags=tags, timestamp=day))


def commit(portal: Portal, turn: int) -> None:
    """Commit what people wrote."""
    git(
        portal.folder,
        "add",
        "--all",
        "site.yaml",
        "content",
        *(["themes"] if (portal.folder / "themes").exists() else []),
    )
    git(portal.folder, "commit", "--quiet", "--allow-empty", "-m", f"Perubahan {turn}")


@pytest.mark.slow
@pytest.mark.parametrize("seed", sample(range(8), 8))
def test_bare_machines_publish_what_a_clean_build_gives(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each commit is published from a clone without files, by what the state says; after each, readers have all of it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    rng = random.Random(seed)
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}", 12)
    git(portal.folder, "init", "--quiet", "-b", "main")
    git(portal.folder, "config", "uploadpack.allowFilter", "true")
    portal.add(".gitignore", "/.ssg/\n/build/\n")
    commit(portal, 0)
    for words in (("build", "--commit", "HEAD"), ("deploy",), ("state", "push")):
        assert run("--site", str(portal.folder), *words) == 0
    for turn in range(20 if LONG else 6):
        for _ in range(rng.randint(1, 3)):
            change(portal, rng, turn)
        portal.add("content/pages/tentang.md", f"---\ntitle: Tentang\n---\nIsi {turn}.\n")
        commit(portal, turn)
        bare = tmp_path / "telanjang"
        shutil.rmtree(bare, ignore_errors=True)
        source = f"file://{portal.folder}"
        git(tmp_path, "clone", "--quiet", "--depth", "1", "--filter=blob:none", "--no-checkout", source, str(bare))
        git(bare, "checkout", "--quiet", "HEAD", "--", ":!content")
        for words in (("state", "pull"), ("build", "--commit", "HEAD"), ("deploy",), ("state", "push")):
            assert run("--site", str(bare), *words) == 0, (turn, words)
        clean = {path: data for path, data in portal.clean().items() if path != ".warta"}
        assert tree(tmp_path / "terbit/publik") == clean, turn
