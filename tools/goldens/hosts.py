"""How a portal leaves the house: what its part of the goldens puts on record."""

from __future__ import annotations

import itertools
import json
import os
import re
import shlex
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from generator.annex.deploying import notifications, rclone
from generator.annex.remote_state.snapshots import PASSWORD
from generator.theming.loading import read_site
from tools.goldens.found import Found, grouped, ssg
from tools.goldens.hosts_answers import Answers
from tools.goldens.hosts_functions import away, coming, counted_views, failing, reported, room, ruled
from tools.goldens.hosts_sent import manifests, planned, reached, stays, told, travels
from tools.goldens.hosts_servers import served

CONFIG = """search: true
hsts: 365d
redirects: {/lama/satu/: /daerah/, /lama/dua.html: 'https://lain.example/', /lama/tiga/: /lama/tiga}
deploy:
  utama: {to: local, path: terbit/publik, check: true, announce: {webhook: 'https://kait.example/'}}
  awan: {to: s3, path: kabar/portal, region: ap-southeast-3}
  lama: {to: ftp, host: a.example, user: uji, port: 2121, path: publik}
  dav: {to: webdav, url: 'https://dav.example/', user: uji, path: publik}
  server:
    {to: sftp, host: a.example, user: u, path: /kabar, known_hosts: kenal, key_file: kunci, releases: 2, check: true}
  padat: {to: local, path: padat/publik, compress: [gz]}
  luar: {remote: luar, path: kabar}
"""
AUTHOR = "---\nname: Sari Wulan\naliases: [/tim/sari/, '/?author=3']\n---\nWartawan.\n"
OLD = (
    "/lama/{0}/", "/?p={0}", "/a;b{0}/", "/dua kata {0}/", "/é{0}/", "/{0}.html", "/baca?id={0}&x=a",
    "/baca?b:c={0}&id=1",
)  # fmt: skip


def portal() -> None:
    """Write a portal with old addresses, what is gone, drafts, and what is to come."""
    from tests import support  # noqa: PLC0415 - it takes a while

    made = support.Portal(Path("situs"))
    made.add("site.yaml", support.CONFIG + CONFIG)
    for number in range(9):
        keys = {
            "tags": f"[Banjir, T{number}]",
            "timestamp": f"2024-10-0{number + 1} 10:00 WIB",
            "aliases": json.dumps([one.format(number) for one in OLD], ensure_ascii=False),
        }
        keys |= {3: {"gone": "true"}, 4: {"draft": "true"}, 5: {"timestamp": "2024-10-11 06:00 WIB"}}.get(number, {})
        made.add(
            f"content/{('daerah', 'nasional')[number % 2]}/2024/10/a-{number}.md",
            support.article(f"Kabar {number}", **keys),
        )
    made.add("content/authors/sari.md", AUTHOR)
    made.add("content/pages/tentang.md", "---\ntitle: Tentang\naliases: [/about.html]\n---\nKami.\n")


STEPS = r"""
deploy
build
edit build/index.html < ?
deploy
build --verify
deploy --dry-run
deploy
deploy --json
edit content/daerah/2024/10/a-0.md 'Kabar 0' 'Kabar nol'
build --now '2024-10-10 13:00 WIB'
edit content/nasional/2024/10/a-1.md title: 'judul rusak'
build
edit content/daerah/2024/10/a-2.md
build --hold --now '2024-10-10 13:00 WIB'
deploy --dry-run --json
deploy --max-delete 0
deploy --max-delete 5
deploy
next --held
deploy --json
edit terbit/publik/index.html < ?
deploy --verify
edit terbit/publik/asing/x.html + asing
deploy --verify --json
edit terbit/.publik.warta-deploy/heads
deploy --dry-run
deploy
edit terbit/.publik.warta-deploy/heads/999999999999999.json + rusak
deploy
edit terbit/.publik.warta-deploy/heads uji.example lain.example
deploy
edit terbit/.publik.warta-deploy/heads lain.example uji.example
deploy
edit terbit/.publik.warta-deploy/heads '"tree":"\w+"(.*"owner":")","until":0' '"tree":""\1b@c:1","until":1728549999'
deploy
deploy --take-over --dry-run
edit terbit/.publik.warta-deploy/heads 1728549999 1728539999
deploy
edit site.yaml 'Berita percobaan' Berita
build --hold
deploy
deploy --older --max-delete 0 --dry-run
deploy --older
deploy awan
edit ../jauh/s3/kabar/x + x
deploy awan
edit kenal + x
deploy server
edit kunci + x
deploy server --rollback
deploy --all --json
deploy padat server
edit content/daerah/2024/10/a-6.md 'Isi berita' 'Isi lain'
build --hold --now '2024-10-10 13:00 WIB'
deploy --all
deploy awan utama awan --json
deploy server --rollback --dry-run
deploy server --rollback --json
deploy server
deploy server --dry-run --json
deploy server --lift
deploy server --rollback
deploy server --rollback
deploy awan --verify
deploy padat --verify
state push
state push utama
state push awan
state push server
state pull server
state pull awan
secret rahasia
state push awan
state push awan
state pull awan
secret lain
state pull awan
state pull
edit .ssg/deploy/targets/utama/base + x
state push
edit content/nasional/2024/10/a-1.md 'judul rusak' title:
build --now '2024-10-10 13:00 WIB'
state push
why /
why /tag/banjir/
edit content/daerah/2024/10/a-0.md 'Kabar nol' 'Kabar lagi'
why content/daerah/2024/10/a-0.md --now '2024-10-10 13:00 WIB'
edit content/nasional/2024/10/a-1.md 'author: Sari' 'author: sari'
check
check --format github
check content/daerah --all
check --fix --yes
search kabar --json
search kabra --newest --kanal daerah
tags
tags rename T0 'Kali Baru' --dry-run
tags rename T0 'Kali Baru'
mv content/daerah/2024/10/a-8.md nasional/2024/10/a-8.md
budget --host github
budget --host gitlab --json
budget --host cloudflare
budget --host cloudflare-paid --json
budget --host netlify
budget --host s3 --json
budget --host nginx
budget --host apache --json
budget --host caddy
host apache --into situs
edit ../log + log
popular log
popular log --hours 2
edit content/nasional/2024/10/a-7.md 'Isi berita' 'Isi baru'
build --now '2024-10-10 14:00 WIB'
state push
state pull --output kosong
why /
state push ./berkas
state pull ./berkas --output kosong
"""
"""Commands, and edits of a file or of those in a folder: a text, and the one in its place; the file, for +; or nothing
for one that is deleted."""


def edited(path: str, old: str = "", new: str = "") -> None:
    """Edit a file of the portal, or those of a folder of it."""
    from tests.annex.popular.test_lines import nginx  # noqa: PLC0415 - it takes a while

    place = Path("situs", path)
    if old == "+":
        read = "\n".join([nginx("GET /daerah/2024/10/a-0/ HTTP/1.1").decode()] * 3 + ["aneh"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(read if new == "log" else new, "utf-8")
        return
    for file in sorted(place.iterdir()) if place.is_dir() else [place]:
        text = file.read_text("utf-8")
        # Files of the output may be hard links.
        file.unlink()
        if old:
            file.write_text(re.sub(old, new, text), "utf-8")


def secret(password: str) -> None:
    """Encrypt states by a password from now on."""
    os.environ[PASSWORD] = password


PREPARED: Mapping[str, Callable[..., None]] = {"edit": edited, "secret": secret}

REFUSED = """\
bangun
--salah
--site '' check
--site site.yaml/x check
--site tiada build
build --output ''
build --now kemarin
build --jobs 0
build --jobs 257
build --jobs x
build --cluster ''
build --cluster lokal:2
build --cluster local:0 --json
build --pictures never
build --commit ''
build --commit HEAD
build --wait
build --wait --commit HEAD
build --deploy --drafts
build --deploy salah
build ekstra
deploy salah
deploy utamma
deploy utama --all
deploy --max-delete -1
deploy --rollback --lift
deploy --rollback
deploy --output tiada
deploy awan salah --json
ci
ci bitbucket
ci github gitlab-pages
ci gitlab github-pages
ci github utama
ci github salah
ci github server
ci github netlify
ci github netlify --force
budget --host x
budget --host ''
budget
host
host x
host s3
host nginx --into ''
search
search ''
search tiadaada
search x --year 0
search x --year 10000
search kabar --count 0
search kabar --count 1001
search kabar --output tiada
popular
popular tiada.log
popular situs/site.yaml
popular situs/site.yaml --hours 0
popular situs/site.yaml --hours 745
why
why ''
why tiada.md
why /tiada/
why / --now x
mv
mv a
mv '' b
mv a ''
mv a b
mv daerah ../x
tags rename
tags rename a b
tags rename Banjir ''
tags list
import
import blog x
import wordpress tiada --into baru
schema
schema x
new
new berita x
new article ''
new article '!!!' --kanal daerah
new article Judul
new article Judul --kanal daera
new article Judul --kanal zzz
new article 'Con' --kanal daerah --author Sari
new article 'Con' --kanal daerah --author Sari
new article 'Banjir Besar' --kanal daerah --region jawa-tengah/kudus --author SW
new page Tentang
new author 'Sari  Wulan Putri'
next --format x
next --now x
check tiada
check /
check --format x
check --jobs 0
state
state up
state push salah
serve --port x
serve --port 70000
init
init situs
init '' --name x
init baru --name ''
init baru --name X --url x --company Y
cms
cms --repo x
cms --repo a/b --print
"""


def commands() -> tuple[str, Answers]:
    """Return what commands say of a portal that is deployed and edited, and what they refuse."""
    portal()
    said, noted = [], {}
    elsewhere = {"SSG_DEPLOY_PASSWORD": "rahasia", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    with served() as asked_of, mock.patch.dict(os.environ, elsewhere):
        for number, line in enumerate(STEPS.split("\n")[1:-1]):
            words = shlex.split(line)
            if words[0] in PREPARED:
                PREPARED[words[0]](*words[1:])
                continue
            text = ssg("--site", "situs", *words, language=("en", "id")[number % 2])
            # How large a database is, and what is compressed and so its name, is not the same everywhere.
            vague = not {"state", "padat", "--all"}.isdisjoint(words)
            said.append(
                re.sub(r'\b[\d.,]+ (?=[kM]?B\b|parts?\b|bagian\b)|(?<="bytes":)\d+', "0 ", text) if vague else text
            )
            noted[f"{number:02} {line}"] = re.sub(r"\b[0-9a-f]{32}\b", "#", "\n".join(asked_of))
            asked_of.clear()
    refused = [
        (f"refused {line.split()[0]}", ssg("--site", "situs", *shlex.split(line), language=("en", "id")[number % 2]))
        for number, line in enumerate(REFUSED.splitlines())
    ]  # fmt: skip
    return "".join(said), iter([*noted.items(), *refused])


def _reader(url: str, *_: object) -> notifications.Answer:
    """Answer whoever looks what readers get, or tells of it."""
    return notifications.Answer(404 if "feed" in url else 200, b"", "Tidak Ada")


def hosts() -> Found:
    """Sweep how a portal leaves the house: plans, targets, hosts, states, counts, and what commands say and refuse."""
    deploying = "generator.annex.deploying"
    secrets = SimpleNamespace(token_hex=lambda count: "ab" * count)
    pinned: dict[str, object] = {
        "lease.secrets": secrets, "manifest.secrets": secrets, "lease.owner": lambda: "sari@meja:7", "run._SOON": 1e9,
        "lease.time": SimpleNamespace(time=lambda: 1_728_540_000.0, monotonic=time.monotonic),
        "notifications.ask": _reader,
    }  # fmt: skip
    found: dict[str, list[str]] = {}
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, SOURCE_DATE_EPOCH="1728536400", HOME="/rumah"))
        for name in ("SSH_AUTH_SOCK", "GITHUB_ACTIONS", PASSWORD, "VISUAL", "EDITOR", rclone.PASSWORD):
            os.environ.pop(name, None)
        for name, instead in pinned.items():
            stack.enter_context(mock.patch(f"{deploying}.{name}", instead))
        stack.enter_context(mock.patch("time.sleep"))
        said, answers = commands()
        site, _ = read_site(Path("situs"))
        sweeps = (
            planned(),
            manifests(),
            stays(),
            told(),
            reached(),
            travels(),
            ruled(site, Path("situs/.ssg")),
            room(),
        )
        for name, answer in itertools.chain(answers, *sweeps, counted_views(), reported(), coming(), failing(), away()):
            found.setdefault(name, []).append(answer)
    here = str(Path.cwd())
    texts = {name: "\n".join(lines).replace(here, "…") for name, lines in found.items()}
    return Found(said.replace(here, "…") + grouped(texts, str), texts)
