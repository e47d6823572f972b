"""The command line: what a person sees, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import CONFIG, NOW, ROOT, Portal, article, command, run, site, ssg, ssg_begun, ssg_here

PASAR = "content/daerah/2024/10/pasar.md"
full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/banjir.md", article("Banjir", "Isi.\n\nDua.", tags="[Banjir]"))
    portal.add(PASAR, article("Pasar", timestamp="2024-10-08 10:00 WIB"))
    return portal


def test_a_build_says_what_it_did(portal: Portal) -> None:
    """One line on standard output: articles, pages written, unchanged, deleted, seconds."""
    done = ssg_here(portal, "build", "--now", "2024-10-10 12:00 WIB")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"2 articles · \d+ pages written, 0 unchanged, 0 deleted · \d+\.\d\d s\n", done.stdout)
    again = ssg_here(portal, "build", "--now", "2024-10-10 12:00 WIB")
    assert "nothing to do" in again.stdout


def test_problems_are_shown_with_their_places(portal: Portal) -> None:
    """Exit code 1, and each problem with place, sentence, excerpt, caret and hint; the output is as it was."""
    portal.edit(PASAR, "author:", "wartawan:")
    done = ssg_here(portal, "build")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f'{PASAR}:3:1: error: unknown key "wartawan" [missing-author]\n  3 | wartawan: Sari Wulan\n    | ^\n'
        '  hint: did you mean "author"?\n\n1 problem; the output is as it was.\n'
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("build", "--now", "kemarin"), 2, "is not a timestamp"), (("build", "--output", "SITE"), 2, "would mix with the site itself"),
        (("build", "--output", "SITE/content/x"), 2, "would mix with the site itself"), (("build", "--jobs", "0"), 2, "--jobs"),
        (("bulid",), 2, "No such command 'bulid'. Did you mean 'build'?"), (("build", "--nyala"), 2, "No such option"),
        (("build", "--output", ""), 2, "it is empty"), (("next",), 2, "run `ssg build` first"),
        (("why", "/"), 2, "not built yet"), (("budget", "--host", "nope"), 2, "nope"),
    ],
)  # fmt: skip
def test_wrong_use(portal: Portal, words: tuple[str, ...], code: int, said: str) -> None:
    """Exit code 2 and a sentence, which programs get as JSON."""
    words = tuple(word.replace("SITE", str(portal.folder)) for word in words)
    done = ssg_here(portal, *words)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    if words[0] in ("next", "budget") or words[1:2] == ("--now",):
        done = ssg_here(portal, *words, "--json")
        assert (done.returncode, done.stderr, json.loads(done.stdout)["ok"]) == (code, "", False)


def test_mistakes_in_site_yaml(portal: Portal, tmp_path: Path) -> None:
    """Exit code 1, as of any problem of the site; a folder without site.yaml is no site."""
    portal.add("site.yaml", "name: [")
    assert ssg_here(portal, "tags").returncode == 1
    done = ssg_here(portal, "budget", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout) == {"ok": False, "error": "site.yaml has mistakes; ssg build names them"}
    (tmp_path / "kosong").mkdir()
    done = ssg_here(Portal(tmp_path / "kosong"), "build")
    assert (done.returncode, "there is no site.yaml" in done.stderr) == (1, True)
    assert ssg_here(portal, "build", SOURCE_DATE_EPOCH="x").returncode == 2


@pytest.mark.parametrize("words", [("next",), ("deploy", "--json"), ("budget", "--host", "s3"), ("state", "push")])
def test_a_state_that_no_build_has_finished_is_no_mistake_of_ssg(portal: Portal, words: tuple[str, ...]) -> None:
    """As a full disk or another version leaves it: there is one sentence, which says to build."""
    portal.add("site.yaml", f"{CONFIG}deploy: {{utama: {{to: local, path: terbit}}}}\n")
    portal.add(".ssg/store.db", b"")
    done = ssg_here(portal, *words)
    assert done.returncode == 2
    assert "run ssg build" in done.stdout + done.stderr


@pytest.mark.parametrize("words", [("next", "--now", "\udcff"), ("build", "--now", "\udcff")])
def test_bytes_that_are_no_text(tmp_path: Path, words: tuple[str, ...]) -> None:
    """What a command line has beside text ends in JSON that everybody reads, never in a traceback."""
    portal = site(tmp_path)
    portal.build()
    done = ssg_here(portal, *words, "--json")
    assert (done.returncode in (1, 2), done.stderr) == (True, "")
    json.loads(done.stdout.encode("utf-8"))


def imported(*words: str) -> set[str]:
    """Return the modules that a command imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "generator", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )  # fmt: skip
    return set(re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE))


def test_help_has_examples_and_starts_soon(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command's help has an example, and `ssg --help` imports none of the commands."""
    run("--help")
    names = re.findall(r"^  ([a-z]+)  ", capsys.readouterr().out.partition("Commands:")[2], re.MULTILINE)
    assert len(names) > 15
    for name in names:
        assert run(name, "--help") == 0
        assert "Example" in capsys.readouterr().out, name
    assert not {"jinja2", "markdown_it", "msgspec", "sqlite3", "rich", "yaml"} & imported("--help")


def test_a_build_with_nothing_to_do_does_without_what_reads_texts(portal: Portal) -> None:
    """To import the Markdown parser, libvips or rich takes longer than such a build."""
    portal.build()
    modules = imported("--site", str(portal.folder), "build", "--now", str(NOW))
    assert "sqlite3" in modules
    assert not {"markdown_it", "pyvips", "rich", "jinja2", "yaml", "logging", "asyncio"} & modules
    assert not {"subprocess", "shutil", "tempfile", "difflib", "html", "hashlib"} & modules


def test_help_is_in_the_language_of_the_desk(portal: Portal) -> None:
    """What we wrote and what click says, also of a mistake and before a site is known."""

    def said(*words: str) -> str:
        done = ssg_here(portal, *words, SSG_LANG="id")
        return done.stdout + done.stderr

    assert " [OPSI] PERINTAH [ISI]...\n" in said("--help")
    assert "Bangun portal ke build/." in said("--help")
    assert "--output FOLDER" in said("build", "-h")
    assert "Contoh:\n  ssg build" in said("build", "-h")
    assert " mv [OPSI] LAMA BARU\n" in said("mv", "-h")
    assert "Perintah 'bulid' tidak ada. Maksudnya 'build'?" in said("bulid")
    assert "Opsi '--outptu' tidak ada. Maksudnya '--output'?" in said("build", "--outptu", "x")


@pytest.mark.parametrize(
    ("config", "environment", "language"),
    [
        ("", {}, "id"), ("", {"LANG": "en_GB.UTF-8"}, "en"), ("", {"LANG": "de_DE.UTF-8"}, "id"), ("", {"LANG": "C.UTF-8"}, "id"),
        ("language: en\n", {}, "en"), ("language: en\n", {"LANG": "id_ID.UTF-8"}, "id"), ("desk_language: en\n", {"LANG": "id_ID"}, "en"),
        ("desk_language:\t'id'\nlanguage: en\n", {}, "id"), ("desk_language: id\n", {"SSG_LANG": "en"}, "en"), ("", {"SSG_LANG": "fr"}, "id"),
        ("", {"LC_ALL": "", "LC_MESSAGES": "id", "LANG": "en_US"}, "id"), ("", {"LC_ALL": "en_US", "LANG": "id_ID"}, "en"),
        ("redaksi:\n  # desk_language: en\n  company: PT\n", {}, "id"),
    ],
)  # fmt: skip
def test_who_decides_on_the_language(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, config: str, environment: dict[str, str], language: str
) -> None:
    """SSG_LANG before site.yaml before the locale before the readers; a language that is not known decides nothing."""
    for key in ("SSG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(key, raising=False)
    portal.add("site.yaml", CONFIG + config)
    said = ssg_here(portal, "mv", "tiada.md", "ada.md", **environment).stderr
    assert said.startswith({"en": "error: ", "id": "kesalahan: "}[language])


def test_the_site_is_found_from_a_folder_below_it(portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """The nearest folder above with a site.yaml; `--site` goes before it."""
    portal.build()
    monkeypatch.chdir(portal.folder / "content/daerah/2024")
    assert run("why", "10/banjir.md") == 0
    assert capsys.readouterr().out.startswith("/daerah/2024/10/banjir/\n")
    assert run("--site", ".", "build") == 1
    assert "there is no site.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(("word", "said"), [("-V", "ssg 0."), ("--version", "ssg 0."), ("-h", "Usage:")])
def test_short_options_for_what_is_asked_most(word: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`-V` and `-h`."""
    run(word)
    assert capsys.readouterr().out.startswith(said)


@pytest.mark.parametrize(
    ("name", "defaults"), [("serve", ["127.0.0.1", "8000"]), ("build", ["now"]), ("import", ["WIB"]), ("init", [])]
)
def test_help_says_what_an_option_is_without_it(name: str, defaults: list[str], capsys) -> None:
    """Where it is something that people have to know."""
    run(name, "--help")
    said = " ".join(capsys.readouterr().out.split())
    assert re.findall(r"\[default: ([^\]]*)\]", said)[: len(defaults) or 1] == defaults


@pytest.mark.slow
def test_a_shell_completes_commands() -> None:
    """With what each is for."""
    surroundings = {**os.environ, "_SSG_COMPLETE": "zsh_complete", "COMP_WORDS": "ssg bu", "COMP_CWORD": "1"}
    installed = Path(sys.executable).with_name("ssg")
    if not installed.exists():
        pytest.skip("ssg is not installed beside Python")
    done = subprocess.run([installed], env=surroundings, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:3] == ["plain", "build", "Build the portal into build/."], done.stderr


def on_a_terminal(portal: Portal, *words: str) -> tuple[int, str]:
    """Run the command on a terminal; return how it ended and what was seen."""
    parent, child = pty.openpty()
    surroundings = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = ssg_begun(portal, *words, env=surroundings, stdin=child, stdout=child, stderr=child)
    os.close(child)
    seen = b""
    with contextlib.suppress(OSError), open(parent, "rb", buffering=0) as terminal:
        # Reading fails when nobody holds the other end any more.
        while piece := terminal.read(65536):
            seen += piece
    return process.wait(timeout=60), seen.decode("utf-8", "replace")


@pytest.mark.slow
def test_a_terminal_sees_a_bar_and_colours(portal: Portal) -> None:
    """Work that takes a while shows a bar, and the last line is the summary; problems are coloured."""
    for number in range(500):
        portal.add(f"content/daerah/n{number}.md", article(f"Berita {number}", timestamp="2024-09-01 10:00 WIB"))
    code, seen = on_a_terminal(portal, "build", "--now", str(NOW), "--jobs", "1")
    assert (code, "making" in seen) == (0, True)
    assert "502 articles" in seen.splitlines()[-1]
    portal.edit(PASAR, "author:", "wartawan:")
    code, seen = on_a_terminal(portal, "build", "--now", str(NOW), "--jobs", "1")
    assert (code, "\x1b[31merror:" in seen, "making" in seen) == (1, True, False)


@full_disk
@pytest.mark.parametrize(("words", "full"), [("--help", 1), ("bulid", 2), ("build --jobs x", 2)])
def test_a_full_disk_takes_the_help_too(portal: Portal, words: str, full: int) -> None:
    """What click itself says ends like all others: in a sentence, if anybody can read it, and with exit code 2."""
    with open("/dev/full", "wb") as disk:
        streams = (
            {"stdout": disk, "stderr": subprocess.PIPE} if full == 1 else {"stdout": subprocess.PIPE, "stderr": disk}
        )
        process = ssg_begun(portal, *words.split(), text=True, **streams)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out or "") == (2, "")
    assert full == 2 or err.startswith("error: the disk is full")


@full_disk
@pytest.mark.slow
def test_a_result_that_nobody_can_take(portal: Portal) -> None:
    """Standard output on a full disk is a failure of the machine, in one sentence; a pipe that nobody reads, too."""
    with open("/dev/full", "w") as full:
        process = ssg_begun(portal, "build", "--now", str(NOW), stdout=full, stderr=subprocess.PIPE, text=True)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.count("\n")) == (2, 1)
    assert said.startswith("error: the disk is full")
    reader, writer = os.pipe()
    os.close(reader)
    process = ssg_begun(portal, "build", "--now", str(NOW), stdout=writer, stderr=writer)
    os.close(writer)
    assert process.wait(timeout=60) == 2


@pytest.mark.slow
@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(portal: Portal, streams: str) -> None:
    """Whoever wants to hear nothing, as a service may, gets the exit code and the portal all the same."""

    def closed(*words: str) -> int:
        shell = ["sh", "-c", f'exec "$@" {streams}', "sh", *command(portal, "build", "--now", str(NOW), *words)]
        return subprocess.run(shell, cwd=ROOT, capture_output=True, check=False).returncode

    assert closed() == 0
    assert portal.files() == portal.clean()
    assert closed("--json") == 0
    portal.add("content/daerah/rusak.md", "rusak")
    assert closed() == 1
    assert not (portal.folder / ".ssg/error.log").exists()


@pytest.mark.slow
def test_a_crash_is_one_sentence_and_leaves_its_details(portal: Portal) -> None:
    """With an exit code of its own; who asks for the details is shown them, and they are left nowhere."""
    broken = portal.folder.parent / "broken"
    broken.mkdir()
    hook = "import sys\nsys.addaudithook(lambda event, args: 1 / (event != 'open' or 'pasar.md' not in str(args[0])))\n"
    (broken / "sitecustomize.py").write_text(hook)
    log = portal.folder / ".ssg/error.log"
    done = ssg(portal, "build", PYTHONPATH=str(broken), SSG_TRACEBACK="1")
    assert ("Traceback" in done.stderr, log.exists()) == (True, False)
    done = ssg(portal, "build", PYTHONPATH=str(broken))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert "ZeroDivisionError" in done.stderr
    assert "ZeroDivisionError" in log.read_text("utf-8")
