"""`ssg init`: a new portal from the skeleton, whose pipelines install Warta from a source that is pinned.

Warta is in no package index: installing it by name would run, in every newsroom's pipeline, the code of whoever
registers that name. So a portal names its source: a repository at a commit, or a wheel with its digest.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator.base.errors import UsageError
from generator.base.sentences import Language, Sentence, sentence
from generator.base.start import NAMES
from generator.base.text import quoted, squeeze
from generator.cli import annexes
from generator.cli.command import Argument, Command, filled
from generator.cli.terminal import language_of, tell
from generator.lint.rules import placeholders

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
    help="Where pipelines install Warta from, pinned by commit or digest; without it they stop until you name one.",
)  # fmt: skip
def command(directory: str, source: str | None, name: str | None, url: str | None, company: str | None) -> int:
    """Begin a new portal in DIR, which must be new or empty (a repository without files counts as empty).

    On a terminal, what is not given is asked for.
    """
    folder, language = Path(directory), language_of(".")
    if folder.exists() and (not folder.is_dir() or any(file.name != ".git" for file in folder.iterdir())):
        raise UsageError(sentence("{folder} is not an empty folder; name a new one", folder=folder))
    source = check_source(source) if source else ""
    files = create(folder, source, _about(language, name, url, company), language.name)
    enter = "" if folder.resolve() == Path.cwd() else f"  cd {shlex.quote(str(folder))}\n"
    for said in (
        sentence("{files} files of a new portal are in {folder}. Next:", files=len(files), folder=folder),
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
    _tell_source(source, language)
    return 0


def _about(language: Language, name: str | None, url: str | None, company: str | None) -> dict[str, str]:
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    found = {}
    for placeholder, given, question, form in (
        (placeholders.NAME, name, sentence("Name of the portal (Enter: later)"), _PLAIN),
        (placeholders.ADDRESS, url, sentence("Its address, https://… (Enter: later)"), _ADDRESS),
        (placeholders.COMPANY, company, sentence("The company that publishes it (Enter: later)"), _PLAIN),
    ):
        answer = ""
        if given is not None:
            answer = _fitting(given, form)
        elif asked:
            answer = _asked(language, question, form)
        if answer:
            found[placeholder] = answer
    return found


def _fitting(given: str, form: re.Pattern[str]) -> str:
    """Return a name or an address as the files will have it; an address without a scheme gets one."""
    answer = squeeze(given).rstrip("/")
    if form is _ADDRESS and answer and "://" not in answer:
        answer = f"https://{answer}"
    if form is _ADDRESS:
        scheme, sign, rest = answer.partition("://")
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


def _tell_source(source: str, language: Language) -> None:
    if source:
        tell(sentence("\nPipelines install Warta from {source}\nas requirements.txt says.", source=source), language)
        return
    unknown = sentence("requirements.txt does not say yet where pipelines install Warta from.")
    hint = sentence(
        "until you write an address into requirements.txt, as it says there, pipelines stop when they install; or "
        "begin anew with --source"
    )
    click.echo(
        f"\n{language.severity('warning')}: {language.put(unknown)}\n  {language.hint}: {language.put(hint)}", err=True
    )


def create(folder: Path, source: str = "", about: Mapping[str, str] = {}, desk: str = "en") -> list[str]:
    """Copy the skeleton of a site, write its pipelines, and return the files' paths.

    Pipelines install Warta from `source`, and stop if it is empty; `about` maps placeholders to their replacements;
    `desk` is the language of the comments in the files.
    """
    made = []
    for inside, file in _files(desk):
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        data = file.read_bytes()
        if inside == REQUIREMENTS and source:
            data = data.replace(UNKNOWN.encode(), f"{NAME} @ {source}\n".encode())
        if inside.endswith((".md", ".yaml")):
            for placeholder, text in about.items():
                data = data.replace(placeholder.encode(), text.encode())
        target.write_bytes(data)
        made.append(inside)
    for path, text in pipelines().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
        made.append(path)
    return made


def pipelines() -> dict[str, str]:
    """Return the files by which a portal is published, until `ssg ci` writes those of another target."""
    made = annexes.pipelines
    return {file: made.pipeline(made.goal_of_host(f"{kind}-pages"), kind) for kind, file in made.FILES.items()}


def _files(desk: str) -> list[tuple[str, Path]]:
    """Return the skeleton's files by their paths in a portal, with comments in the desk's language."""
    # Installers may leave compiled Python anywhere; no skeleton file is Python.
    files = (file for file in sorted(SKELETON.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
    found = {file.relative_to(SKELETON).as_posix(): file for file in files}
    own = {path.partition("/")[2]: file for path, file in found.items() if path.startswith(f"{desk}/")}
    common = {path: file for path, file in found.items() if path.partition("/")[0] not in NAMES}
    return [(f".{path}" if path in DOTTED else path, file) for path, file in sorted((common | own).items())]


NAME = "warta"

_PATH = r"[\w.~:/@%+-]+"
_FORM = re.compile(
    rf"git\+(?:(?:https?|ssh)://|file://localhost/){_PATH}@(?:[0-9a-f]{{40}}|[0-9a-f]{{64}})"
    rf"|(?:https?|file)://{_PATH}\.(?:whl|tar\.gz|zip)#sha256=[0-9a-f]{{64}}",
    re.ASCII,
)
"""Nothing that a shell, YAML or pip would take for more than an address; pip wants each repository to have a host."""
_SECRET = re.compile(r"^(?:git\+)?(?:https?://[^/]*@|\w+://[^/@]*:[^/@]*@)")


def check_source(source: str) -> str:
    """Return a source that is pinned; raise UsageError for any other, or one with a secret."""
    if not _FORM.fullmatch(source):
        raise UsageError(
            sentence(
                "{source} is not a source that is pinned; write git+https://<host>/<path>@<commit, all 40 digits> or https://<host>/<file>.whl#sha256=<digest>",
                source=quoted(source, 200),
            )
        )
    if _SECRET.match(source):
        raise UsageError(
            sentence(
                "the source holds a name or password, which everybody could read in requirements.txt; leave it out"
            )
        )
    return source
