"""`ssg init`: a new portal from the skeleton, whose pipelines install Warta from a source that is pinned.

Warta is in no package index: installing it by name would run, in every newsroom's pipeline, the code of whoever
registers that name. So a portal names its source: a repository at a commit, or a wheel with its digest. That is what
this Warta was installed from, as the installer noted it (PEP 610), unless somebody names another.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from urllib.request import url2pathname

import click

from generator.base.errors import UsageError
from generator.base.git import asked, head_of
from generator.base.sentences import Language, Sentence, sentence
from generator.base.start import NAMES
from generator.base.text import quoted, squeeze
from generator.cli import annexes
from generator.cli.command import Argument, Command, filled
from generator.cli.terminal import language_of, tell
from generator.lint.rules import placeholders
from generator.model.records import Record

SKELETON = Path(__file__).parent.parent / "skeleton"
DOTTED = ("gitignore",)
"""Skeleton files that get a leading dot: some packaging tools omit dotfiles."""
REQUIREMENTS = "requirements.txt"
UNKNOWN = "-r the-source-of-Warta-is-not-known.txt\n"
"""Line for an unknown source, at which pip stops with these words."""
_PLAIN = re.compile(r"[^\W_][\w .&'()+/-]*")
"""A name that is plain text in YAML and Markdown everywhere."""
_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:/[A-Za-z0-9._~-]+)*", re.ASCII)


@click.command(cls=Command, epilog="ssg init kabar-muara --name 'Kabar Muara' --url https://kabarmuara.example")
@click.argument("directory", cls=Argument, metavar="DIR", callback=filled)
@click.option("--name", callback=filled, help="Name of the portal.")
@click.option("--url", callback=filled, metavar="URL", help="Address of the portal: https://…")
@click.option("--company", callback=filled, metavar="NAME", help="The company that publishes it.")
@click.option(
    "--source", metavar="URL", callback=filled,
    help="Where pipelines install Warta from, pinned by commit or digest; by default what you installed it from.",
)  # fmt: skip
def command(directory: str, source: str | None, name: str | None, url: str | None, company: str | None) -> int:
    """Begin a new portal in DIR, which must be new or empty (a repository without files counts as empty).

    On a terminal, what is not given is asked for.
    """
    folder, language = Path(directory), language_of(".")
    if folder.exists() and (not folder.is_dir() or any(file.name != ".git" for file in folder.iterdir())):
        raise UsageError(sentence("{folder} is not an empty folder; name a new one", folder=folder))
    origin = Origin(f"{NAME} @ {check_source(source)}") if source else _installed()
    count = create(folder, origin, _about(language, name, url, company), language.name)
    enter = "" if folder.resolve() == Path.cwd() else f"  cd {shlex.quote(str(folder))}\n"
    for said in (
        sentence("{files} files of a new portal are in {folder}. Next:", files=count, folder=folder),
        sentence(
            "\n{enter}  ssg serve                    shows the portal, and each change as soon as it is saved\n"
            "  ssg new article 'Headline'   begins an article\n"
            "  ssg check                    says what is wrong, or could be better\n"
            "  ssg build                    makes the portal for its readers, in build/\n",
            enter=enter,
        ),
        sentence(
            "Then fill in site.yaml and content/pages/, and put your own articles in the place of the samples in "
            "content/."
        ),
    ):
        tell(said, language)
    if origin.line:
        tell(sentence("\nPipelines install Warta as requirements.txt says:\n{line}", line=origin.line), language)
    for doubt in origin.doubts:
        click.echo(f"\n{language.severity('warning')}: {language.put(doubt)}", err=True)
    return 0


def _about(language: Language, name: str | None, url: str | None, company: str | None) -> dict[str, str]:
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    found = {}
    for placeholder, given, question, form in (
        (placeholders.NAME, name, sentence("Name of the portal (Enter: later)"), _PLAIN),
        (placeholders.ADDRESS, url, sentence("Its address, https://… (Enter: later)"), _ADDRESS),
        (placeholders.COMPANY, company, sentence("The company that publishes it (Enter: later)"), _PLAIN),
    ):
        written = _asked(language, question, form) if given is None and asked else given or ""
        if answer := _fitting(written, form):
            found[placeholder] = answer
    return found


def _fitting(given: str, form: re.Pattern[str]) -> str:
    """Return a name or an address as the files will have it; an address without a scheme gets one."""
    answer = squeeze(given).rstrip("/")
    if form is _ADDRESS and answer:
        scheme, sign, rest = (answer if "://" in answer else f"https://{answer}").partition("://")
        host, slash, path = rest.partition("/")
        answer = f"{scheme.lower()}{sign}{host.lower()}{slash}{path}"
    if not answer or form.fullmatch(answer):
        return answer
    if form is _ADDRESS:
        raise UsageError(
            sentence("{written} is not an address; write it like https://kabarmuara.example", written=quoted(given))
        )
    raise UsageError(
        sentence(
            "{written} has signs that cannot stand in site.yaml as they are; write it there yourself, later",
            written=quoted(given),
        )
    )


def _asked(language: Language, question: Sentence, form: re.Pattern[str]) -> str:
    while True:
        try:
            return _fitting(str(click.prompt(language.put(question), default="", show_default=False)), form)
        except UsageError as error:
            tell(error.said, language, err=True)


def create(folder: Path, origin: Origin, about: Mapping[str, str], desk: str) -> int:
    """Write the files of a new site, and of the pipelines until `ssg ci` replaces them; return how many there are.

    `about` maps placeholders to their replacements; `desk` is the language of the comments in the files.
    """
    made = annexes.pipelines
    files = {path: file.read_bytes() for path, file in _files(desk)}
    texts = [path for path in files if path.endswith((".md", ".yaml"))]
    for placeholder, text in about.items():
        files |= {path: files[path].replace(placeholder.encode(), text.encode()) for path in texts}
    for kind, path in made.FILES.items():
        files[path] = made.pipeline(made.goal_of_host(f"{kind}-pages"), kind).encode()
    if origin.line:
        files[REQUIREMENTS] = files[REQUIREMENTS].replace(UNKNOWN.encode(), f"{origin.line}\n".encode())
    if origin.archive:
        files[origin.archive.name] = origin.archive.read_bytes()
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return len(files)


def _files(desk: str) -> list[tuple[str, Path]]:
    """Return the skeleton's files by their paths in a portal, with comments in the desk's language."""
    # Installers may leave compiled Python anywhere; no skeleton file is Python.
    files = (file for file in sorted(SKELETON.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
    found = {file.relative_to(SKELETON).as_posix(): file for file in files}
    own = {path.partition("/")[2]: file for path, file in found.items() if path.startswith(f"{desk}/")}
    common = {path: file for path, file in found.items() if path.partition("/")[0] not in NAMES}
    return [(f".{path}" if path in DOTTED else path, file) for path, file in sorted((common | own).items())]


NAME = "warta"

_HOST, _PATH = r"https?://[\w.:-]+", r"[\w.~:/@%+-]+"
_FORM = re.compile(
    rf"git\+(?:{_HOST}|ssh://(?:[\w.-]+@)?[\w.:-]+|file://localhost)/{_PATH}@(?:[0-9a-f]{{40}}|[0-9a-f]{{64}})"
    rf"|(?:{_HOST}|file://)/{_PATH}\.(?:whl|tar\.gz|zip)#sha256=[0-9a-f]{{64}}",
    re.ASCII,
)
"""No password, and nothing that a shell, YAML or pip would take for more than an address; pip wants a host in each."""
_SCP = re.compile(r"^([\w.-]+@[\w.-]+):(?!//)/?")
"""What git takes for ssh:// without saying so."""


def check_source(source: str) -> str:
    """Return a source that is pinned, and holds no secret; raise UsageError for any other."""
    if not _FORM.fullmatch(source):
        raise UsageError(
            sentence(
                "{source} is not a source that is pinned; write git+https://<host>/<path>@<commit, all 40 digits> or "
                "https://<host>/<file>.whl#sha256=<digest>, without a password, which everybody could read",
                source=quoted(source, 200),
            )
        )
    return source


class Origin(Record, frozen=True):
    """Where pipelines install Warta from."""

    line: str = ""
    """Of requirements.txt; empty if they cannot reach it: then they stop."""
    archive: Path | None = None
    """The file that the line names, which the portal takes along."""
    doubts: tuple[Sentence, ...] = ()
    """Why pipelines may not get it, and what to do."""


def _installed() -> Origin:
    """Return what this Warta was installed from: nothing that others cannot reach, and no secret."""
    found = next(iter(distributions(name=NAME)), None)
    noted = json.loads((found and found.read_text("direct_url.json")) or "{}")
    url, commit = noted.get("url", ""), noted.get("vcs_info", {}).get("commit_id", "")
    place = Path(url2pathname(url.removeprefix("file://"))) if url.startswith("file:") else SKELETON.parent
    if place.is_file():
        return Origin(f"file:./{place.name}#sha256={sha256(place.read_bytes()).hexdigest()}", place)
    doubts = []
    if "dir_info" in noted:
        # A folder of somebody else's repository has that one's address.
        url = asked(place, "remote", "get-url", "origin") if (place / ".git").exists() else ""
        commit = head_of(place)
        pushed = asked(place, "for-each-ref", "--contains=HEAD", "refs/remotes/origin")
        if not pushed or asked(place, "status", "--porcelain", "--", "generator", "pyproject.toml"):
            doubts.append(_UNPUSHED)
    address = _SCP.sub(r"ssh://\1/", url)
    open_address = re.sub(r"^(https?://)[^/]*@", r"\1", address)
    if open_address != address or address.startswith("ssh:"):
        doubts.append(_PRIVATE)
    digest = noted.get("archive_info", {}).get("hashes", {}).get("sha256")
    source = f"{open_address}#sha256={digest}" if digest else f"git+{open_address}@{commit}"
    if not _FORM.fullmatch(source) or url.startswith("file:"):
        unreached = sentence(
            "pipelines cannot reach {place}, from which Warta was installed here, and stop: write an address into "
            "requirements.txt, as it says there, or begin anew with --source",
            place=place,
        )
        return Origin(doubts=(unreached,))
    return Origin(f"{NAME} @ {source}", doubts=tuple(doubts))


_UNPUSHED = sentence(
    "the folder that Warta was installed from has changes or commits that are not pushed; pipelines get none of them: "
    "push, and write the newest commit into requirements.txt"
)
_PRIVATE = sentence(
    "pipelines need a key or password for that repository; yours is not in requirements.txt, which others read: give "
    "them one as docs/deploy.md says, or write the address by which everybody may read it, https://…"
)
