"""Folders of Markdown with front matter, as Hugo, Jekyll, Eleventy, Zola, Astro and others keep it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importing_support import matter, site
from tests.photos import jpeg

DATED = "---\ntitle: A\ndate: 2019-01-05 10:00\n---\nIsi.\n"
BARE = "---\ntitle: A\n---\nIsi.\n"
TEXTS = (
    # File, its text; where it was; when it was published, or nothing for a standing page.
    ("content/b/biasa.md", DATED, "/b/biasa/", "2019-01-05 10:00 WIB"),
    ("content/b/toml.md", '+++\ntitle = "A"\ndate = 2019-01-05T10:00:00+07:00\n+++\nIsi.\n', "/b/toml/",
        "2019-01-05 10:00 WIB"),
    ("content/b/json.md", '{"title": "A", "pubDate": "2019-01-05T10:00:00-05:00"}\nIsi.\n', "/b/json/",
        "2019-01-05 10:00 -05:00"),
    ("content/b/bundel/index.md", DATED, "/b/bundel/", "2019-01-05 10:00 WIB"),
    ("content/b/bundel/index.en.md", DATED, "/en/b/bundel/", "2019-01-05 10:00 WIB"),
    ("content/b/bundel/lain.md", DATED, "/b/bundel/lain/", "2019-01-05 10:00 WIB"),
    ("content/b/kata.ms.md", DATED, "/ms/b/kata/", "2019-01-05 10:00 WIB"),
    ("content/b/slug.md", DATED.replace("date", "slug: siput\ndate"), "/b/siput/", "2019-01-05 10:00 WIB"),
    ("content/b/url.md", DATED.replace("date", "url: /k/l/\ndate"), "/k/l/", "2019-01-05 10:00 WIB"),
    ("content/b/pola.md", DATED.replace("date", "permalink: /:x/\ndate"), "/b/pola/", "2019-01-05 10:00 WIB"),
    ("content/b/2020/02/03/hari.md", BARE, "/b/2020/02/03/hari/", "2020-02-03"),
    ("content/b/jalan.md", BARE.replace("title", "path: 2020/02/04/jalan\ntitle"), "/2020/02/04/jalan/", "2020-02-04"),
    ("_posts/2019-01-05-pos.md", BARE, "/2019/01/05/pos.html", "2019-01-05"),
    ("daerah/_posts/2019/2019-01-06-rob.html", BARE, "/daerah/2019/01/06/rob.html", "2019-01-06"),
    ("src/content/blog/astro.mdx", DATED.replace("Isi", 'import X from "./x"\nIsi'), "/blog/astro/",
        "2019-01-05 10:00 WIB"),
    ("content/tentang.md", BARE, "/tentang/", ""),
    ("kontak.html", BARE, "/kontak.html", ""),
)  # fmt: skip


def test_a_text_is_where_its_front_matter_or_its_path_says(tmp_path: Path) -> None:
    """With its time, which may be in the path alone; texts in other languages, and beside a page, are their own."""
    archive = site(tmp_path)
    for path, text, _, _ in TEXTS:
        archive.add(path, text)
    found = archive.run()
    assert (found["found"]["article"], found["found"]["page"]) == (15, 2)
    ways = archive.ways()
    for path, _, address, published in TEXTS:
        new, how = ways[address]
        assert how in {"same", "redirect"}, path
        (file,) = archive.portal.glob(f"content/**/{new.strip('/').rpartition('/')[2].removesuffix('.html')}.md")
        assert archive.body(file.name) == "Isi."
        if published:
            assert archive.keys(file.name)["timestamp"] == published, path
        else:
            assert file.parent.name == "pages", path
    days = {line["message"] for line in archive.notes("path-date")}
    assert days == {"2020-02-03", "2020-02-04", "2019-01-05", "2019-01-06"}


LISTED = {
    "hugo list all": "Memulai Hugo\npath,slug,title,date,expiryDate,publishDate,draft,permalink,kind,section\n"
    'content/b/satu.md,,"A, b",,,,false,https://a.example/2019/satu/,page,b\n'
    "content/b/dua.md,,A,,,,false,https://a.example/2019/dua/,page,b\n"
    "content/b/buram.md,,A,,,,true,https://a.example/2019/buram/,page,b\n",
    "two columns": "b/satu.md,/2019/satu/\ncontent/b/dua.md,/2019/dua/\n",
    "a sitemap": "<urlset>"
    + "".join(
        f"<url><loc>https://a.example{path}</loc></url>" for path in ("/", "/2019/satu/", "/tags/satu/", "/2019/dua/")
    )
    + "</urlset>",
}


@pytest.mark.parametrize("form", LISTED)
def test_the_old_system_says_where_texts_were(tmp_path: Path, form: str) -> None:
    """In three forms; what it does not name is told."""
    archive = site(tmp_path)
    for name in ("satu", "dua", "tiga"):
        archive.add(f"content/b/{name}.md", DATED)
    archive.add("content/b/buram.md", DATED.replace("date", "draft: true\ndate"))
    (tmp_path / "alamat").write_text(LISTED[form])
    archive.run("--addresses", str(tmp_path / "alamat"))
    ways = archive.ways()
    assert [ways[f"/2019/{name}/"] for name in ("satu", "dua")] == [
        (f"/2019/{name}/", "same") for name in ("satu", "dua")
    ]
    assert [line["id"] for line in archive.notes("unlisted")] == ["content/b/tiga.md"]


def test_a_sitemap_leaves_no_room_for_guesses(tmp_path: Path) -> None:
    """Of texts of one name each has the address with its date and folders; where two fit, neither has it."""
    archive = site(tmp_path)
    for path, day in (
        ("b/rapat", "2019-02-01"),
        ("c/rapat", "2019-01-02"),
        ("b/x/banjir", "2019-01-01"),
        ("b/y/banjir", "2019-01-01"),
    ):
        archive.add(f"content/{path}.md", BARE.replace("A\n", f"{path}\ndate: {day}\n"))
    addresses = ("/2019/01/02/rapat/", "/2019/02/01/rapat.html", "/2019/01/01/banjir/")
    (tmp_path / "sitemap.xml").write_text(
        "<urlset>" + "".join(f"<url><loc>{path}</loc></url>" for path in addresses) + "</urlset>"
    )
    archive.run("--addresses", str(tmp_path / "sitemap.xml"))
    items = {line["old"]: line["item"] for line in map(json.loads, archive.read("import/addresses.jsonl").splitlines())}
    assert {items.get(path) for path in addresses} == {"content/c/rapat.md", "content/b/rapat.md", None}
    assert {line["id"] for line in archive.notes("unlisted")} == {"content/b/x/banjir.md", "content/b/y/banjir.md"}


def test_a_time_without_a_zone_is_in_that_of_the_old_system(tmp_path: Path) -> None:
    """Readers see it in that of the portal; a day, also one as midnight, stays one."""
    archive = site(tmp_path)
    for name, date in (("satu", "2019-01-05 20:00"), ("dua", "2019-01-05"), ("tiga", "2019-01-05T00:00:00Z")):
        archive.add(f"content/{name}.md", BARE.replace("title", f"date: {date}\ntitle"))
    archive.run("--zone", "UTC")
    assert [archive.keys(f"{name}.md")["timestamp"] for name in ("satu", "dua", "tiga")] == [
        "2019-01-06 03:00 WIB", "2019-01-05", "2019-01-05",
    ]  # fmt: skip
    assert "timezone: Asia/Jakarta" in archive.read("site.yaml")


SKIPPED = {
    "content/tanpa.md": ("no-matter", "# Isi\n"), "README.md": ("no-matter", "Baca.\n"),
    "content/b/_index.md": ("list", "---\ntitle: B\n---\n"), "404.md": ("not-found", BARE),
    "content/.c/d.md": ("hidden", BARE), "themes/x/e.md": ("folder", BARE), "_includes/f.html": ("folder", BARE),
    "content/g.md": ("unrendered", "---\ntitle: G\nheadless: true\n---\nIsi.\n"),
    "arsip.html": ("template", "---\ntitle: H\n---\n<h2>Arsip</h2>{% for x in y %}<p>{{ x.title }}</p>{% endfor %}\n"),
    "tag.md": ("template", "---\npagination: {data: x}\ntitle: I\n---\nDaftar\n"),
    "j.md": ("template", "---\ntitle: J\n---\n{% include daftar.html %}\n"),
}  # fmt: skip


def test_what_is_no_text_is_left_out_and_counted(tmp_path: Path) -> None:
    """Each file by the reason; a long text with a loop in it comes without what that encloses."""
    archive = site(tmp_path)
    for path, (_, text) in SKIPPED.items():
        archive.add(path, text)
    archive.add("panjang.md", BARE.replace("Isi.", "{% for x in y %}Hilang{% endfor %}" + 150 * " kata"))
    said = archive.run()
    assert (said["notes"]["skipped"], said["found"]["page"]) == (len(SKIPPED), 1)
    assert len({line["message"] for line in archive.notes("skipped")}) == len({rule for rule, _ in SKIPPED.values()})
    assert archive.body("panjang.md") == " ".join(150 * ["kata"])
    assert {line["id"] for line in archive.notes("skipped")} == set(SKIPPED)


SHORTCODES = {
    "{{< kotak judul='x' >}}isi{{< /kotak >}}": "isi", "{% catatan %}isi{% endcatatan %}": "isi",
    "{{% kutip %}}isi{{% /kutip %}} {{ x.y }}": "isi", "{% kutip(a=1) %}isi{% end %}": "isi",
    "isi{: .tebal}": "isi", "isi {# catatan #}": "isi", "{{/* x */}}isi": "isi",
    "`{{< tetap >}}`": "`{{< tetap >}}`", "```\n{% tetap %}\n```": "```\n{% tetap %}\n```",
    "{% raw %}{{ tetap }}{% endraw %}": "{{ tetap }}", "{% comment %}Rahasia{% endcomment %}isi": "isi",
    "{% highlight py %}\nx = 1\n{% endhighlight %}": "```\nx = 1\n```",
    '{{< figure src="/a.jpg" alt="A & B" caption="K" >}}': '![A & B](/a.jpg "K")',
    '{{< figure src="tiada.jpg" caption="Kapal &lt;b&gt;lama&lt;/b&gt;" class="a b" >}}': "Kapal **lama**",
    '{{< kotak judul="Air naik" >}}isi{{< /kotak >}}': "Air naik isi", '{{< kutip "Kami siap" >}}\n{{< x "y" >}}': "Kami siap",
    '{% assign a = "b c" %}{% if a == "b c" %}isi{% endif %}': "isi", '{% include foto.html src="/a.jpg" %}': "![](/a.jpg)", '{% image "/a.jpg" "Alt" %}': "![Alt](/a.jpg)",
    **dict.fromkeys(("{{< youtube abcdefghijk >}}", '{% include youtube.html id="abcdefghijk" %}',
        '{{ youtube(id="abcdefghijk") }}'), "https://www.youtube.com/watch?v=abcdefghijk"),
    '[a]({{< ref "satu.md#b" >}})': "[a](/b/satu/#b)", "[a]({% post_url 2020-01-05-dua %})": "[a](/b/dua/)",
    "[a]({{ site.url }}/b/satu/) ![](<{{ '/a.jpg' | url }}>)": "[a](/b/satu/) ![](/a.jpg)",
    "[Baca juga: <a href='/b/satu/'>Satu</a>]": "\\[Baca juga: [Satu](/b/satu/)\\]",
    "[red: kata] {bukan} {...}": "\\[red: kata\\] {bukan} {...}",
}  # fmt: skip


def test_shortcodes_give_what_they_enclose_and_are_counted(tmp_path: Path) -> None:
    """Pictures, videos and links to files that they name come too; in code they are text, and brackets always are."""
    archive = site(tmp_path)
    archive.add("content/b/satu.md", DATED)
    archive.add("b/_posts/2020-01-05-dua.md", BARE)
    for number, body in enumerate(SHORTCODES):
        archive.add(f"content/b/k{number}.md", matter(body=body))
    archive.run()
    found = {body: archive.body(f"k{number}.md") for number, body in enumerate(SHORTCODES)}
    assert found == SHORTCODES
    assert archive.notes("shortcode-name")[0]["message"] == "kutip, 3 times"


LINKS = {
    "banjir.md": "/b/banjir/", "./banjir.md#x": "/b/banjir/#x", "../c/surut.md": "/c/surut/",
    "@/c/surut.md": "/c/surut/", "surut.md": "/c/surut/", "sama.md": "/b/a/sama.md", "tiada.md": "/b/a/tiada.md",
}  # fmt: skip


def test_a_link_to_a_file_leads_to_its_address(tmp_path: Path) -> None:
    """From the file that it is in, or by its name if no other file has it."""
    archive = site(tmp_path)
    for path in ("b/banjir", "c/surut", "c/sama", "d/sama"):
        archive.add(f"content/{path}.md", matter())
    archive.add("content/b/a.md", matter(body="\n\n".join(f"[x]({link})" for link in LINKS)))
    archive.run()
    assert archive.body("a.md").split("\n\n") == [f"[x]({address})" for address in LINKS.values()]


def test_pictures_come_from_beside_the_text_or_from_the_top(tmp_path: Path) -> None:
    """Wherever the system keeps them; a file of the same name elsewhere is another one."""
    archive = site(tmp_path)
    archive.add(
        "src/content/b/a/index.md", matter(image="foto.jpg", body="![](./lagi/dua.jpg) ![](../../../lama/tiga.jpg)")
    )
    archive.add("src/content/b/c.md", matter(image="img/empat.jpg", body="![](/lima.jpg) ![](/enam.jpg)"))
    for path in ("src/content/b/a/foto.jpg", "src/content/b/a/lagi/dua.jpg", "src/lama/tiga.jpg", "static/img/empat.jpg",
                 "public/lima.jpg", "static/lain/enam.jpg"):  # fmt: skip
        archive.add(path, jpeg())
    assert archive.run()["media"] == {"brought": 5, "missing": 1}
    assert (archive.keys("a.md")["photo"]["src"], archive.keys("c.md")["photo"]["src"]) == (
        "/b/a/foto.jpg",
        "/img/empat.jpg",
    )
    assert archive.body("a.md") == "![](/b/a/lagi/dua.jpg) ![](/lama/tiga.jpg)"


def test_names_come_from_where_they_are_spelled(tmp_path: Path) -> None:
    """Of people, kanal and tags: from data, from pages of lists, or as texts have them."""
    archive = site(tmp_path)
    archive.add("_data/authors.yml", "made: {name: Made Arta}\n")
    archive.add("content/penulis/sari-w.md", "---\ntitle: Sari Wulan\n---\nMeliput laut.\n")
    archive.add("content/kota-tua/_index.md", "---\ntitle: Kota Tua & Pesisir\n---\n")
    archive.add("content/tags/laut/_index.md", "---\ntitle: Air Laut\n---\n")
    archive.add("content/kota-tua/a.md", matter(authors=["sari-w", "made", "Nyoman"], tags=["laut", "Rob"]))
    archive.add("_posts/2019-01-05-b.md", matter(tags="rob laut", categories="Harga Ikan"))
    archive.run()
    assert archive.keys("a.md")["author"] == ["Sari Wulan", "Made Arta", "Nyoman"]
    assert (archive.keys("a.md")["tags"], archive.keys("b.md")["tags"]) == (
        ["Air Laut", "Rob"],
        ["rob", "Air Laut", "Ikan"],
    )
    assert 'name: "Kota Tua & Pesisir"' in archive.read("site.yaml")


KEYS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "drafts": ({"draft": "Yes"}, {"draft": True}), "published": ({"published": "No"}, {"draft": True}),
    "update": ({"lastmod": "2019-01-06"}, {"updated": "2019-01-06 00:00:00 WIB"}),
    "an update before": ({"updated": "2019-01-04", "lastmod": "kemarin"}, {}),
    "photo": ({"image": "/foto/a.jpg", "image_caption": "K", "image_alt": "X"},
        {"photo": {"src": "/foto/a.jpg", "caption": "K", "alt": "X"}}),
    "cover": ({"cover": {"image": "/foto/a.jpg", "caption": "K", "alt": "X"}},
        {"photo": {"src": "/foto/a.jpg", "caption": "K", "alt": "X"}}),
    "images": ({"images": ["/foto/a.jpg", "/b.jpg"]}, {"photo": {"src": "/foto/a.jpg"}}),
    "no photo": ({"image": "tanpa-titik"}, {}), "summary": ({"summary": "S", "description": "D"}, {"summary": "D"}),
    "excerpt": ({"excerpt": "**S** [x](/a/)"}, {"summary": "S x"}), "keywords": ({"keywords": ["x"]}, {"tags": ["x"]}),
    "people": ({"authors": ["Sari", {"name": "Made"}]}, {"author": ["Sari", "Made"]}),
    "extra": ({"extra": {"author": "Sari"}, "taxonomies": {"tags": ["x"]}}, {"author": "Sari", "tags": ["x"]}),
    "alias": ({"redirect_from": "/lama/"}, {"aliases": ["/lama/"]}), "uuid": ({"uuid": "u-1"}, {"id": "u-1"}),
    "midnight": ({"date": "2019-01-05 00:00:00"}, {"timestamp": "2019-01-05", "time_unknown": True}),
    "expiry": ({"expiryDate": "2099-01-05"}, {"expires": "2099-01-05 00:00 WIB"}),
    "a headline that the body repeats": ({"body": "# A\n\nIsi."}, {}),
    "a photo that the body repeats": ({"image": "/foto/a.jpg", "body": "![K](/foto/a.jpg)\n\nIsi."},
        {"photo": {"src": "/foto/a.jpg", "alt": "K"}}),
}  # fmt: skip


def test_what_systems_call_the_same_thing(tmp_path: Path) -> None:
    """It has one key here; what says nothing has none, and what the portal shows above a text is not there twice."""
    archive = site(tmp_path)
    for number, (keys, _) in enumerate(KEYS.values()):
        archive.add(f"content/b/n{number}.md", matter(**keys))  # type: ignore[arg-type]
    archive.run()
    usual = {"title": "A", "author": "Redaksi", "timestamp": "2019-01-05 10:00 WIB"}
    for number, (case, (_, wanted)) in enumerate(KEYS.items()):
        found = archive.keys(f"n{number}.md")
        assert {key: value for key, value in found.items() if key != "id" or case == "uuid"} == {**usual, **wanted}, (
            case
        )
        assert archive.body(f"n{number}.md") == "Isi.", case


def test_a_map_says_which_key_is_the_time(tmp_path: Path) -> None:
    """Where none of the usual ones is."""
    archive = site(tmp_path)
    archive.add("content/a.md", BARE.replace("title", "muat: 2019-01-05 10:00\ntitle"))
    (tmp_path / "peta.yaml").write_text("published: muat\n")
    archive.run("--map", str(tmp_path / "peta.yaml"))
    assert archive.keys("a.md")["timestamp"] == "2019-01-05 10:00 WIB"


@pytest.mark.parametrize(
    "text", ["---\ntitle: [\n---\nx", "+++\ntitle = \n+++\nx", '{"title": \nx', "---\na: &x 1\nb: *x\n---\n",
        f"+++\ntitle = {5000 * '9'}\n+++\nx"]
)  # fmt: skip
def test_front_matter_with_mistakes_is_a_fault_with_its_file(tmp_path: Path, text: str) -> None:
    """The other files are imported, and the exit code says that one was not."""
    archive = site(tmp_path)
    archive.add("content/b/rusak.md", text)
    archive.add("content/b/a.md", matter())
    assert [fault["file"] for fault in archive.run(code=1)["faults"]] == ["content/b/rusak.md"]
    assert archive.body("a.md") == "Isi."


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    """A symbolic link to a file elsewhere is a fault; nothing of that file is read."""
    archive = site(tmp_path)
    (tmp_path / "rahasia.md").write_text(matter(body="Kata sandi"))
    (tmp_path / "rahasia.jpg").write_bytes(jpeg())
    archive.add("content/b/a.md", matter(body="![](foto.jpg)"))
    (archive.file / "content/b/tautan.md").symlink_to(tmp_path / "rahasia.md")
    (archive.file / "content/b/foto.jpg").symlink_to(tmp_path / "rahasia.jpg")
    found = archive.run(code=1)
    assert ([fault["file"] for fault in found["faults"]], found["media"]) == (["content/b/tautan.md"], {"missing": 1})
    assert not any("sandi" in file.read_text("utf-8") for file in (archive.portal / "content").rglob("*.md"))


def test_a_withdrawn_article_stays_withdrawn(tmp_path: Path) -> None:
    """It has the time as `expires`, its address is gone on purpose, and what leads on from there may have it."""
    archive = site(tmp_path)
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


def test_articles_whose_slugs_are_days_are_all_there(tmp_path: Path) -> None:
    """The name of a file would say a day and the rest; the slug says what the old address had."""
    archive = site(tmp_path)
    for day in (1, 2, 3):
        archive.add(f"content/surat/2020-09-0{day}-1100.md", matter(date=f"2020-09-0{day}"))
    archive.run()
    assert archive.keys("2020-09-01-1100.md")["slug"] == "2020-09-01-1100"
    portal = archive.built()
    assert portal.report.articles == 3
    assert all((portal.output / f"surat/2020-09-0{day}-1100/index.html").is_file() for day in (1, 2, 3))
