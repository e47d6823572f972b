"""Archives of Hugo and Jekyll, made up, with what newsrooms have in them: for trying `ssg import`.

The texts are random words; the same number and seed make the same bytes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.exports import sentence
from tests.photos import jpeg

_SECTIONS = ("daerah", "ekonomi", "olahraga", "opini")
_AUTHORS = ("Sari Wulan", "Made Arta", "La Ode Rahman")
_START = datetime(2012, 1, 2, 7, 30)  # noqa: DTZ001 - local time, as front matter has it
_STEP = timedelta(hours=61)
_TITLES = (
    "{}", "{}: “Kami Siap”", 'Kata "{}"', "{} — bagian 2", "'{}'", "{} & kawan", "Ke-[2] {}", "{} #1", "- {}", "{}?", "Ñandú {}",
)  # fmt: skip
TABLE = """\
shortcodes:
  kutipan: "\\n\\n> {0}\\n\\n"
"""


class Text(NamedTuple):
    """A file of an archive."""

    path: str
    data: bytes
    address: str = ""
    """Path under which readers found it; empty for what they never saw."""


def hugo(texts: int, seed: int = 1) -> Iterator[Text]:
    """Yield the files of a site of Hugo: front matter of three sorts, bundles, given addresses, aliases, shortcodes."""
    yield Text("peta.yaml", TABLE.encode())
    yield Text("hugo.toml", _HUGO.encode())
    yield Text("static/foto/umum.jpg", jpeg(640, 400))
    yield Text("content/tentang.md", b"---\ntitle: Tentang Kami\n---\nKami menulis untuk warga.\n", "/tentang/")
    yield Text("content/daerah/_index.md", b"---\ntitle: Daerah\n---\n")
    for number in range(texts):
        rng = random.Random(f"{seed}-{number}")
        section, slug = _SECTIONS[number % len(_SECTIONS)], f"kabar-{number}"
        at = _when(number)
        said: dict[str, object] = {
            "title": _title(rng, number),
            "date": f"{at:%Y-%m-%d}" if number % 6 == 0 else f"{at:%Y-%m-%dT%H:%M:%S}+07:00",
            "tags": [rng.choice(("pasar", "Harga Ikan", "Pilkada 2018", "Émigré")), f"topik-{number % 9}"],
        }
        said["authors" if number % 2 else "author"] = [_AUTHORS[number % 3]] if number % 2 else _AUTHORS[number % 3]
        address = f"/{at:%Y/%m}/{slug}/" if section == "daerah" else f"/{section}/{slug}/"
        if number % 7 == 0:
            said["aliases"] = [f"/lama/{number}.html", f"/berita/{number}/"]
        if number % 11 == 0:
            address = f"/khusus/{number}/"
            said["url"] = address
        if number % 13 == 0:
            said["lastmod"] = f"{at + timedelta(days=2):%Y-%m-%dT%H:%M:%S}+07:00"
        if number % 23 == 0:
            said["draft"] = True
        if number % 5 == 0:
            said["description"] = sentence(rng)
        if number % 8 == 0:
            said["images"] = ["/foto/umum.jpg"]
        hidden = number % 23 == 0 or at.year > 2029
        body = _body(rng, number, _hugo_parts(rng, number, texts))
        bundle = number % 5 == 1
        path = f"content/{section}/{slug}/index.md" if bundle else f"content/{section}/{slug}.md"
        if bundle:
            body += "\n\n![Suasana pasar](suasana.jpg)\n"
            yield Text(path.replace("index.md", "suasana.jpg"), jpeg(320 + number % 50, 200))
        yield Text(
            path, _odd(number, _matter(said, ("yaml", "toml", "json")[number % 3]) + body), "" if hidden else address
        )


def jekyll(texts: int, seed: int = 1) -> Iterator[Text]:
    """Yield the files of a site of Jekyll: dates in file names, redirects, given addresses, tags of Liquid."""
    yield Text("peta.yaml", TABLE.encode())
    yield Text("_config.yml", _JEKYLL.encode())
    yield Text("foto/umum.jpg", jpeg(640, 400))
    yield Text("tentang.md", b"---\ntitle: Tentang\npermalink: /tentang/\n---\nKami.\n", "/tentang/")
    yield Text("kontak.html", b"---\ntitle: Kontak\n---\n<p>Surat: <b>redaksi</b></p>\n", "/kontak.html")
    yield Text("_drafts/nanti.md", b"---\ntitle: Nanti\n---\nBelum.\n")
    for number in range(texts):
        rng = random.Random(f"{seed}-{number}")
        section, slug = _SECTIONS[number % len(_SECTIONS)], f"kabar-{number}"
        at = _when(number)
        said: dict[str, object] = {
            "layout": "post",
            "title": _title(rng, number),
            "tags": ["pasar", f"topik-{number % 9}"],
        }
        said["categories"] = section if number % 2 else [section]
        said["author"] = _AUTHORS[number % 3]
        if number % 6:
            said["date"] = f"{at:%Y-%m-%d %H:%M:%S} +0700"
        address = f"/{section}/{at:%Y/%m/%d}/{slug}.html"
        if number % 7 == 0:
            said["redirect_from"] = f"/lama/{number}/" if number % 2 else [f"/lama/{number}/", f"/arsip/{number}.html"]
        if number % 11 == 0:
            address = f"/khusus/{number}/"
            said["permalink"] = address
        if number % 23 == 0:
            said["published"] = False
        if number % 8 == 0:
            said["image"] = "/foto/umum.jpg"
        hidden = number % 23 == 0 or at.year > 2029
        body = _body(rng, number, _jekyll_parts(rng, number, texts))
        ending = "html" if number % 17 == 0 else "md"
        if ending == "html":
            body = "".join(f"<p>{sentence(rng)} <em>{sentence(rng, 3)}</em></p>\n" for _ in range(4))
        path = f"_posts/{at:%Y-%m-%d}-{slug}.{ending}"
        yield Text(path, _odd(number, _matter(said, "yaml") + body), "" if hidden else address)


_HUGO = """\
title = "Kabar Hugo"
baseURL = "https://hugo.example/"
languageCode = "id"
[permalinks]
daerah = "/:year/:month/:slugorfilename/"
"""
_JEKYLL = """\
title: Kabar Jekyll
url: https://jekyll.example
timezone: Asia/Jakarta
permalink: /:categories/:year/:month/:day/:title.html
"""


def _when(number: int) -> datetime:
    """Return the time of a text; each twenty-ninth is to come."""
    return _START + _STEP * number + (timedelta(days=20 * 365) if number % 29 == 28 else timedelta())


def _title(rng: random.Random, number: int) -> str:
    return _TITLES[number % len(_TITLES)].format(sentence(rng, 5).rstrip("."))


def _matter(said: dict[str, object], sort: str) -> str:
    """Return front matter as YAML, TOML or JSON has it."""
    if sort == "json":
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    fence, between = ("---", ": ") if sort == "yaml" else ("+++", " = ")
    # A text in JSON is one in YAML and in TOML as well; only a date has no quotation marks in TOML.
    lines = [
        f"{key}{between}{value if key in {'date', 'lastmod'} else json.dumps(value, ensure_ascii=False)}"
        for key, value in said.items()
    ]
    return "\n".join((fence, *lines, fence)) + "\n"


def _odd(number: int, text: str) -> bytes:
    """Return the bytes of a file as editors of the world leave them."""
    if number % 19 == 0:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if number % 31 == 0 else b"") + text.encode()


def _body(rng: random.Random, number: int, parts: list[str]) -> str:
    """Return a body of paragraphs, with what is special put between them."""
    common = [
        "## Langkah *Berikutnya*",
        "> Kami akan bekerja.\n> Itu janji kami.",
        "- Satu posko\n- Dua posko\n  1. Di balai\n  2. Di sekolah",
        "| Desa | Suara |\n|---|---|\n| Muara | 1.204 |\n| Rawa | 987 |",
        "Harga naik 5% * 2, dari Rp10_000 menjadi [perkiraan] Rp12.000 & <b>“stabil”</b>.",
        "```\nx = {{< tetap >}} {% tetap %}\n```",
        "<!-- catatan meja -->",
        f'<div class="kotak"><p>{sentence(rng)}</p></div>',
        "Air H~2~O, 1. Januari, \\*bukan tebal\\*, `kode`, ~~coret~~ dan <https://data.example/?a=1&b=2>.",
        "Judul lama\n----------",
    ]  # fmt: skip
    chosen = [common[(number + step) % len(common)] for step in range(3)] + parts
    found = []
    for one in chosen:
        found += [f"{sentence(rng)} {sentence(rng)} **Kata** kepala.", one]
    return "\n\n".join((*found, sentence(rng))) + "\n"


def _hugo_parts(rng: random.Random, number: int, texts: int) -> list[str]:
    other = rng.randrange(texts)
    section = _SECTIONS[other % len(_SECTIONS)]
    file = f"{section}/kabar-{other}/index.md" if other % 5 == 1 else f"{section}/kabar-{other}.md"
    parts = (
        f'Lihat [laporan]({{{{< ref "{file}" >}}}}) kami.',
        "{{< youtube abcdefghijk >}}",
        '{{< figure src="/foto/umum.jpg" alt="Umum" caption="Di pasar" >}}',
        '{{< kutipan "Kami siap" >}}',
        '{{< peta lat="1" lon="2" >}}',
        "{{% catatan %}}Isi catatan tetap.{{% /catatan %}}",
        f"Baca [yang lain](/{section}/kabar-{other}/) dan [luar](https://data.example/a_b?c=d&e=f).",
    )
    return [parts[number % len(parts)], parts[(number + 3) % len(parts)]]


def _jekyll_parts(rng: random.Random, number: int, texts: int) -> list[str]:
    other = rng.randrange(texts)
    at = _when(other)
    parts = (
        f"Lihat [laporan]({{% post_url {at:%Y-%m-%d}-kabar-{other} %}}){{: .tombol}} kami.",
        '{% include youtube.html id="abcdefghijk" %}',
        "![Umum]({{ site.baseurl }}/foto/umum.jpg)",
        "{% highlight python %}\nx = 1\n{% endhighlight %}",
        '{% galeri "a" %}',
        "<!--more-->",
        "Baca [tentang]({{ site.url }}/tentang/).\n{: .catatan}",
    )
    return [parts[number % len(parts)], parts[(number + 3) % len(parts)]]


SYSTEMS = {"hugo": hugo, "jekyll": jekyll}
