"""What the program puts out, from which nothing may be told of the machine, the folder and the hour."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import click

from generator.cli.main import group
from generator.config.article_keys import ADVERTISEMENT, ARTICLE, AUTHOR, PAGE, TOPIC
from generator.config.front_keys import FRONT, KANAL_FRONT
from generator.config.keys import Key
from generator.config.site_keys import SITE, THEME
from tools.goldens.found import NOW, ROOT, Found, grouped, listed, short, ssg

CONFIG = """host: %s
hsts: 365d
redirects: {/lama/satu/: /daerah/, /lama/dua.html: 'https://lain.example/'}
deploy:
  utama: {to: sftp, host: a.example, path: /srv/kabar}
  lama: {to: ftp, host: a.example, path: /kabar}
  dav: {to: webdav, url: 'https://dav.example/', path: kabar}
  awan: {to: s3, path: kabar}
"""


def demo() -> Found:
    """Build the portal of this repository twice, and ask all commands about it."""
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, name)
    shutil.copy(ROOT / "site.yaml", ".")
    if (made := ROOT / ".ssg/pictures").is_dir():
        # As in tools/validate/portal.py.
        shutil.copytree(made, ".ssg/pictures")
    said = [ssg("build", *NOW, "--jobs", "1", "--json") for _ in range(2)]
    files = {**listed("build"), "changed.json": Path(".ssg/changed.json").read_text("utf-8")}
    one = min(file.as_posix() for file in Path("content/daerah").rglob("*.md"))
    for words in (
        *(("check", *NOW, "--format", form) for form in ("text", "json", "github", "gitlab", "sarif")),
        *(("next", *NOW, "--format", form) for form in ("text", "json", "systemd")),
        *(("why", page, *NOW) for page in (one, "/", "/tag/nelayan/")),
        *(("budget", "--host", host, "--json") for host in ("github", "netlify")),
        ("next", "--held"), ("budget", "--host", "cloudflare"), ("tags",),
        ("tags", "rename", "nelayan", "Nelayan Kecil", "--dry-run"),
        ("mv", one, "content/politik/2026/11/a.md", "--dry-run"),
    ):  # fmt: skip
        said += [ssg(*words)]
    return Found("".join(said) + grouped(files), files)


def corpus() -> Found:
    """Build the corpus of the bench."""
    bench = Path(os.environ["WARTA_BENCH"])
    subprocess.run([sys.executable, bench / "corpus.py", ".", "--n", "10000"], check=True, capture_output=True)
    shutil.copy(bench / "site.yaml", ".")
    build = [sys.executable, "-m", "generator", "build", "--now", "2025-12-24 12:00 WIB", "--jobs", "2", "--json"]
    said = json.loads(subprocess.run(build, check=True, capture_output=True).stdout)
    files = {**listed("build", texts=False), "changed.json": short(Path(".ssg/changed.json").read_bytes())}
    made = "".join(f"{short((bench / name).read_bytes())} {name}\n" for name in ("corpus.py", "site.yaml"))
    return Found(f"{made}{json.dumps({**said, 'seconds': 0})}\n{grouped(files)}", files)


def newsroom() -> Found:
    """Take random steps of 200 newsrooms; docs/fuzzing.md."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.newsroom.told"], check=True, stdout=subprocess.PIPE, text=True
    )
    files: dict[str, str] = {}
    steps: Counter[str] = Counter()
    for line in done.stdout.splitlines():
        seed, *columns = line.split(" ", 3)
        steps[seed] += 1
        for name, column in zip(("output", "changes", "said"), columns, strict=True):
            files[f"{seed} {name} {steps[seed]}"] = column
    return Found(grouped(files, lambda name: name.rpartition(" ")[0]), files)


def problems() -> Found:
    """Check what an editor and a reporter do wrong."""
    from tests import reporter, test_problems  # noqa: PLC0415 - it takes a while

    def told(*words: str, language: str) -> list[str]:
        how = ("--now", "2024-10-10 12:00 WIB", "--format", "json")
        said = ssg("--site", "desk/site", "check", *words, *how, language=language)
        return [json.dumps(one, ensure_ascii=False) for one in json.loads(said.splitlines()[1])["problems"]]

    lines: list[str] = []
    known: list[str] = []
    portal = test_problems.site(Path("desk"))
    for name, text, _ in [("no mistake", "", ""), *test_problems.cases()]:
        shutil.rmtree("desk/site")
        for path, data in {"site.yaml": test_problems.CONFIG, **test_problems.GOOD}.items():
            portal.add(path, data)
        test_problems.add(portal, text)
        found = told(language="en")
        lines += [f"-- {name} --", *(one for one in found if one not in known)]
        known = known or found
    shutil.rmtree("desk")
    portal = reporter.desk(Path("desk"))
    for mistake in reporter.mistakes():
        portal.add(mistake.path, mistake.text)
        lines += [f"-- {mistake.name} --", *told(mistake.path, language="id")]
        portal.remove(mistake.path)
    return Found("\n".join(lines))


def help_() -> Found:
    """Ask for help with all commands, in both languages, each in a process of its own: click keeps what it has said."""
    context = click.Context(group)
    names = group.list_commands(context)
    # Loaded once here rather than in each process.
    for name in names:
        group.get_command(context, name)
    asked = [(name, language) for language in ("en", "id") for name in ("", *names)]
    with get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        told = pool.starmap(_help, asked, chunksize=1)
    english, indonesian = told[: len(names) + 1], told[len(names) + 1 :]
    files = dict(zip(["ssg", *names], indonesian, strict=True))
    return Found("".join(english) + grouped(files, str), files)


def _help(name: str, language: str) -> str:
    words = [name] if name else []
    return f"$ ssg {' '.join(words)} --help\n" + ssg(*words, "--help", language=language).partition("\n")[2]


def messages() -> Found:
    """Gather the sentences of the program with their translations; each begins a line."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - it takes a while

    files = {}
    for file in sorted((ROOT / "generator").rglob("*.po")):
        for one in read_po(io.BytesIO(file.read_bytes())):
            files[json.dumps(one.id, ensure_ascii=False)] = str(one.string)
    return Found("".join(f"{short(name + text)[:8]} {name[:24]}\n" for name, text in sorted(files.items())), files)


def rows(table: Iterable[Key], depth: int = 1) -> Iterator[str]:
    """Yield what a table of keys says, a line a key."""
    for key in table:
        told = (key.names, key.form, key.example, key.default, key.choices, key.short, key.entry, key.bounds, key.words)
        yield f"{' ' * depth}{told} {key.required} {dict(key.meanings)} {key.why} {key.hint}\n"
        yield from rows(key.keys, depth + 1)


def schemas() -> Found:
    """Print what editors complete and check keys by, and the tables that say so, with what else is understood."""
    kinds = ("article", "author", "page", "topic", "front", "site")
    files = {kind: ssg("schema", kind, language="id") for kind in kinds}
    text = "".join(ssg("schema", kind) for kind in kinds)
    tables = (ARTICLE, AUTHOR, PAGE, TOPIC, ADVERTISEMENT, FRONT, KANAL_FRONT, SITE, THEME)
    known = "".join(line for table in tables for line in ("table\n", *rows(table)))
    return Found(re.sub(r"^ +", "", text, flags=re.MULTILINE) + grouped(files, str) + known, files)


def written() -> Found:
    """Let commands write for people: new portals, pipelines, rules of hosts, schemas."""
    from tests.support import CONFIG as SMALL  # noqa: PLC0415 - it takes a while
    from tests.support import article  # noqa: PLC0415

    source = f"https://a.example/warta.tar.gz#sha256={'0' * 64}"
    about = ("--name", "Muara", "--url", "https://muara.example", "--company", "PT Muara", "--source", source)
    said = [ssg("init", f"portal-{name}", *about, language=name) for name in ("en", "id")]
    for words in (("schema", "--install"), ("new", "page", "Iklan"), ("new", "author", "Sari Wulan")):
        said += [ssg("--site", "portal-id", *words)]
    files = listed(".")
    articles = Path("situs/content/daerah/2024/10")
    articles.mkdir(parents=True)
    moved = article("Pindah", timestamp="2024-10-08 10:00 WIB", aliases="[/a/b/, /c.html, '/?p=17']")
    (articles / "a.md").write_text(moved, "utf-8")
    (articles / "b.md").write_text(article("Selesai", timestamp="2024-10-08 11:00 WIB", gone="true"), "utf-8")
    for host in ("nginx", "apache", "caddy", "cloudflare", "netlify"):
        Path("situs/site.yaml").write_text(SMALL + CONFIG % host, "utf-8")
        said += [ssg("--site", "situs", *words) for words in (("build", *NOW, "--jobs", "1", "--json"), ("host", host))]
        files.update({f"{host}/{path}": text for path, text in listed("situs/build").items() if "/" not in path})
    for service in ("github", "gitlab"):
        for goal in (f"{service}-pages", "cloudflare-pages", "netlify", "utama", "lama", "dav", "awan"):
            files[f"{service} {goal}"] = ssg("--site", "situs", "ci", service, goal, "--print")
    return Found("".join(said) + grouped(files, str), files)


def imported() -> Found:
    """Move archives of other systems in."""
    from tests import exports, folders  # noqa: PLC0415 - it takes a while

    Path("wordpress").write_text("".join(exports.export(150)), "utf-8")
    for system, made in folders.SYSTEMS.items():
        for one in made(100, 1):
            target = Path(system, one.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(one.data)
    said = [ssg("import", system, system, "--into", f"portal/{system}") for system in ("wordpress", *folders.SYSTEMS)]
    files = listed("portal")
    return Found("".join(said) + grouped(files), files)


def steps() -> Found:
    """Count what one parse costs."""
    table = subprocess.run([sys.executable, "-m", "tools.steps"], check=False, capture_output=True, text=True).stdout
    return Found(re.sub(r"^(.{12}) +([\d,]+) +[\d,]+ +([\d,]+) .*$", r"\1 \2 \3", table, flags=re.MULTILINE))


def apart(name: str) -> Callable[[], Found]:
    """Return a part that has a module of its own, which takes a while to load."""

    def put_out() -> Found:
        found: Found = getattr(import_module(f"tools.goldens.{name}"), name)()
        return found

    return put_out


APART = ("texts", "bodies", "shown", "hosts", "desk")
PARTS: Mapping[str, Callable[[], Found]] = {
    "demo": demo, "problems": problems, "help": help_, "messages": messages, "schemas": schemas, "written": written,
    "imported": imported, **{name: apart(name) for name in APART},
    "steps": steps, "corpus": corpus, "newsroom": newsroom,
}  # fmt: skip
