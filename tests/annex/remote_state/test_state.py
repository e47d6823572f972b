"""A machine that has nothing gets the state, builds what an edit changed, and sends that alone."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.deploying_support import bucket, built, clean, deploy, git, newsroom
from tests.support import NOW, Portal, article, png, ssg_begun, ssg_here, tree


@pytest.fixture
def stored(published: Portal) -> Portal:
    """A portal that was deployed to a folder, and whose state is there too."""
    state(published, "push")
    return published


def state(portal: Portal, *words: str, code: int = 0) -> str:
    """Push or pull, and return what is said."""
    done = ssg_here(portal, "state", *words)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def forget(portal: Portal) -> None:
    """Leave nothing but what people write."""
    for name in (".ssg", "build"):
        shutil.rmtree(portal.folder / name, ignore_errors=True)


def readers(portal: Portal) -> dict[str, bytes]:
    """Return what readers get."""
    return tree(portal.folder / "terbit/publik")


@pytest.mark.slow
def test_an_edit_on_a_bare_machine(stored: Portal) -> None:
    """The pages that it changes are made and sent and no others, and the target is as a clean build."""
    everything = len(built(stored))
    forget(stored)
    stored.add("content/daerah/2024/10/baru.md", article("Baru", timestamp="2024-10-09 10:00 WIB"))
    stored.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
    state(stored, "pull")
    stored.build()
    made = len(built(stored))
    assert 3 < made < everything / 2
    assert deploy(stored)["files"] <= made
    state(stored, "push")
    assert readers(stored) == clean(stored)


@pytest.mark.slow
def test_what_a_target_has_otherwise_is_made_again(stored: Portal) -> None:
    """A state that is older than the target leads to what was built all the same; how much differs is said."""
    before = readers(stored)
    stored.edit("content/daerah/2024/10/b-2.md", "berita", "kabar")
    stored.build()
    deploy(stored)
    sent = readers(stored)
    differ = [path for path in before.keys() | sent.keys() if before.get(path) != sent.get(path)]
    stored.edit("content/daerah/2024/10/b-2.md", "kabar", "berita")
    forget(stored)
    said = state(stored, "pull")
    assert re.findall(r"the target has (\d+) files? otherwise", said) == [str(len(differ))]
    stored.build()
    assert len(built(stored)) < len(before)
    deploy(stored)
    assert readers(stored) == before


@pytest.mark.parametrize(
    "harm", ["gone", *(pytest.param(name, marks=pytest.mark.slow) for name in ("zeroed", "cut", "deep"))]
)
def test_what_cannot_be_used_is_refused(stored: Portal, harm: str) -> None:
    """A sentence, and nothing is touched; without a state the next build makes everything."""
    store = stored.folder / "terbit/.publik.warta-deploy/store"
    files = sorted(path for path in store.rglob("*") if path.is_file())
    for file in files:
        forget(stored)
        whole = file.read_bytes()
        if harm == "gone":
            file.unlink()
        else:
            file.write_bytes({"zeroed": bytes(len(whole)), "cut": whole[:-1], "deep": b"[" * 5000}[harm])
        assert re.search("or damaged|there is no state", state(stored, "pull", code=2)), file
        assert not (stored.folder / ".ssg/store.db").exists()
        assert not stored.output.exists()
        file.write_bytes(whole)
    state(stored, "pull")


@pytest.mark.slow
def test_readers_of_a_bucket_cannot_open_the_state(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the bucket of the portal itself the state goes encrypted or not at all."""
    with bucket() as url:
        portal.edit("site.yaml", "{to: local, path: terbit/publik}", f"{{to: s3, path: kabar, url: '{url}'}}")
        portal.build()
        deploy(portal)
        assert "SSG_STATE_PASSWORD" in state(portal, "push", code=2)
        monkeypatch.setenv("SSG_STATE_PASSWORD", "kunci 'panjang' $uji")
        state(portal, "push")
        forget(portal)
        monkeypatch.setenv("SSG_STATE_PASSWORD", "yang lain")
        assert "another SSG_STATE_PASSWORD" in state(portal, "pull", code=2)
        monkeypatch.setenv("SSG_STATE_PASSWORD", "kunci 'panjang' $uji")
        state(portal, "pull")
        assert portal.build().rendered == 0


def change(portal: Portal, dice: random.Random, turn: int) -> None:
    """Make a change as a newsroom does."""
    folder = portal.folder / "content/daerah/2024/10"
    there = sorted(folder.glob("*.md"))
    one = dice.choice(there)
    day = f"2024-10-{dice.randint(1, 28):02} {dice.randint(0, 23):02}:00 WIB"
    tags = dice.choice(("[Banjir]", "[Pasar]", "[Banjir, Pasar]", "[]"))
    match dice.choice(("add", "edit", "edit", "remove", "rename", "later", "photo", "theme", "kanal")):
        case "add":
            portal.add(f"content/daerah/2024/10/baru-{turn}.md", article(f"Baru {turn}", tags=tags, timestamp=day))
        case "edit":
            one.write_text(article(f"Lain {turn}", f"Isi {turn}.", tags=tags, timestamp=day))
        case "remove" if len(there) > 3:
            one.unlink()
        case "rename":
            one.rename(one.with_name(f"pindah-{turn}.md"))
        case "later":
            later = article(f"Besok {turn}", timestamp="2026-10-09 10:00 WIB")
            portal.add(f"content/daerah/2024/10/besok-{turn}.md", later)
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


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2, 3))])
def test_bare_machines_publish_what_a_clean_build_gives(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each commit is published from a new clone, by what the state says; after each, readers have all of it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    dice = random.Random(seed)
    top = tmp_path / "terbit/publik"
    portal = newsroom(tmp_path, f"{{to: local, path: {top}}}", 12)
    git(portal.folder, "init", "--quiet", "-b", "main")
    portal.add(".gitignore", "/.ssg/\n/build/\n")
    for turn in range(6):
        for _ in range(dice.randint(1, 3) if turn else 0):
            change(portal, dice, turn)
        portal.add("content/pages/tentang.md", f"---\ntitle: Tentang\n---\nIsi {turn}.\n")
        git(portal.folder, "add", "--all")
        git(portal.folder, "commit", "--quiet", "-m", f"Perubahan {turn}")
        bare = tmp_path / "telanjang"
        shutil.rmtree(bare, ignore_errors=True)
        git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{portal.folder}", str(bare))
        for words in (("state", "pull"), ("build",), ("deploy",), ("state", "push")):
            done = ssg_here(Portal(bare), *words)
            assert done.returncode == (2 if not turn and words[-1] == "pull" else 0), (turn, words, done.stderr)
        assert tree(top) == clean(portal), turn


HARMS = {
    "emptied": lambda _: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "zeroed": lambda data: data[: len(data) // 3] + bytes(len(data) - len(data) // 3),
    "grown": lambda data: data + data[-100:],
}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3, 4))])
def test_whatever_is_damaged_or_killed_the_next_runs_go_on(
    published: Portal, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that fails says why in a sentence; the one after it publishes, and readers have what a clean build gives."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(published.now))
    dice, failed = random.Random(seed), 0
    state(published, "push")
    for turn in range(6):
        forget(published)
        name = f"content/daerah/2024/10/b-{dice.randrange(5)}.md"
        published.add(
            name, article(f"Berita {turn}", tags="[Banjir]", timestamp=f"2024-10-0{dice.randrange(1, 9)} 10:00 WIB")
        )
        hurt, killed = dice.randrange(4), dice.choice((0, 3, 9))
        said, code = "", 0
        for step, words in enumerate((("state", "pull"), ("build",), ("deploy",), ("state", "push"))):
            if step == hurt:
                store = published.folder / "terbit/.publik.warta-deploy/store"
                places = [path for top in (store, published.folder / ".ssg") for path in top.rglob("*")]
                file = dice.choice(sorted(path for path in places if path.is_file()))
                how = dice.choice(sorted(HARMS))
                file.write_bytes(HARMS[how](file.read_bytes()))
            if step == killed:
                begun = ssg_begun(published, *words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(dice.random() * 0.8)
                begun.kill()
                begun.wait()
            done = ssg_here(published, *words)
            said, code = f"{said}{words}: {done.stderr}", done.returncode
            assert "Traceback" not in done.stderr, said
            # A state that cannot be had is done without.
            if code and step:
                break
        failed = failed + 1 if code else 0
        assert failed < 2, said
    assert ssg_here(published, "build", "--verify").returncode == 0
    deploy(published)
    assert readers(published) == clean(published)
