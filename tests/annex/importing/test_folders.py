"""Whole archives of folders, with every feature that newsrooms use: import, build, addresses."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from generator.annex.importing.items import Item, Options
from generator.annex.importing.items import Portal as Site
from generator.annex.importing.report import Outcome
from generator.annex.importing.run import run
from generator.annex.importing.sources import SOURCES
from generator.annex.importing.verify_addresses import verify
from tests.folders import SYSTEMS
from tests.importing_support import asked, found
from tests.photos import jpeg
from tests.support import Portal


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_an_archive_with_every_feature_moves_whole(tmp_path: Path, system: str) -> None:
    """No word is lost, all texts build with what is tolerated, and every address that readers knew answers."""
    addresses = []
    for text in SYSTEMS[system](66):
        file = tmp_path / "lama" / text.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.data)
        addresses.append(text.address)
    (tmp_path / "lama.txt").write_text("\n".join(filter(None, addresses)), "utf-8")
    table = str(tmp_path / "lama/peta.yaml")
    outcome, _ = run(
        Options(system, (str(tmp_path / "lama"),), str(tmp_path / "portal"), mapping=table), lambda *_: None
    )
    assert not {"words", "held-back", "plain", "missing-media"} & outcome.notes.keys()
    assert not outcome.faults
    assert "rule" not in outcome.addresses
    texts = [path for path in (tmp_path / "lama").rglob("*") if path.suffix in {".md", ".markdown", ".html"}]
    assert (sum(outcome.texts.values()), outcome.texts["unknown"]) == (len(texts), 0)
    portal = Portal(tmp_path / "portal")
    portal.build()
    found = verify(str(tmp_path / "lama.txt"), portal.output, tmp_path / "portal", media_url="")
    assert found.counts.keys() == {"same", "redirect"}


_PART = re.compile(r"^-- (\S+) --$", re.MULTILINE)

HUGO = """\
-- hugo.toml --
title = "Kabar Hugo"
baseURL = "https://hugo.example/"
[permalinks]
berita = "/:year/:month/:slug/"
-- content/berita/_index.md --
---
title: Berita
---
-- content/berita/pasar.md --
+++
title = "Pasar: Buka Lagi"
date = 2019-12-27T10:00:00+07:00
lastmod = 2019-12-29T10:00:00+07:00
authors = ["Sari Wulan"]
tags = ["Pasar", "Harga Ikan"]
aliases = ["/lama/pasar/"]
description = "Ringkasan."
+++
Pasar dibuka, lihat [laporan](banjir/index.md) dan {{< ref "berita/banjir/index.md" >}}.

{{< youtube abcdefghijk >}}

{{< figure src="/foto/pasar.jpg" alt="Pasar" caption="Kapsi" >}}

Kata <b>kepala</b> pasar.{{< tak-dikenal x="1" >}}
-- content/berita/banjir/index.md --
---
title: Banjir
date: 2020-01-05
draft: false
images: [foto.jpg]
---
![Perahu](foto.jpg)

Air surut.
-- content/berita/rahasia.md --
---
title: Rahasia
date: 2020-01-06T10:00:00+07:00
draft: true
---
Belum tayang.
-- content/tentang.md --
{"title": "Tentang Kami"}
Kami menulis.
"""

JEKYLL = """\
-- _config.yml --
title: Kabar Jekyll
url: https://jekyll.example
permalink: /:categories/:year/:month/:day/:title.html
-- _posts/2019-12-27-pasar-buka.md --
---
layout: post
title: "Pasar Buka"
author: Sari Wulan
categories: ekonomi
tags: [pasar]
redirect_from: [/lama/]
date: 2019-12-27 10:00:00 +0700
---
Lihat [banjir]({% post_url 2020-01-05-banjir %}){: .tombol}.

{% include youtube.html id="abcdefghijk" %}

{% highlight python %}
x = 1
{% endhighlight %}
-- _posts/2020-01-05-banjir.md --
---
title: Banjir
categories: [daerah]
published: false
---
Air *surut*.
-- _drafts/nanti.md --
---
title: Nanti
---
Belum.
-- tentang.md --
---
title: Tentang
permalink: /tentang/
---
Kami.
"""

ELEVENTY = """\
-- src/berita/2019-12-27-pasar.md --
---
title: Pasar
tags: [pasar]
author: Sari
permalink: /berita/pasar-buka/
---
Isi {{ title }} berita.
-- src/berita/banjir.html --
---
title: Banjir
date: 2020-01-05T10:00:00+07:00
---
<p>Air <em>surut</em>.</p>
"""

ZOLA = """\
-- config.toml --
title = "Kabar Zola"
base_url = "https://zola.example"
-- content/berita/pasar.md --
+++
title = "Pasar"
date = 2019-12-27
[taxonomies]
tags = ["pasar"]
categories = ["ekonomi"]
[extra]
author = "Sari"
+++
Lihat [banjir](@/berita/banjir.md).

{{ youtube(id="abcdefghijk") }}
-- content/berita/banjir.md --
+++
title = "Banjir"
date = 2020-01-05T10:00:00+07:00
path = "arsip/banjir"
+++
Air surut.
"""


class Folder:
    """A site of another system in a folder, and the portal beside it."""

    def __init__(self, folder: Path, source: str, text: str) -> None:
        self.source = source
        self.root = folder / "lama"
        self.portal = folder / "portal"
        parts = _PART.split(text)[1:]
        for path, inner in zip(parts[::2], parts[1::2], strict=True):
            self.add(path, inner.removeprefix("\n").encode())

    def add(self, path: str, data: bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def run(self, **order: object) -> Outcome:
        given = Options(self.source, (str(self.root),), str(self.portal))
        return run(msgspec.structs.replace(given, **order), lambda *_: None)[0]

    def read(self, path: str) -> str:
        return (self.portal / path).read_text("utf-8")

    def notes(self, code: str) -> list[str]:
        lines = map(msgspec.json.decode, self.read("import/report.jsonl").splitlines())
        return [line["before"] for line in lines if line["code"] == code]


def hugo(folder: Path) -> Folder:
    """Return the site of Hugo with its pictures."""
    old = Folder(folder, "hugo", HUGO)
    old.add("static/foto/pasar.jpg", jpeg())
    old.add("content/berita/banjir/foto.jpg", jpeg())
    return old


def test_a_site_of_hugo_moves(tmp_path: Path) -> None:
    """TOML, YAML and JSON front matter, bundles, permalinks, aliases, shortcodes, pictures beside articles."""
    old = hugo(tmp_path)
    outcome = old.run()
    assert outcome.permalink == "/{year}/{month}/{slug}/"
    assert outcome.addresses["same"] >= 2
    assert not {"words", "held-back"} & outcome.notes.keys()
    text = old.read("content/berita/2019/12/pasar-buka-lagi.md")
    assert 'title: "Pasar: Buka Lagi"\nauthor: Sari Wulan\ntimestamp: 2019-12-27 10:00 WIB\nupdated: ' in text
    assert "aliases:\n- /lama/pasar/\n" in text
    assert "[laporan](/2020/01/banjir/)" in text
    assert "\nhttps://www.youtube.com/watch?v=abcdefghijk\n" in text
    assert '![Pasar](/foto/pasar.jpg "Kapsi")' in text
    assert "Kata **kepala** pasar." in text
    assert old.notes("shortcode") == ['{{< tak-dikenal x="1" >}}']
    assert "draft: true" in old.read("content/berita/2020/01/rahasia.md")
    assert outcome.media == {"brought": 2}
    assert Portal(old.portal).build().articles == 2


def test_a_site_of_jekyll_moves(tmp_path: Path) -> None:
    """Dates in file names, categories in addresses, `redirect_from`, `published: false`, drafts, Liquid and attributes."""
    old = Folder(tmp_path, "jekyll", JEKYLL)
    outcome = old.run()
    assert outcome.permalink == "/{category}/{year}/{month}/{day}/{slug}.html"
    assert outcome.addresses["same"] >= 1
    text = old.read("content/ekonomi/2019/12/pasar-buka.md")
    assert "aliases:\n- /lama/\n" in text
    assert "tombol" not in text
    assert "{%" not in text
    assert "draft: true" in old.read("content/daerah/2020/01/banjir.md")
    assert (old.portal / "content/pages/tentang.md").exists()
    assert not {"words", "held-back"} & outcome.notes.keys()
    assert Portal(old.portal).build().articles == 1


@pytest.mark.parametrize("name", ["2020-01-05-banjir.html", "2020-01-05-banjir.markdown", "2020-01-05-rilis-1.0.md"])
def test_shortcodes_name_posts_of_any_ending(tmp_path: Path, name: str) -> None:
    """`post_url` names a post without its ending, which may have a point in its name; a place in it stays."""
    target = name.rpartition(".")[0]
    text = JEKYLL.replace("2020-01-05-banjir.md", name).replace("2020-01-05-banjir ", f"{target} ")
    old = Folder(tmp_path, "jekyll", text.replace("published: false\n", ""))
    old.add("_posts/2020-02-01-lain.md", f"---\ntitle: Lain\n---\nLihat [a]({{% post_url {target}#b %}}).\n".encode())
    outcome = old.run()
    slug = target.removeprefix("2020-01-05-").replace(".", "-")
    [post] = (old.portal / "content").rglob("lain.md")
    assert re.search(rf"\[a\]\(/daerah/2020/01/05/{slug}\.html#b\)", post.read_text("utf-8"))
    assert "dead-link" not in outcome.notes


def test_a_site_of_eleventy_moves(tmp_path: Path) -> None:
    """`permalink`, Markdown and HTML, values of templates."""
    old = Folder(tmp_path, "eleventy", ELEVENTY)
    outcome = old.run()
    assert outcome.addresses == {"same": 1, "redirect": 1} or outcome.addresses["same"] == 2
    assert "Air *surut*." in old.read("content/berita/2020/01/banjir.md")
    assert old.notes("shortcode") == ["{{ title }}"]
    assert Portal(old.portal).build().articles == 2


def test_a_site_of_zola_moves(tmp_path: Path) -> None:
    """Taxonomies, `[extra]`, `path`, links to files and shortcodes with named arguments."""
    old = Folder(tmp_path, "zola", ZOLA)
    outcome = old.run()
    text = old.read("content/ekonomi/2019/12/pasar.md")
    assert "author: Sari\n" in text
    assert "tags:\n- pasar\n" in text
    assert re.search(r"\[banjir\]\(/[^@)]*banjir/\)", text)
    assert "https://www.youtube.com/watch?v=abcdefghijk" in text
    assert not {"words", "held-back"} & outcome.notes.keys()
    assert Portal(old.portal).build().articles == 2


def test_people_say_what_becomes_of_their_own_shortcodes(tmp_path: Path) -> None:
    """A table with a text for each, in which arguments stand in braces."""
    old = hugo(tmp_path)
    table = tmp_path / "peta.yaml"
    table.write_text('shortcodes:\n  tak-dikenal: " Nomor {x}."\n')
    old.run(mapping=str(table))
    assert "Kata **kepala** pasar. Nomor 1." in old.read("content/berita/2019/12/pasar-buka-lagi.md")


def test_words_that_their_table_has_no_place_for_are_reported(tmp_path: Path) -> None:
    """A text among the arguments is no setting."""
    old = hugo(tmp_path)
    old.add(
        "content/berita/kutip.md",
        b'---\ntitle: K\n---\n{{< kutipan isi="Air naik" sumber="kata ketua RT" lebar="3" >}}\n',
    )
    table = tmp_path / "peta.yaml"
    table.write_text('shortcodes:\n  kutipan: "> {isi}"\n')
    old.run(mapping=str(table))
    assert old.notes("words") == ['{{< kutipan isi="Air naik" sumber="kata ketua RT" lebar="3" >}}']


@pytest.mark.parametrize(
    "text", ["---\ntitle: [\n---\nx", "+++\ntitle = \n+++\nx", '{"title": \nx', "---\na: &x 1\nb: *x\n---\n"]
)
def test_front_matter_with_mistakes_is_a_fault_with_its_file(tmp_path: Path, text: str) -> None:
    """The other files are imported, and the exit code says that one was not."""
    old = hugo(tmp_path)
    old.add("content/berita/rusak.md", text.encode())
    outcome = old.run()
    assert [fault.file for fault in outcome.faults] == ["content/berita/rusak.md"]
    assert Portal(old.portal).build().articles == 2


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    """A symbolic link to a file elsewhere is a fault; nothing of that file is read."""
    old = hugo(tmp_path)
    (tmp_path / "rahasia.md").write_text("---\ntitle: Rahasia\ndate: 2019-12-27 10:00\n---\nKata sandi")
    (old.root / "content/berita/tautan.md").symlink_to(tmp_path / "rahasia.md")
    outcome = old.run()
    assert [fault.file for fault in outcome.faults] == ["content/berita/tautan.md"]
    assert not any("sandi" in file.read_text("utf-8") for file in (old.portal / "content").rglob("*.md"))


def ways(folder: Folder) -> set[str]:
    """Return the old addresses that the source is found to have had."""
    return {msgspec.json.decode(line)["old"] for line in folder.read("import/addresses.jsonl").splitlines()}


TEXT = "title: A\ndate: 2019-01-05T10:00:00+07:00\n"


@pytest.mark.parametrize(
    ("config", "path", "matter", "address"),
    [
        ("permalink: date", "_posts/2019-01-05-a.md", "", "/2019/01/05/a.html"), ("permalink: pretty", "_posts/2019-01-05-a.md", "categories: [Berita, Kota Tua]", "/berita/kota%20tua/2019/01/05/a/"),
        ("permalink: ordinal", "_posts/2019-01-05-a.md", "category: x y", "/x/y/2019/005/a.html"), ("permalink: none", "x/_posts/2019-01-05-a.md", "", "/x/a.html"), ("permalink: none", "x/y/_posts/2019-01-05-a.md", "", "/x/y/a.html"),
        ("permalink: /:short_year/:i_month/:i_day/:hour:minute/:slug/", "_posts/2019-01-05-a.md", "slug: s", "/19/1/5/0300/s/"), ("", "_posts/2019-01-05-a.md", "permalink: /k/", "/k/"),
        ("baseurl: /blog", "_posts/2019-01-05-a.md", "permalink: k/", "/blog/k/"), ("baseurl: /blog/", "_posts/2019-01-05-a.md", "permalink: k/", "/blog/k/"), ("permalink: pretty", "x/a.md", "", "/x/a/"), ("permalink: /:tiada/:title/", "_posts/2019-01-05-a.md", "", "/a/"),
    ],
)  # fmt: skip
def test_addresses_of_jekyll(tmp_path: Path, config: str, path: str, matter: str, address: str) -> None:
    """By a pattern of the site or of the post, or by the post alone."""
    old = Folder(
        tmp_path,
        "jekyll",
        f"-- _config.yml --\ntitle: A\nurl: https://a.example\n{config}\n-- {path} --\n---\n{TEXT}{matter}\n---\nIsi.\n",
    )
    old.run()
    assert address in ways(old)


@pytest.mark.parametrize(
    ("config", "path", "matter", "address"),
    [
        ("", "content/b/a.md", "", "/b/a/"), ("uglyURLs = true", "content/b/a.md", "", "/b/a.html"), ("", "content/b/a/index.md", "", "/b/a/"), ("", "content/b/c/a/index.md", "", "/b/c/a/"), ("", "content/b/a.md", "slug: s", "/b/s/"), ("", "content/b/a.md", "url: k/l/", "/k/l/"),
        ("[permalinks]\nb = '/:section/:year/:filename/'", "content/b/a.md", "slug: s", "/b/2019/a/"), ("[permalinks.page]\nb = '/:sections/:slug/'", "content/b/c/a.md", "", "/b/a/"),
        ("[permalinks]\nc = '/x/:slug/'", "content/b/a.md", "", "/b/a/"), ("[permalinks]\n'/' = '/x/:slug/'", "content/a.md", "", "/x/a/"), ("", "content/a.md", "", "/a/"),
    ],
)  # fmt: skip
def test_addresses_of_hugo(tmp_path: Path, config: str, path: str, matter: str, address: str) -> None:
    """By the section's pattern, by folders and names, or as the page says."""
    old = Folder(
        tmp_path,
        "hugo",
        f'-- hugo.toml --\ntitle = "A"\nbaseURL = "https://a.example/"\n{config}\n-- {path} --\n---\n{TEXT}{matter}\n---\nIsi.\n',
    )
    old.run()
    assert address in ways(old)


@pytest.mark.parametrize(
    ("source", "path", "matter", "address"),
    [
        ("eleventy", "src/b/a.md", "", "/b/a/"), ("eleventy", "content/b/a.md", "permalink: /x/index.html", "/x/"), ("eleventy", "src/b/a/index.md", "", "/b/a/"), ("eleventy", "b/a.md", 'permalink: "/{{ x }}/"', "/b/a/"), ("eleventy", "src/b/a.md", "permalink: false", "/b/a/"),
        ("zola", "content/b/Air Naik.md", "", "/b/air-naik/"), ("zola", "content/b/a.md", "path: x/y/", "/x/y/"), ("zola", "content/b/a/index.md", "", "/b/a/"), ("zola", "content/b/a.md", "slug: s", "/b/s/"),
    ],
)  # fmt: skip
def test_addresses_of_eleventy_and_zola(tmp_path: Path, source: str, path: str, matter: str, address: str) -> None:
    """By folders and names, or as the page says."""
    old = Folder(
        tmp_path,
        source,
        '-- config.toml --\ntitle = "A"\nbase_url = "https://a.example"\n-- _data/site.yaml --\nurl: https://a.example\n',
    )
    old.add(path, f"---\n{TEXT}{matter}\n---\nIsi.\n".encode())
    old.run()
    assert address in ways(old)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("banjir.md", "/b/banjir/"), ("./banjir.md#x", "/b/banjir/#x"), ("../c/surut.md", "/c/surut/"), ("@/c/surut.md", "/c/surut/"), ("surut.md", "/c/surut/"), ("@/surut.md", "/c/surut/"),
        ("tiada.md", "/b/a/tiada.md"), ("sama.md", "/b/a/sama.md"), ("@/c/sama.md", "/c/sama/"), ("/c/surut.md", "/c/surut.md"),
    ],
)  # fmt: skip
def test_a_link_to_a_file_leads_to_its_address(tmp_path: Path, link: str, address: str) -> None:
    """From the file that it is in, from the top, or by its name if no other file has it."""
    old = Folder(tmp_path, "zola", '-- config.toml --\ntitle = "A"\nbase_url = "https://a.example"\n')
    for path in ("b/banjir", "c/surut", "c/sama", "d/sama"):
        old.add(f"content/{path}.md", f"---\n{TEXT}---\nIsi.\n".encode())
    old.add("content/b/a.md", f"---\n{TEXT}---\nLihat [x]({link}).\n".encode())
    old.run()
    (file,) = (one for one in (old.portal / "content").rglob("a.md"))
    assert f"[x]({address})" in file.read_text()


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("draft: true", "draft: true"), ("draft: Yes", "draft: true"), ("draft: 1", "draft: true"), ("published: false", "draft: true"), ("published: No", "draft: true"), ("lastmod: 2019-01-06", "updated: 2019-01-06 00:00:00 WIB"),
        ("updated: 2019-01-05 10:01", "updated: 2019-01-05 10:01:00 WIB"), ("image: /foto/a.jpg\nimage_caption: K\nimage_alt: X", "photo:\n  src: /foto/a.jpg\n  caption: K\n  alt: X"), ("cover: {image: /foto/a.jpg, caption: K, alt: X}", "photo:\n  src: /foto/a.jpg\n  caption: K\n  alt: X"),
        ("images: [/foto/a.jpg, /b.jpg]", "photo:\n  src: /foto/a.jpg"), ("thumbnail: /foto/a.jpg\ncaption: K\nalt: X", "photo:\n  src: /foto/a.jpg\n  caption: K\n  alt: X"), ("image: tanpa-titik\nhero: /foto/a.jpg", "photo:\n  src: /foto/a.jpg"),
        ("keywords: [x]", "tags:\n- x"), ("subtitle: S", "summary: S"), ("excerpt: S", "summary: S"), ("summary: S\ndescription: D", "summary: D"), ("authors: [Sari, {name: Made}]", "author:\n- Sari\n- Made"), ("redirect_from: /lama/", "aliases:\n- /lama/"),
        ("uuid: u-1", "id: u-1"), ("extra: {author: Sari}", "author: Sari"), ("taxonomies: {tags: [x]}", "tags:\n- x"),
    ],
)  # fmt: skip
def test_what_systems_call_the_same_thing(tmp_path: Path, matter: str, expected: str) -> None:
    """It has one key here."""
    old = Folder(
        tmp_path,
        "hugo",
        f'-- hugo.toml --\ntitle = "A"\nbaseURL = "https://a.example/"\n-- content/b/a.md --\n---\n{TEXT}{matter}\n---\nIsi.\n',
    )
    old.run()
    (file,) = (one for one in (old.portal / "content").rglob("a.md"))
    assert f"\n{expected}\n" in file.read_text()


@pytest.mark.parametrize(
    "matter",
    [
        "draft: false",
        "draft: no",
        "published: true",
        "lastmod: 2019-01-05 10:00",
        "updated: 2019-01-04",
        "lastmod: kemarin",
        "image: tanpa-titik",
    ],
)
def test_what_says_nothing_has_no_key(tmp_path: Path, matter: str) -> None:
    """Neither a draft that is none nor an update before the article."""
    old = Folder(
        tmp_path,
        "hugo",
        f'-- hugo.toml --\ntitle = "A"\nbaseURL = "https://a.example/"\n-- content/b/a.md --\n---\n{TEXT}{matter}\n---\nIsi.\n',
    )
    old.run()
    (file,) = (one for one in (old.portal / "content").rglob("a.md"))
    assert (
        file.read_text()
        == "---\ntitle: A\nauthor: Redaksi\ntimestamp: 2019-01-05 10:00 WIB\nid: content-b-a-md-0dd7fe743e\n---\n\nIsi.\n"
    )


def test_posts_of_jekyll_may_lie_in_a_folder_of_their_own(tmp_path: Path) -> None:
    """Its name is their category, and a part of their address."""
    old = Folder(
        tmp_path,
        "jekyll",
        f"-- _config.yml --\ntitle: A\nurl: https://a.example\n-- kota/_posts/2019-01-05-a.md --\n---\n{TEXT}---\nIsi.\n-- _posts/2019-01-05-b.md --\n---\n{TEXT}---\nIsi.\n",
    )
    assert old.run().found["article"] == 2
    assert ways(old) >= {"/kota/2019/01/05/a.html", "/2019/01/05/b.html"}


@pytest.mark.parametrize(
    "key", "image images featured_image featureImage featured cover thumbnail hero header photo banner".split()
)
def test_what_systems_call_the_picture_of_an_article(tmp_path: Path, key: str) -> None:
    """Whatever it is called, it has an address with an ending, or says its source."""
    old = Folder(
        tmp_path,
        "hugo",
        f'-- hugo.toml --\ntitle = "A"\nbaseURL = "https://a.example/"\n-- content/b/a.md --\n---\n{TEXT}{key}: /foto/a.jpg\n---\nIsi.\n-- content/b/c.md --\n---\n{TEXT}{key}: {{src: /foto/a.jpg}}\n---\nIsi.\n',
    )
    old.run()
    for name in ("a.md", "c.md"):
        (file,) = (old.portal / "content").rglob(name)
        assert "photo:\n  src: /foto/a.jpg\n" in file.read_text()


def test_a_draft_of_jekyll_has_the_address_that_it_will_have(tmp_path: Path) -> None:
    """As a post, though its file has no date."""
    old = Folder(
        tmp_path, "jekyll", f"-- _config.yml --\npermalink: pretty\n-- _drafts/a.md --\n---\n{TEXT}---\nIsi.\n"
    )
    (found,) = (one for one in SOURCES["jekyll"](asked(str(old.root))) if isinstance(one, Item))
    assert (found.address, found.state, found.kind) == ("/2019/01/05/a/", "draft", "article")


def test_the_front_page_of_the_old_site_is_not_that_of_the_portal(tmp_path: Path) -> None:
    """Its text is a standing page, and the portal builds."""
    old = Folder(tmp_path, "jekyll", f"{JEKYLL}-- index.md --\n---\ntitle: Depan\npermalink: /index.html\n---\nIsi.\n")
    old.run()
    assert old.read("content/pages/index.md") == "---\ntitle: Depan\n---\n\nIsi.\n"
    assert Portal(old.portal).build().articles == 1


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("hugo", {"content/a.md": True, "content/b/c.markdown": True, "content/d.html": True, "content/e.htm": True, "content/f.mkd": True, "content/g.mdown": True, "content/h.txt": False, "content/.i.md": False, "content/.j/k.md": False, "l.md": False, "content/N.MD": True}),
        ("jekyll", {"a.md": True, "_posts/2019-01-05-b.md": True, "_drafts/c.md": True, "d/_posts/2019-01-05-e.md": True}),
        ("eleventy", {"src/a.md": True, "content/b.md": True, "c.md": False}), ("eleventy", {"c.md": True, "b/d.md": True}),
        ("zola", {"content/a.md": True, "b.md": False}),
        *((source, {f"{name}/a.md": False, f"content/{name}/a.md": True}) for source in ("hugo", "zola") for name in (
            "node_modules _site public resources themes layouts _includes _layouts _sass _data vendor archetypes assets static templates sass i18n".split()
        )),
    ],
)  # fmt: skip
def test_which_files_are_content(tmp_path: Path, source: str, paths: dict[str, bool]) -> None:
    """By their ending and their folder; each once, in order."""
    files: dict[str, str | bytes] = dict.fromkeys(paths, "---\ntitle: A\n---\nIsi.\n")
    items = [one.id for one in found(source, tmp_path, files) if isinstance(one, Item)]
    assert sorted(items) == sorted(path for path, is_content in paths.items() if is_content)


@pytest.mark.parametrize(
    ("source", "name", "text", "portal"),
    [
        *(("hugo", name, 'title = "A"\nbaseURL = "https://a.example/x/"\n', Site("A", "", "https://a.example/x")) for name in ("hugo.toml", "config.toml", "config/_default/hugo.toml", "config/_default/config.toml")),
        *(("hugo", name, "title: A\nbaseURL: /x/\n", Site("A")) for name in ("hugo.yaml", "config.yaml")),
        *(("jekyll", name, "name: A\ntagline: T\nurl: https://a.example\nbaseurl: /b\nlang: en\n", Site("A", "T", "https://a.example", "en")) for name in ("_config.yml", "_config.yaml")),
        *(("eleventy", name, "title: A\nsubtitle: S\nlanguage: id\nurl: https://a.example\n", Site("A", "S", "https://a.example", "id")) for name in ("_data/site.yaml", "_data/metadata.yaml")),
        *(("zola", name, 'title = "A"\nbase_url = "https://a.example"\ndefault_language = "id"\n', Site("A", "", "https://a.example", "id")) for name in ("config.toml", "zola.toml")),
        ("hugo", "hugo.toml", "title = ", None), ("hugo", "hugo.toml", b"\xef\xbb\xbftitle = 'A\xff'", Site("A\N{REPLACEMENT CHARACTER}")), ("jekyll", "lain.yml", "name: A\n", None),
    ],
)  # fmt: skip
def test_what_the_configuration_says_of_the_site(
    tmp_path: Path, source: str, name: str, text: str | bytes, portal: Site | None
) -> None:
    """Whatever its name; a site without one, or with one that cannot be read, has the name of its folder."""
    root = tmp_path / "lama"
    assert [one for one in found(source, root, {name: text}) if isinstance(one, Site)] == [portal or Site("lama")]


@pytest.mark.parametrize(
    ("path", "categories"),
    [("_posts/2019-01-05-a.md", ()), ("kota/_posts/2019-01-05-a.md", ("kota",)), ("a/kota/_drafts/2019-01-05-a.md", ("kota",)), ("kota/a.md", ())],
)  # fmt: skip
def test_the_category_of_a_post_of_jekyll(tmp_path: Path, path: str, categories: tuple[str, ...]) -> None:
    """Is the folder that its posts are in."""
    files: dict[str, str | bytes] = {path: "---\ntitle: A\n---\n"}
    assert [one.categories for one in found("jekyll", tmp_path, files) if isinstance(one, Item)] == [categories]


def test_a_pattern_of_hugo_is_for_pages_alone(tmp_path: Path) -> None:
    """A list has the address of its folder."""
    files: dict[str, str | bytes] = {
        "hugo.toml": "[permalinks]\nb = '/x/:slug/'\n", "content/b/_index.md": "---\ntitle: B\n---\nIsi.", "content/b/a.md": "---\ntitle: A\n---\n",
    }  # fmt: skip
    assert [one.address for one in found("hugo", tmp_path, files) if isinstance(one, Item)] == ["/b/", "/x/a/"]


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/:sections/:section/", "/c/c/"), (":title/:slugorfilename/:slugorcontentbasename/:slug", "/a-b/s/s/s/"), ("/:filename/:contentbasename/", "/a/a/"),
        ("/:year/:month/:day/:yearday/:weekday/:monthname/:weekdayname/", "/2019/01/05/5/6/january/saturday/"), ("/:2006/:06/:01/:1/:02/:2/:15/:04/", "/2019/19/01/1/05/5/10/07/"), ("//x///:tiada/y", "/x/y/"),
    ],
)  # fmt: skip
def test_the_parts_of_a_pattern(tmp_path: Path, pattern: str, address: str) -> None:
    """What is none of them is left out."""
    files: dict[str, str | bytes] = {
        "hugo.toml": f"[permalinks.page]\nc = '{pattern}'\n",
        "content/c/d/a.md": "---\ntitle: A/B\nslug: s\ndate: 2019-01-05 10:07\n---\n",
    }
    assert [one.address for one in found("hugo", tmp_path, files) if isinstance(one, Item)] == [address]


@pytest.mark.parametrize(
    ("source", "path", "matter", "address"),
    [
        ("jekyll", "index.md", "", "/"), ("jekyll", "a/index.md", "", "/a/"), ("jekyll", "a/b.md", "", "/a/b.html"), ("jekyll", "a.md", "permalink: /x/", "/x/"), ("jekyll", "_posts/2019-01-05-a.md", "", "/2019/01/05/a.html"),
        ("jekyll", "_posts/2019-01-05-a.md", "permalink: /:title.html", "/a.html"), ("jekyll", "_posts/2019-01-05-a.md", "permalink: /x:output_ext", "/x.html"),
        ("eleventy", "index.md", "", "/"), ("eleventy", "src/index.md", "", "/"), ("eleventy", "src/a/index.md", "", "/a/"), ("eleventy", "src/a.md", "permalink: x/index.html", "/x/"), ("eleventy", "a.md", "", "/a/"),
        ("zola", "content/_index.md", "", "/"), ("zola", "content/a/_index.md", "", "/a/"), ("zola", "content/a/b/_index.md", "", "/a/b/"), ("zola", "content/a/b/index.md", "", "/a/b/"), ("zola", "content/a.md", "path: /x/y/", "/x/y/"), ("zola", "content/Air Naik.md", "", "/air-naik/"),
        ("hugo", "content/_index.md", "slug: s", "/"), ("hugo", "content/a/_index.md", "slug: s", "/a/"), ("hugo", "content/index.md", "", "/"), ("hugo", "content/a/index.md", "slug: s", "/s/"), ("hugo", "content/a.md", "url: http://b.example/x", "http://b.example/x"), ("hugo", "content/a.md", "url: https://b.example/x", "https://b.example/x"), ("hugo", "content/a.md", "url: /x/:slug/", "/x/a/"), ("hugo", "content/a.md", 'url: "false"', "/false"),
    ],
)  # fmt: skip
def test_where_a_file_was_published(tmp_path: Path, source: str, path: str, matter: str, address: str) -> None:
    """As each system puts its front pages and its other pages."""
    files: dict[str, str | bytes] = {path: f"---\ntitle: A\n{matter}\n---\nIsi.\n"}
    assert [one.address for one in found(source, tmp_path, files) if isinstance(one, Item)] == [address]


def test_a_withdrawn_article_stays_withdrawn(tmp_path: Path) -> None:
    """It has the time as `expires`, its address is gone on purpose, and the portal does not publish it."""
    old = hugo(tmp_path)
    old.add("content/berita/usang.md", b"---\ntitle: Usang\ndate: 2019-01-05\nexpiryDate: 2020-02-01\n---\nIsi.\n")
    old.add("content/usang.md", b"---\ntitle: Halaman\nunpublishdate: 2020-02-01\n---\nIsi.\n")
    old.add("content/berita/awal.md", b"---\ntitle: Awal\ndate: 2019-01-05\nexpiryDate: 2018-02-01\n---\nIsi.\n")
    old.run(now=1_700_000_000)
    assert "\nexpires: 2020-02-01 00:00 WIB\n" in old.read("content/berita/2019/01/usang.md")
    assert "\ndraft: true\n" in old.read("content/berita/2019/01/awal.md")
    lines = map(msgspec.json.decode, old.read("import/addresses.jsonl").splitlines())
    assert {line["old"] for line in lines if line["how"] == "gone"} == {"/2019/01/usang/", "/usang/"}
    assert Portal(old.portal).build().articles == 2


def test_a_page_that_only_leads_on_may_have_many_addresses(tmp_path: Path) -> None:
    """Front matter beyond what an article may have is read; they lead on by aliases and site.yaml, the rest is named."""
    old = hugo(tmp_path)
    names = "".join(f"- /lama/alamat-yang-cukup-panjang-nomor-{number}/\n" for number in range(2000))
    old.add("content/pindah.md", f"---\ntitle: Pindah\naliases:\n{names}---\nIsi.\n".encode())
    outcome = old.run()
    assert not outcome.faults
    assert "held-back" not in outcome.notes
    assert 500 < outcome.addresses["redirect"] < 1000
    assert outcome.addresses["redirect"] + outcome.notes["address"] >= 2000
    portal = Portal(old.portal)
    assert portal.build().articles == 2
    assert "/pindah/" in (portal.output / "lama/alamat-yang-cukup-panjang-nomor-150/index.html").read_text("utf-8")


def test_a_list_keeps_the_address_of_its_written_name_whatever_a_table_calls_it(tmp_path: Path) -> None:
    """The key in front matter is what Hugo makes the address from, and the table says what readers see."""
    old = Folder(
        tmp_path, "hugo", '-- hugo.toml --\nbaseURL = "https://hugo.example/"\n[taxonomies]\nauthor = "authors"\n'
    )
    old.add("content/authors/sari-w/_index.md", b"---\ntitle: Sari Wulan\n---\n")
    old.add("content/berita/a.md", f"---\n{TEXT}authors: [sari-w]\nnama: lain\n---\nAir.\n".encode())
    table = tmp_path / "peta.yaml"
    table.write_text("slug: nama\n")
    old.run(mapping=str(table))
    assert "author: Sari Wulan\n" in old.read("content/berita/2019/01/lain.md")
    assert "/authors/sari-w/" in ways(old)


def test_no_list_leads_away_from_an_address_of_the_portal_itself(tmp_path: Path) -> None:
    """A folder of the old site may have the name of the portal's own list of tags."""
    old = Folder(tmp_path, "hugo", '-- hugo.toml --\nbaseURL = "https://hugo.example/"\n')
    old.add("content/tag/a.md", f"---\n{TEXT}---\nAir.\n".encode())
    old.add("content/日本/b.md", f"---\n{TEXT}---\nAir.\n".encode())
    old.run()
    assert "/tag/:" not in old.read("site.yaml")
    assert "/tag//" not in old.read("import/addresses.jsonl")
    assert Portal(old.portal).build().articles == 2


def test_articles_whose_slugs_are_days_are_all_there(tmp_path: Path) -> None:
    """The name of a file would say a day and the rest; the slug says what the old address had."""
    files = "".join(
        f"-- content/surat/2020-09-0{day}-1100.md --\n---\ntitle: Surat {day}\ndate: 2020-09-0{day}\n---\nIsi.\n"
        for day in (1, 2, 3)
    )
    old = Folder(tmp_path, "hugo", f'-- hugo.toml --\nbaseURL = "https://a.example/"\n{files}')
    old.run()
    assert '\nslug: "2020-09-01-1100"\n' in old.read("content/surat/2020/09/2020-09-01-1100.md")
    portal = Portal(old.portal)
    assert portal.build().articles == 3
    assert all((portal.output / f"surat/2020-09-0{day}-1100/index.html").is_file() for day in (1, 2, 3))
