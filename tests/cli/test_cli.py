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
from click.testing import CliRunner

from generator.base.errors import Problem, SiteError, Where
from generator.base.sentences import ENGLISH, as_it_is
from generator.cli import main
from generator.cli.terminal import Screen
from generator.engine.options import Report
from tests.support import CONFIG, NOW, ROOT, Portal, article, run, site, ssg, ssg_begun, ssg_here


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/banjir.md", article("Banjir", "Isi.\n\nDua.", tags="[Banjir]"))
    portal.add("content/daerah/2024/10/pasar.md", article("Pasar", timestamp="2024-10-08 10:00 WIB"))
    return portal


def test_a_build_says_what_it_did(portal: Portal) -> None:
    """One line on standard output: articles, pages written, unchanged, deleted, seconds."""
    done = ssg(portal, "build", "--now", "2024-10-10 12:00 WIB")
    assert done.returncode == 0
    assert re.fullmatch(r"2 articles · \d+ pages written, 0 unchanged, 0 deleted · \d+\.\d\d s\n", done.stdout)
    assert done.stderr == ""
    again = ssg_here(portal, "build", "--now", "2024-10-10 12:00 WIB")
    assert "nothing to do" in again.stdout


def test_json_for_machines(portal: Portal) -> None:
    """`--json` prints the result, and the problems with their places."""
    done = ssg(portal, "build", "--json", SOURCE_DATE_EPOCH=str(NOW))
    found = json.loads(done.stdout)
    assert found["ok"] is True
    assert found["articles"] == 2
    portal.edit("content/daerah/2024/10/pasar.md", "author:", "penulis:")
    done = ssg_here(portal, "build", "--json", SOURCE_DATE_EPOCH=str(NOW))
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    assert {key: problems[-1][key] for key in ("path", "line", "column")} == {
        "path": "content/daerah/2024/10/pasar.md",
        "line": 3,
        "column": 1,
    }
    done = ssg_here(portal, "build", "--json", "--output", str(portal.folder / "content/x"))
    assert done.returncode == 2
    assert json.loads(done.stdout)["ok"] is False


def test_problems_are_shown_with_their_places(portal: Portal) -> None:
    """Exit code 1, and each problem with place, sentence, excerpt, caret and hint."""
    portal.edit("content/daerah/2024/10/pasar.md", "author:", "penulis:")
    done = ssg_here(portal, "build")
    assert done.returncode == 1
    assert "content/daerah/2024/10/pasar.md:3:1: error: unknown key" in done.stderr
    assert 'hint: write "author", or keys: id in site.yaml for Indonesian keys' in done.stderr
    assert "the output is as it was" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "--now", "kemarin"], "is not a timestamp"), (["build", "--output", "."], "holds the site itself"),
        (["build", "--jobs", "0"], "--jobs"), (["bangun"], "No such command"), (["build", "--nyala"], "No such option"),
        (["why", "/tak/ada/"], "no page"), (["why", "/", "--now", "kemarin"], "is not a timestamp"),
    ],
)  # fmt: skip
def test_wrong_use(portal: Portal, words: list[str], said: str) -> None:
    """Wrong words end with exit code 2 (a page that is not there with 1) and a sentence."""
    if words[0] == "why":
        portal.build()
    done = (
        ssg_here(portal, *words)
        if words != ["build", "--output", "."]
        else ssg_here(portal, "build", "--output", str(portal.folder))
    )
    assert done.returncode == (1 if said == "no page" else 2)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("budget", "--host", "nope"), 2),
        (("budget", "--host", "s3"), 2),
        (("next",), 2),
        (("next", "--now", "kemarin"), 2),
    ],
)
def test_whoever_reads_json_is_told_of_failures_by_it(portal: Portal, words: tuple[str, ...], code: int) -> None:
    """Whatever it was that did not work, and of mistakes in site.yaml too."""
    for expected in (code, 1):
        done = ssg_here(portal, *words, "--json")
        found = json.loads(done.stdout)
        assert (done.returncode, found["ok"]) == (expected, False)
        assert found["error"]
        portal.add("site.yaml", "name: [")
        if words[0] == "next":
            break


@pytest.mark.parametrize("words", [("next",), ("deploy", "--json"), ("budget", "--host", "s3"), ("state", "push")])
def test_a_state_that_no_build_has_finished_is_no_mistake_of_ssg(portal: Portal, words: tuple[str, ...]) -> None:
    """As a full disk or another version leaves it: there is one sentence, which says to build."""
    portal.add("site.yaml", f"{CONFIG}deploy: {{utama: {{to: local, path: terbit}}}}\n")
    portal.add(".ssg/store.db", b"")
    done = ssg_here(portal, *words)
    assert done.returncode == 2
    assert "run ssg build" in done.stdout + done.stderr


def test_wrong_epoch_and_missing_site(portal: Portal, tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH must be a number; a folder without site.yaml is no site."""
    assert ssg_here(portal, "build", SOURCE_DATE_EPOCH="x").returncode == 2
    (tmp_path / "kosong").mkdir()
    done = ssg_here(Portal(tmp_path / "kosong"), "build")
    assert done.returncode == 1
    assert "there is no site.yaml" in done.stderr


def test_help_has_examples_and_starts_soon() -> None:
    """Each command's help has an example, and `ssg --help` imports none of the commands."""
    for name in main.COMMANDS:
        result = CliRunner().invoke(main.group, [name, "--help"])
        assert result.exit_code == 0
        assert "Example" in result.output
    code = "import sys, generator.cli.main as c; sys.argv = ['ssg', '--help']\ntry: c.main()\nexcept SystemExit: print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    for module in ("jinja2", "markdown_it", "msgspec", "sqlite3", "rich", "yaml"):
        assert f"'{module}'" not in done.stdout


AT_ONCE = "import generator.cli.main, generator.cli.terminal as screen; screen._PATIENCE = 0; generator.cli.main.main()"
"""The program with a bar from the first moment on, since how long a build takes is the machine's affair."""


def on_a_terminal(portal: Portal, *words: str) -> tuple[int, str]:
    """Run the command on a terminal; return how it ended and what was seen."""
    parent, child = pty.openpty()
    surroundings = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    line = [sys.executable, "-c", AT_ONCE, "--site", str(portal.folder), *words]
    process = subprocess.Popen(line, cwd=ROOT, env=surroundings, stdin=child, stdout=child, stderr=child)
    os.close(child)
    seen = b""
    with contextlib.suppress(OSError), open(parent, "rb", buffering=0) as terminal:
        # Reading fails when nobody holds the other end any more.
        while piece := terminal.read(65536):
            seen += piece
    return process.wait(timeout=60), seen.decode("utf-8", "replace")


@pytest.mark.slow
def test_a_terminal_sees_a_bar_and_colours(portal: Portal) -> None:
    """On a terminal, work shows a bar, and the last line is the summary; problems are coloured."""
    code, seen = on_a_terminal(portal, "build", "--now", str(NOW), "--jobs", "1")
    assert code == 0
    assert "making" in seen
    assert "2 articles" in seen.splitlines()[-1]
    portal.edit("content/daerah/2024/10/pasar.md", "author:", "penulis:")
    code, seen = on_a_terminal(portal, "build", "--now", str(NOW), "--jobs", "1")
    assert code == 1
    assert "\x1b[31merror:" in seen


def test_short_work_shows_no_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The bar waits until it is worth its place, whatever it is told."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("generator.cli.terminal._PATIENCE", 3600)
    with Screen(ENGLISH, quiet=False) as shown:
        for done in range(100):
            shown.progress("making", done, 99)
    assert capsys.readouterr().err == ""


def test_the_screen_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings go to standard error, results to standard output; a quiet screen says nothing of waiting."""
    screen = Screen(ENGLISH, quiet=False)
    screen.done(Report(3, 10, 1, 2, 0, 4, 0.5, (Problem(Where("a.md", 3), "bad-value", as_it_is("hati-hati")),), 1200))
    screen.waiting()
    screen.problems(
        SiteError([Problem(Where("a.md", 1, 2), "bad-value", as_it_is("salah"), as_it_is("betulkan"), "abc")])
    )
    Screen(ENGLISH, quiet=True).waiting()
    shown = capsys.readouterr()
    assert shown.out == "3 articles · 3 pages written, 7 unchanged, 0 deleted · 0.50 s\n"
    assert shown.err.startswith(
        "a.md:3: warning: hati-hati [bad-value]\n\nand 1,200 more warnings (ssg build --all)\n\n"
    )
    assert shown.err.count("another build") == 1
    assert "1 problem; the output is as it was." in shown.err


def test_main_turns_everything_into_an_exit_code(monkeypatch: pytest.MonkeyPatch, portal: Portal) -> None:
    """The one door of the program: 0, 1 and 2, and a sentence when interrupted."""

    def run(*words: str) -> int | str | None:
        monkeypatch.setattr(sys, "argv", ["ssg", "--site", str(portal.folder), *words])
        with pytest.raises(SystemExit) as ended:
            main.main()
        return ended.value.code

    assert run("build", "--now", str(NOW)) == 0
    assert run("why", "/daerah/", "--now", str(NOW)) == 0
    assert run("why", "/tak/ada/") == 1
    assert run("build", "--now", "x") == 2
    assert run("build", "--tak") == 2
    portal.edit("content/daerah/2024/10/pasar.md", "author:", "penulis:")
    assert run("build", "--json") == 1
    assert run("build") == 1
    assert run("why", "/daerah/") == 1


def test_an_interrupt_has_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch, portal: Portal) -> None:
    """Ctrl-C is neither a problem of the site nor wrong use."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.cli.build.build", interrupted)
    monkeypatch.setattr(sys, "argv", ["ssg", "--site", str(portal.folder), "build"])
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 130


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_result_that_nobody_can_take(portal: Portal) -> None:
    """Standard output on a full disk is a failure of the machine, in one sentence."""
    with open("/dev/full", "w") as full:
        process = ssg_begun(portal, "build", "--now", str(NOW), stdout=full, stderr=subprocess.PIPE, text=True)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.startswith("error: the disk is full")
    assert said.count("\n") == 1


def closed(portal: Portal, streams: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command as `ssg … STREAMS` in a shell."""
    line = [sys.executable, "-m", "generator", "--site", str(portal.folder), *words]
    shell = ["sh", "-c", f'exec "$@" {streams}', "sh", *line]
    return subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("streams", [">&-", "2>&-", pytest.param("<&- >&- 2>&-")])
def test_closed_streams(portal: Portal, streams: str) -> None:
    """Whoever wants to hear nothing, as a service may, gets the exit code and the portal all the same."""
    build = ("build", "--now", str(NOW))
    done = closed(portal, streams, *build)
    assert (done.returncode, done.stderr) == (0, "")
    assert portal.files() == portal.clean()
    assert closed(portal, streams, *build, "--json").returncode == 0
    portal.add("content/daerah/rusak.md", "rusak")
    assert closed(portal, streams, *build).returncode == 1
    assert not (portal.folder / ".ssg/error.log").exists()


@pytest.mark.slow
def test_a_pipe_that_nobody_reads(portal: Portal) -> None:
    """With nobody left for the error either, the exit code says it."""
    reader, writer = os.pipe()
    os.close(reader)
    process = ssg_begun(portal, "build", "--now", str(NOW), stdout=writer, stderr=writer)
    os.close(writer)
    assert process.wait(timeout=60) == 2


@pytest.mark.slow
def test_help_is_in_the_language_of_the_desk(portal: Portal) -> None:
    """What we wrote and what click says, also of a mistake and before a site is known."""
    done = ssg(portal, "--help", SSG_LANG="id")
    assert done.stdout.splitlines()[0].endswith(" [OPSI] PERINTAH [ISI]...")
    assert "Bangun portal ke build/." in done.stdout
    done = ssg(portal, "build", "-h", SSG_LANG="id")
    assert "--output FOLDER" in done.stdout
    assert "Contoh:\n  ssg build" in done.stdout
    assert ssg(portal, "mv", "-h", SSG_LANG="id").stdout.splitlines()[0].endswith(" mv [OPSI] LAMA BARU")
    done = ssg(portal, "bulid", SSG_LANG="id")
    assert done.returncode == 2
    assert "Perintah 'bulid' tidak ada. Maksudnya 'build'?" in done.stderr
    done = ssg(portal, "build", "--outptu", "x", SSG_LANG="id")
    assert "Opsi '--outptu' tidak ada. Maksudnya '--output'?" in done.stderr


def test_a_misspelled_command_is_suggested(portal: Portal) -> None:
    """As for options."""
    assert "No such command 'bulid'. Did you mean 'build'?" in ssg_here(portal, "bulid").stderr


def test_the_site_is_found_from_a_folder_below_it(portal: Portal) -> None:
    """The nearest folder above with a site.yaml; `--site` goes before it, and a folder without one is no site."""
    portal.build()
    below = portal.folder / "content/daerah/2024"
    line = [sys.executable, "-m", "generator", "why", "10/banjir.md"]
    done = subprocess.run(line, cwd=below, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("/daerah/2024/10/banjir/\n"), done.stderr
    line = [sys.executable, "-m", "generator", "--site", ".", "build"]
    done = subprocess.run(line, cwd=below, capture_output=True, text=True, check=False)
    assert "there is no site.yaml" in done.stderr


@pytest.mark.parametrize(("word", "said"), [("-V", "ssg 0."), ("--version", "ssg 0."), ("-h", "Usage:")])
def test_short_options_for_what_is_asked_most(word: str, said: str) -> None:
    """`-V` and `-h`."""
    assert CliRunner().invoke(main.group, [word]).output.startswith(said)


def test_a_shell_completes_commands_without_importing_them(tmp_path: Path) -> None:
    """With what each is for."""
    surroundings = {**os.environ, "_SSG_COMPLETE": "zsh_complete", "COMP_WORDS": "ssg bu", "COMP_CWORD": "1"}
    line = [sys.executable, "-c", "import sys, generator.cli.main as c; sys.argv = ['ssg']; c.main()"]
    done = subprocess.run(line, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:3] == ["plain", "build", "Build the portal into build/."], done.stderr


@pytest.mark.parametrize(
    ("command", "defaults"), [("serve", ["127.0.0.1", "8000"]), ("build", ["now"]), ("import", ["WIB"]), ("init", [])]
)
def test_help_says_what_an_option_is_without_it(
    command: str, defaults: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is something that people have to know."""
    assert run(command, "--help") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert re.findall(r"\[default: ([^\]]*)\]", said)[: len(defaults) or 1] == defaults


def test_a_build_with_nothing_to_do_does_without_what_reads_texts(tmp_path: Path) -> None:
    """To import the Markdown parser, libvips or rich takes longer than such a build; each module counts."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.build()
    words = ["ssg", "--site", str(portal.folder), "build", "--hold", "--now", str(NOW)]
    code = f"import sys, generator.cli.main as c; sys.argv = {words}\ntry: c.main()\nexcept SystemExit: print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "nothing to do" in said or "tidak ada" in said
    modules = {*said.partition("\n")[2].split()}
    assert not {"markdown_it", "pyvips", "rich", "jinja2", "yaml", "logging", "asyncio"} & modules
    assert not {"subprocess", "shutil", "tempfile", "difflib", "html", "hashlib"} & modules
    assert len(modules) <= 260
