"""Folders of texts of Hugo, Jekyll, Eleventy and Zola, beyond those that are recorded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import SYSTEMS
from tests.importing_support import Archive, hugo, matter
from tests.photos import jpeg
from tests.support import run_for


def folder(path: Path, system: str, config: str = "") -> Archive:
    """Return a site of a system with its configuration."""
    names = {
        "jekyll": ("_config.yml", "title: A\nurl: https://a.example\n"),
        "zola": ("config.toml", 'title = "A"\nbase_url = "https://a.example"\n'),
        "eleventy": ("_data/site.yaml", "url: https://a.example\n"),
    }
    archive = Archive(path, system, "lama")
    archive.add(names[system][0], names[system][1] + config)
    return archive


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_an_archive_with_every_feature_moves_whole(tmp_path: Path, system: str) -> None:
    """No word is lost, all texts build with what is tolerated, and every address that readers knew answers."""
    archive = Archive(tmp_path, system, "lama")
    addresses = []
    for text in SYSTEMS[system](24):
        archive.add(text.path, text.data)
        addresses.append(text.address)
    listed = tmp_path / "lama.txt"
    listed.write_text("\n".join(filter(None, addresses)), "utf-8")
    found = archive.run("--map", str(archive.file / "peta.yaml"))
    assert not {"words", "held-back", "plain", "missing-media"} & found["notes"].keys()
    assert "rule" not in found["addresses"]
    texts = [path for path in archive.file.rglob("*") if path.suffix in {".md", ".markdown", ".html"}]
    assert (sum(found["texts"].values()), found["texts"]["unknown"]) == (len(texts), 0)
    archive.built()
    assert run_for("import", "--verify-addresses", str(listed), "--into", str(archive.portal)).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("config", ["", "uglyURLs = true\n", "removePathAccents = true\n"])
def test_addresses_are_those_of_the_program(tmp_path: Path, config: str) -> None:
    """Whatever titles, names and slugs articles have: Hugo itself says where they were."""
    program = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not program:
        pytest.skip("hugo is not installed")
    permalinks = {
        "s": "/:year/:slug/",
        "f": "/:year/:month/:filename/",
        "t": "/:sections/:title",
        "p": "/x/:sections[1:]/:slug",
        "d": "/:06/:1/:2/:monthname/:weekday/:yearday/:slug",
    }
    archive = hugo(
        tmp_path,
        config=config + "[permalinks]\n" + "".join(f"{key} = '{value}'\n" for key, value in permalinks.items()),
    )
    titles = ("Judul: Apa? (Baru) & 50% é_x", "A~b @ c", "“Kutip” ‘x’ it's", "Ünïçø ① ²", " depan", "akhir -")
    for number, title in enumerate(titles):
        for section in (*permalinks, "biasa"):
            archive.add(f"content/{section}/t{number}.md", matter(title))
            archive.add(f"content/{section}/s{number}.md", matter("x", slug=title))
    for path in (
        "f/2020-03-04-Nama_File.md",
        "f/bundel Satu/index.md",
        "p/a/b/c.md",
        "biasa/Über Uns (x).md",
        "biasa/Sub Dir/a+b@c~d.md",
    ):
        archive.add(f"content/{path}", matter())
    listed = tmp_path / "daftar.csv"
    listed.write_bytes(
        subprocess.run([program, "list", "all"], cwd=archive.file, capture_output=True, check=True).stdout
    )
    archive.run()
    archive.built()
    done = run_for("import", "--verify-addresses", str(listed), "--into", str(archive.portal))
    assert (done.returncode, "missing" in done.stdout) == (0, False), done.stdout


PATTERNS = {
    "/:sections/:section/": "/{0}/d/{0}/", ":title/:slugorfilename/:slugorcontentbasename/:slug": "/a-b/s/s/s/",
    "/:filename/:contentbasename/": "/a/a/",
    "/:year/:month/:day/:yearday/:weekday/:monthname/:weekdayname/": "/2019/01/05/5/6/january/saturday/",
    "/:2006/:06/:01/:1/:02/:2/:15/:04/": "/2019/19/01/1/05/5/10/07/", "//x///:tiada/y": "/x/y/",
    "/:sections[1:]/:sections[last]/": "/d/d/", "/:sections[0]/:sections[:1]/:sections[9]/": "/{0}/{0}/",
}  # fmt: skip


def test_permalinks_of_hugo(tmp_path: Path) -> None:
    """Each folder may have a pattern; what is no part of one is left out."""
    archive = hugo(
        tmp_path,
        config="[permalinks.page]\n" + "".join(f"s{number} = '{pattern}'\n" for number, pattern in enumerate(PATTERNS)),
    )
    for number in range(len(PATTERNS)):
        archive.add(f"content/s{number}/d/_index.md", "---\ntitle: D\n---\n")
        archive.add(f"content/s{number}/d/a.md", matter("A/B", slug="s", date="2019-01-05T10:07:00+07:00"))
    archive.run()
    ways = archive.ways()
    assert [
        address for number, address in enumerate(PATTERNS.values()) if address.format(f"s{number}") not in ways
    ] == []


@pytest.mark.parametrize(
    ("config", "path", "keys", "address"),
    [
        ("", "content/b/c/a/index.md", {}, "/b/c/a/"), ("uglyURLs = true", "content/b/a.md", {}, "/b/a.html"),
        ("", "content/b/a.md", {"slug": "-Satu Dua-"}, "/b/satu-dua/"),
        ("", "content/b/a.md", {"url": "k/l/"}, "/k/l/"),
        ("[permalinks]\nb = '/:section/:year/:filename/'", "content/b/a.md", {"slug": "s"}, "/b/2019/a/"),
        ("[permalinks]\n'/' = '/x/:slug/'", "content/a.md", {}, "/x/a/"),
        ("[permalinks]\nc = '/x/:slug/'", "content/b/a.md", {}, "/b/a/"),
        ("", "content/b/a.md", {"build": {"render": "never"}}, ""), ("", "content/b/a.md",
            {"build": {"render": {"a": "b"}}}, "/b/a/"), ("", "content/b/a.md", {"_build": {"render": "never"}}, ""),
        ("", "content/b/a.md", {"headless": True}, ""),
        ("contentDir = 'isi'", "isi/b/a.md", {}, "/b/a/"), ("[languages.id]\n[languages.en]", "content/b/a.id.md", {},
            "/id/b/a/"),
        ("[frontmatter]\ndate = [':default', ':filename']", "content/b/2020-03-04-a.md", {}, "/b/2020-03-04-a/"),
        ("[frontmatter]\ndate = [':filename']", "content/b/2020-03-04-a.md", {"date": ""}, "/b/a/"),
    ],
)  # fmt: skip
def test_addresses_of_hugo(tmp_path: Path, config: str, path: str, keys: dict[str, object], address: str) -> None:
    """By the section's pattern, by folders and names, or as the page says; a page that is never rendered has none."""
    archive = hugo(tmp_path, config=config)
    archive.add(path, matter(**keys))
    archive.add("content/lain.md" if "isi" not in config else "isi/lain.md", matter())
    archive.run()
    ours = [old for old in archive.ways() if old not in {"/b/", "/lain/", "/lain.html", "/id/lain/", "/en/lain/"}]
    assert ours == [address] * bool(address)


@pytest.mark.parametrize(
    ("config", "path", "keys", "address"),
    [
        ("permalink: date", "_posts/2019-01-05-a.md", {}, "/2019/01/05/a.html"),
        ("permalink: pretty", "_posts/2019-01-05-a.md", {"categories": ["Berita", "Kota Tua"]},
            "/berita/kota%20tua/2019/01/05/a/"),
        ("permalink: ordinal", "_posts/2019-01-05-a.md", {"category": "x y"}, "/x/y/2019/005/a.html"),
        ("permalink: none", "x/y/_posts/2019-01-05-a.md", {}, "/x/y/a.html"),
        ("permalink: weekdate", "_posts/2019-01-05-a.md", {}, "/2019/W01/Sat/a.html"),
        ("permalink: /:short_year/:i_month/:i_day/:hour:minute/:tiada/:slug/", "_posts/2019-01-05-a.md", {"slug": "s"},
            "/19/1/5/0300/s/"), ("", "_posts/2019-01-05-a.md", {"permalink": "/k/"}, "/k/"),
        ("baseurl: /blog/", "_posts/2019-01-05-a.md", {"permalink": "k/"}, "/blog/k/"),
        ("permalink: pretty", "x/a.md", {"date": ""}, "/x/a/"),
        ("collections: {resep: {output: true}}", "_resep/soto.md", {}, "/resep/soto.html"),
        ("collections_dir: isi\ncollections: {a: {output: true, permalink: '/b/:name/'}}", "isi/_a/D_e.md", {},
            "/b/d-e/"),
        ("timezone: Tidak/Ada", "_posts/2019-01-05-a.md", {"date": "2019-01-05 03:00 +0700"}, "/2019/01/04/a.html"),
        ("timezone: Pacific/Kiritimati", "_posts/9999-12-31-a.md", {"date": "9999-12-31 12:00 +0000"},
            "/9999/12/31/a.html"),
    ],
)  # fmt: skip
def test_addresses_of_jekyll(tmp_path: Path, config: str, path: str, keys: dict[str, object], address: str) -> None:
    """By a pattern of the site or of the post, by its collection or its categories."""
    archive = folder(tmp_path, "jekyll", config)
    archive.add(path, matter(**keys))
    archive.run()
    # A site below a path has it in the address of the portal.
    assert address.removeprefix("/blog") in {old.removeprefix("/blog") for old in archive.ways()}


@pytest.mark.parametrize(
    ("system", "path", "keys", "address"),
    [
        ("eleventy", "src/b/a.md", {}, "/b/a/"), ("eleventy", "content/b/a.md", {"permalink": "/x/index.html"}, "/x/"),
        ("eleventy", "b/a/index.md", {}, "/b/a/"), ("eleventy", "b/a.md", {"permalink": "/{{ x }}/"}, "/b/a/"),
        ("zola", "content/b/Air Naik.md", {}, "/b/air-naik/"), ("zola", "content/b/a.md", {"path": "x/y/"}, "/x/y/"),
        ("zola", "content/b/a/index.md", {}, "/b/a/"), ("zola", "content/b/a.md", {"slug": "s"}, "/b/s/"),
    ],
)  # fmt: skip
def test_addresses_of_eleventy_and_zola(
    tmp_path: Path, system: str, path: str, keys: dict[str, object], address: str
) -> None:
    """By folders and names, or as the page says."""
    archive = folder(tmp_path, system)
    archive.add(path, matter(**keys))
    archive.run()
    assert address in archive.ways()


LINKS = {
    "banjir.md": "/b/banjir/", "./banjir.md#x": "/b/banjir/#x", "../c/surut.md": "/c/surut/",
    "@/c/surut.md": "/c/surut/", "surut.md": "/c/surut/",
    "sama.md": "/b/a/sama.md", "@/c/sama.md": "/c/sama/", "/c/surut.md": "/c/surut.md", "tiada.md": "/b/a/tiada.md",
}  # fmt: skip


def test_a_link_to_a_file_leads_to_its_address(tmp_path: Path) -> None:
    """From the file that it is in, from the top, or by its name if no other file has it."""
    archive = folder(tmp_path, "zola")
    for path in ("b/banjir", "c/surut", "c/sama", "d/sama"):
        archive.add(f"content/{path}.md", matter())
    archive.add("content/b/a.md", matter(body="\n\n".join(f"[x]({link})" for link in LINKS)))
    archive.run()
    assert archive.body("a.md").split("\n\n") == [f"[x]({address})" for address in LINKS.values()]


@pytest.mark.parametrize("name", ["2020-01-05-banjir.html", "2020-01-05-banjir.markdown", "2020-01-05-rilis-1.0.md"])
def test_shortcodes_name_posts_of_any_ending(tmp_path: Path, name: str) -> None:
    """`post_url` names a post without its ending, which may have a point in its name; a place in it stays."""
    target = name.rpartition(".")[0]
    archive = folder(tmp_path, "jekyll", "permalink: pretty\n")
    archive.add(f"_posts/{name}", matter("Banjir", date=""))
    archive.add("_posts/2020-02-01-lain.md", f"---\ntitle: Lain\n---\nLihat [a]({{% post_url {target}#b %}}).\n")
    assert "dead-link" not in archive.run()["notes"]
    slug = target.removeprefix("2020-01-05-").replace(".", "-")
    assert archive.body("lain.md") == f"Lihat [a](/2020/01/05/{slug}/#b)."


KEYS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "drafts": ({"draft": "Yes"}, {"draft": True}), "published": ({"published": "No"}, {"draft": True}),
    "no draft": ({"draft": False, "published": True}, {}),
    "update": ({"lastmod": "2019-01-06"}, {"updated": "2019-01-06 00:00:00 WIB"}),
    "an update before": ({"updated": "2019-01-04", "lastmod": "kemarin"}, {}),
    "photo": ({"image": "/foto/a.jpg", "image_caption": "K", "image_alt": "X"},
        {"photo": {"src": "/foto/a.jpg", "caption": "K", "alt": "X"}}),
    "cover": ({"cover": {"image": "/foto/a.jpg", "caption": "K", "alt": "X"}},
        {"photo": {"src": "/foto/a.jpg", "caption": "K", "alt": "X"}}),
    "images": ({"images": ["/foto/a.jpg", "/b.jpg"]}, {"photo": {"src": "/foto/a.jpg"}}),
    **{key: ({key: {"src": "/foto/a.jpg"}},
            {"photo": {"src": "/foto/a.jpg"}}) for key in "featured_image featureImage thumbnail hero header banner".split()}, "no photo": ({"image": "tanpa-titik"}, {}),
    "summary": ({"summary": "S", "description": "D"}, {"summary": "D"}),
    "excerpt": ({"excerpt": "**S** [x](/a/)"}, {"summary": "S x"}), "keywords": ({"keywords": ["x"]}, {"tags": ["x"]}),
    "people": ({"authors": ["Sari", {"name": "Made"}]}, {"author": ["Sari", "Made"]}),
    "extra": ({"extra": {"author": "Sari"}, "taxonomies": {"tags": ["x"]}}, {"author": "Sari", "tags": ["x"]}),
    "alias": ({"redirect_from": "/lama/"}, {"aliases": ["/lama/"]}), "uuid": ({"uuid": "u-1"}, {"id": "u-1"}),
    "odd tags": ({"tags": ["Harga Ikan", "harga-ikan", "!!", 101 * "y"]}, {"tags": ["Harga Ikan"]}),
    "midnight": ({"date": "2019-01-05 00:00:00"}, {"timestamp": "2019-01-05", "time_unknown": True}),
    "expiry": ({"expiryDate": "2099-01-05"}, {"expires": "2099-01-05 00:00 WIB"}),
}  # fmt: skip


def test_what_systems_call_the_same_thing(tmp_path: Path) -> None:
    """It has one key here; what says nothing has none."""
    archive = hugo(tmp_path)
    for number, (keys, _) in enumerate(KEYS.values()):
        archive.add(f"content/b/n{number}.md", matter(**keys))
    archive.run()
    usual = {"title": "A", "author": "Redaksi", "timestamp": "2019-01-05 10:00 WIB"}
    for number, (case, (_, wanted)) in enumerate(KEYS.items()):
        found = archive.keys(f"n{number}.md")
        assert {key: value for key, value in found.items() if key != "id" or case == "uuid"} == {**usual, **wanted}, (
            case
        )


@pytest.mark.parametrize(
    ("keys", "kanal", "tags"),
    [
        ({"tags": "banjir rob", "categories": "kota laut"}, "kota", ["banjir", "rob", "Laut"]),
        ({"tag": "banjir rob", "category": "kota laut"}, "kota-laut", ["banjir rob"]),
        ({"tags": "banjir rob, laut", "categories": "kota"}, "kota", ["banjir rob", "laut"]),
    ],
)  # fmt: skip
def test_a_text_of_several_tags_of_jekyll(tmp_path: Path, keys: dict[str, object], kanal: str, tags: list[str]) -> None:
    """Spaces are between them where the key is in the plural; who wrote commas meant these."""
    archive = folder(tmp_path, "jekyll")
    archive.add("_posts/2019-01-05-a.md", matter(**keys))
    (tmp_path / "kanal.yaml").write_text(
        "kanal:\n- {slug: kota, name: K, from: [kota]}\n- {slug: kota-laut, name: L, from: [kota-laut]}\ndefault: kota\n"
    )
    archive.run("--kanal", str(tmp_path / "kanal.yaml"))
    assert (archive.portal / f"content/{kanal}/2019/01/a.md").exists()
    assert archive.keys("a.md")["tags"] == tags


def test_what_the_configuration_of_jekyll_says_of_all_is_front_matter(tmp_path: Path) -> None:
    """Of two that say the same, the closer one holds, and the file's own before both; some files are none of the site."""
    archive = folder(
        tmp_path, "jekyll",
        "exclude: [README.md]\ndefaults:\n- {scope: {path: _posts/b}, values: {author: Made}}\n- {scope: {path: ''}, values: {author: Sari, description: Semua}}\n- salah\n",
    )  # fmt: skip
    for path, keys in (
        ("_posts/b/2019-01-05-satu.md", {}),
        ("_posts/2019-01-05-dua.md", {"author": "Nyoman"}),
        ("_posts/2019-01-05-tiga.md", {}),
        ("README.md", {}),
        ("_lain/empat.md", {}),
    ):
        archive.add(path, matter(**keys))
    found = archive.run()
    assert [archive.keys(f"{name}.md")["author"] for name in ("satu", "dua", "tiga")] == ["Made", "Nyoman", "Sari"]
    assert (found["texts"]["unrendered"], archive.keys("dua.md")["summary"]) == (2, "Semua")


FILES = {
    "content/a.md": True, "content/b/c.markdown": True, "content/d.html": True, "content/N.MD": True,
    "content/h.txt": False, "content/.i.md": False,
    "content/.j/k.md": False, "l.md": False, "public/m.md": False, "themes/x/n.md": False, "content/themes/o.md": True,
    "content/q/_index.md": False,
}  # fmt: skip


def test_which_files_are_content(tmp_path: Path) -> None:
    """By their ending and their folder; each that could be a text is counted, and the rule that skipped it is told."""
    archive = hugo(tmp_path)
    for path, is_content in FILES.items():
        archive.add(path, "---\ntitle: A\n---\n" + ("Isi.\n" if is_content else ""))
    found = archive.run()
    assert found["found"]["page"] == sum(FILES.values())
    assert (sum(found["texts"].values()), found["texts"]["unknown"]) == (11, 0)
    assert {line["id"] for line in archive.notes("skipped")} == {
        path for path, is_content in FILES.items() if not is_content and path != "content/h.txt"
    }


def test_lists_of_people_and_terms_keep_their_names_and_addresses(tmp_path: Path) -> None:
    """Those of their own taxonomy; what leads there by an alias is told too, and a folder may be called as a list is."""
    archive = hugo(tmp_path, config="[taxonomies]\nauthor = 'authors'\nseri = 'seri'\ntopic = 'topik'\n")
    archive.add("content/authors/sari-w/_index.md", "---\ntitle: Sari Wulan\n---\n")
    archive.add("content/topik/laut/_index.md", "---\ntitle: Air Laut\naliases: [air]\n---\n")
    archive.add("content/tag/a.md", matter(authors=["sari-w"], topik=["laut"], seri=["banjir"]))
    archive.add("content/日本/b.md", matter(authors=["Sari Wulan"]))
    archive.run()
    keys = archive.keys("a.md")
    assert (keys["author"], sorted(keys["tags"])) == ("Sari Wulan", ["Air Laut", "banjir"])
    assert {"/authors/sari-w/", "/topik/laut/", "/seri/banjir/"} <= archive.ways().keys()
    assert "  /topik/air/: /topik/air-laut/\n" in archive.read("site.yaml")
    assert "/tag/:" not in archive.read("site.yaml")
    assert archive.built().report.articles == 2


@pytest.mark.parametrize(
    "text", ["---\ntitle: [\n---\nx", "+++\ntitle = \n+++\nx", '{"title": \nx', "---\na: &x 1\nb: *x\n---\n",
        f"+++\ntitle = {5000 * '9'}\n+++\nx"]
)  # fmt: skip
def test_front_matter_with_mistakes_is_a_fault_with_its_file(tmp_path: Path, text: str) -> None:
    """The other files are imported, and the exit code says that one was not."""
    archive = hugo(tmp_path)
    archive.add("content/b/rusak.md", text)
    archive.add("content/b/a.md", matter())
    assert [fault["file"] for fault in archive.run(code=1)["faults"]] == ["content/b/rusak.md"]
    assert archive.body("a.md") == "Isi."


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    """A symbolic link to a file elsewhere is a fault; nothing of that file is read."""
    archive = hugo(tmp_path)
    (tmp_path / "rahasia.md").write_text(matter(body="Kata sandi"))
    archive.add("content/b/a.md", matter())
    (archive.file / "content/b/tautan.md").symlink_to(tmp_path / "rahasia.md")
    assert [fault["file"] for fault in archive.run(code=1)["faults"]] == ["content/b/tautan.md"]
    assert not any("sandi" in file.read_text("utf-8") for file in (archive.portal / "content").rglob("*.md"))


def test_shortcodes(tmp_path: Path) -> None:
    """Those of common themes become what they stand for, and HTML in an argument stays HTML; in code they are text."""
    bodies = (
        '{{< quote author="Sari" >}}Kami\nsiap.{{< /quote >}}',
        '{{< figure src="/foto/a.jpg" alt="A & B" title="K" >}}',
        '{{< button href="https://lain.example/" text="Daftar" >}}',
        "{{< youtube abcdefghijk >}}", "{{< gist spf13 7896402 >}}", '{{< note title="T" >}}I{{< /note >}}',
        "`{{< youtube a >}}` {bukan}", "{{< row >}}isi{{< /row >}}",
        '{{<embed/raw srcdoc="&lt;p&gt;Kata &amp;amp; &lt;b&gt;laut&lt;/b&gt;&lt;/p&gt;"/>}}',
    )  # fmt: skip
    archive = hugo(tmp_path)
    archive.add("content/b/a.md", matter(body="\n\n".join(bodies)))
    archive.add("content/b/kutip.md", matter(body='{{< raw kode="Kata &lt;b&gt; lain" >}}'))
    assert archive.run()["notes"]["words"] == 1
    assert archive.body("a.md").split("\n\n") == [
        "> Kami siap.\n>\n>\n>\n> Sari", '![A & B](/foto/a.jpg "K")', "[Daftar](https://lain.example/)",
        "https://www.youtube.com/watch?v=abcdefghijk", "[gist.github.com](https://gist.github.com/spf13/7896402)",
        "**T**", "I", "`{{< youtube a >}}` {bukan}", "isi", "Kata & **laut**",
    ]  # fmt: skip


def test_people_say_what_becomes_of_their_own_keys_and_shortcodes(tmp_path: Path) -> None:
    """In a map: keys, and a text for a shortcode; words that it has no place for are told."""
    archive = hugo(tmp_path)
    archive.add(
        "content/b/a.md",
        matter(
            oleh={"nama": "Sari Wulan"},
            topik="rob; banjir",
            body='{{< kutipan isi="Air naik" sumber="kata ketua RT" >}} {{< tak-dikenal x="1" >}}',
        ),
    )
    (tmp_path / "peta.yaml").write_text(
        'author: oleh.nama\ntags: topik\nshortcodes:\n  kutipan: "> {isi}"\n  tak-dikenal: " Nomor {x}."\n'
    )
    archive.run("--map", str(tmp_path / "peta.yaml"))
    assert (archive.keys("a.md")["author"], archive.keys("a.md")["tags"]) == ("Sari Wulan", ["rob", "banjir"])
    assert "Air naik" in archive.body("a.md")
    assert "Nomor 1." in archive.body("a.md")
    assert "kata ketua RT" in archive.notes("words")[0]["message"]


def test_a_withdrawn_article_stays_withdrawn(tmp_path: Path) -> None:
    """It has the time as `expires`, its address is gone on purpose, and what leads on from there may have it."""
    archive = hugo(tmp_path)
    archive.add("content/b/usang.md", matter(expiryDate="2020-02-01"))
    archive.add("content/b/awal.md", matter(expiryDate="2018-02-01"))
    archive.add("content/b/lagi.md", matter(expiryDate="2020-02-01"))
    archive.add("content/b/baru.md", matter(aliases=["/b/lagi/"]))
    archive.add("content/b/konsep.md", matter(draft=True))
    archive.add("content/b/ganti.md", matter(aliases=["/b/konsep/"]))
    archive.run(SOURCE_DATE_EPOCH="1700000000")
    assert (archive.keys("usang.md")["expires"], archive.keys("awal.md")["draft"]) == ("2020-02-01 00:00 WIB", True)
    ways = archive.ways()
    assert {old for old, (_, how) in ways.items() if how == "gone"} == {"/b/usang/"}
    assert (ways["/b/lagi/"], ways["/b/konsep/"][0]) == (("/b/baru/", "redirect"), "/b/ganti/")
    assert archive.built().report.articles == 2


def test_a_page_that_only_leads_on_may_have_many_addresses(tmp_path: Path) -> None:
    """Front matter beyond what an article may have is read; they lead on by aliases and site.yaml, the rest is named."""
    archive = hugo(tmp_path)
    archive.add("content/b/a.md", matter())
    archive.add(
        "content/pindah.md",
        matter(date="", aliases=[f"/lama/alamat-yang-cukup-panjang-nomor-{number}/" for number in range(2000)]),
    )
    found = archive.run()
    assert "held-back" not in found["notes"]
    assert 500 < found["addresses"]["redirect"] < 1000
    assert found["addresses"]["redirect"] + found["notes"]["address"] >= 2000
    assert "/pindah/" in archive.built().read("lama/alamat-yang-cukup-panjang-nomor-150/index.html")


def test_articles_whose_slugs_are_days_are_all_there(tmp_path: Path) -> None:
    """The name of a file would say a day and the rest; the slug says what the old address had."""
    archive = hugo(tmp_path)
    for day in (1, 2, 3):
        archive.add(f"content/surat/2020-09-0{day}-1100.md", matter(date=f"2020-09-0{day}"))
    archive.run()
    assert archive.keys("2020-09-01-1100.md")["slug"] == "2020-09-01-1100"
    portal = archive.built()
    assert portal.report.articles == 3
    assert all((portal.output / f"surat/2020-09-0{day}-1100/index.html").is_file() for day in (1, 2, 3))


def test_media_of_a_folder_lie_at_their_own_paths(tmp_path: Path) -> None:
    """A file of the same name elsewhere in it is another one."""
    archive = hugo(tmp_path)
    archive.add("content/b/a.md", matter(body="![x](/foto/a.jpg)"))
    archive.add("static/a.jpg", jpeg())
    assert archive.run()["media"] == {"missing": 1}
    archive.add("static/foto/a.jpg", jpeg(40, 30))
    assert archive.run()["media"] == {"brought": 1}
    assert (archive.portal / "content/foto/a.jpg").read_bytes() == jpeg(40, 30)


def test_a_headline_and_a_photo_that_a_text_repeats_are_there_once(tmp_path: Path) -> None:
    """In each form that these systems know; another picture stays."""
    archive = hugo(tmp_path)
    bodies = (
        "# A\n\nIsi.",
        "A\n===\n\nIsi.",
        "<h1>A</h1>\n\nIsi.",
        "![K](/foto/a.jpg)\n\nIsi.",
        "![K](/foto/b.jpg)\n\nIsi.",
        "Isi.\n\n![K](/foto/a.jpg)",
    )
    for number, body in enumerate(bodies):
        archive.add(f"content/b/n{number}.md", matter(body=body, image="/foto/a.jpg"))
    archive.run()
    assert [archive.body(f"n{number}.md") for number in range(6)] == 4 * ["Isi."] + [bodies[4], bodies[5]]
    assert archive.keys("n3.md")["photo"] == {"src": "/foto/a.jpg", "alt": "K"}
