"""An import from end to end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.annex.importing.items import File, Item, Options, Person, Term
from generator.annex.importing.items import Portal as Site
from generator.annex.importing.run import _lines, check, decoded, run
from generator.base.errors import SiteError, UsageError
from tests.exports import SITE, export
from tests.importing_support import HEAD, TAIL, Archive, item, meta, post
from tests.support import Portal, article


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def test_an_archive_with_every_feature_loses_no_word_and_builds(archive: Archive) -> None:
    """What is imported builds without a problem, and the words of each article are those of its source."""
    archive.file.write_text("".join(export(120)), "utf-8")
    outcome = archive.run()
    assert outcome.compared == 121
    assert not {"words", "held-back", "plain"} & outcome.notes.keys()
    report = Portal(archive.portal).build()
    assert report.articles > 110


def test_an_article_keeps_what_the_source_says_of_it(archive: Archive) -> None:
    """Headline, author, time, kanal, tags, summary and picture come along."""
    picture = post(
        8, "", **{"wp:post_type": "attachment", "wp:status": "inherit", "excerpt:encoded": "Warga di posko",
        "wp:attachment_url": f"{SITE}/wp-content/uploads/2019/10/posko.jpg"},
        more=meta("_wp_attachment_image_alt", "Posko") + meta("_media_credit", "Kabar Lama/Sari"),
    )  # fmt: skip
    more = '<category domain="post_tag" nicename="banjir">Banjir</category>' + meta("_thumbnail_id", "8")
    archive.export(post(7, title="Banjir: 40 rumah", more=more, **{"excerpt:encoded": "Air surut."}), picture)
    archive.run()
    assert archive.read("content/daerah/2019/10/judul.md") == (
        '---\ntitle: "Banjir: 40 rumah"\nauthor: Sari Wulan\ntimestamp: 2019-10-09 16:10 WIB\ntags:\n- Banjir\n'
        "summary: Air surut.\nphoto:\n  src: /wp-content/uploads/2019/10/posko.jpg\n  caption: Warga di posko\n"
        '  credit: Kabar Lama/Sari\n  alt: Posko\naliases:\n- "/?p=7"\nid: "7"\n---\n\nIsi berita.\n'
    )


def test_the_permalink_is_the_one_by_which_most_articles_keep_their_address(archive: Archive) -> None:
    """The pattern is found in the addresses of the source; what does not fit leads on by an alias."""
    archive.export(
        *(post(n, **{"wp:post_name": f"berita-{n}"}) for n in range(1, 6)), post(9, link=f"{SITE}/khusus/judul/")
    )
    outcome = archive.run()
    assert outcome.permalink == "/{year}/{month}/{slug}/"
    assert outcome.addresses == {"same": 6, "redirect": 2}
    assert "redirects:\n  /category/daerah/: /daerah/\n" in archive.read("site.yaml")
    assert "- /khusus/judul/" in archive.read("content/daerah/2019/10/judul.md")


def test_a_second_run_brings_what_is_new_and_leaves_what_the_desk_edited(archive: Archive) -> None:
    """A file that was edited here stays as it is, even if the source has changed; one that was not is written again."""
    archive.export(post(1, **{"wp:post_name": "satu"}), post(2, **{"wp:post_name": "dua"}))
    archive.run()
    edited = archive.portal / "content/daerah/2019/10/satu.md"
    edited.write_text(edited.read_text("utf-8") + "\nTambahan redaksi.\n", "utf-8")
    archive.export(
        *(post(n, "Isi baru.", **{"wp:post_name": name}) for n, name in ((1, "satu"), (2, "dua"), (3, "tiga")))
    )
    outcome = archive.run()
    assert outcome.files == {"edited": 1, "changed": 1, "new": 1, "same": 2}
    assert "Tambahan redaksi." in edited.read_text("utf-8")
    assert archive.body("content/daerah/2019/10/dua.md") == "Isi baru."
    assert len(archive.notes("edited")) == 1


def test_what_the_desk_edited_stays_where_it_is(archive: Archive) -> None:
    """Though another table of kanal would put it elsewhere; what nobody edited moves, and the report says both."""
    archive.export(*(post(n, **{"wp:post_name": name}) for n, name in ((1, "satu"), (2, "dua"))))
    archive.run()
    edited = archive.portal / "content/daerah/2019/10/satu.md"
    edited.write_text(edited.read_text("utf-8") + "\nTambahan redaksi.\n", "utf-8")
    table = archive.folder / "kanal.yaml"
    table.write_text("kanal:\n- {slug: kota, name: Kota, from: [daerah]}\ndefault: kota\n")
    outcome = archive.run(kanal=str(table))
    assert (outcome.files["edited"], outcome.files["moved"]) == (1, 1)
    assert (edited.exists(), (archive.portal / "content/kota/2019/10/dua.md").exists()) == (True, True)
    (note,) = archive.notes("moved")
    assert (note["message"], note["after"]) == (
        "content/daerah/2019/10/satu.md was edited here, and stays there", "content/kota/2019/10/satu.md"
    )  # fmt: skip
    edited.unlink()
    archive.run(kanal=str(table))
    assert [note["message"] for note in archive.notes("edited")] == [
        "content/daerah/2019/10/satu.md was deleted here, and differs at the source"
    ]


def test_what_was_held_back_is_gone_once_its_source_is_mended(archive: Archive) -> None:
    """A second import brings the article, and nothing of it lies in import/held/ any more."""
    folder = archive.folder / "lama"
    (folder / "content").mkdir(parents=True)
    text = folder / "content/a.md"
    text.write_text("---\ntitle: A\ndate: 2019-10-09\n---\n---\ntitle: Lagi\ntags:\n- a\n---\nIsi.\n")
    words = Options("hugo", (str(folder),), str(archive.portal))
    assert run(words, lambda *_: None)[0].files["held"] == 1
    held = archive.portal / "import/held"
    assert len(list(held.iterdir())) == 2
    assert archive.notes("held-back")[0]["message"] == (
        "import/held/berita-2019-10-a.md: a second front matter follows the first, and readers would see it; "
        "delete it, and move what it says into the first one"
    )
    text.write_text("---\ntitle: A\ndate: 2019-10-09\n---\nIsi.\n")
    assert "held" not in run(words, lambda *_: None)[0].files
    assert list(held.iterdir()) == []
    assert Portal(archive.portal).build().articles == 1


def test_a_site_yaml_of_the_desk_stays_and_what_it_would_be_now_lies_beside_it(archive: Archive) -> None:
    """As the guide has it: the desk fills it in, and another export brings a month and a category that it lacks."""
    archive.export(post(1))
    archive.run()
    assert archive.read("import/site.yaml") == archive.read("site.yaml")
    mine = archive.read("site.yaml") + "notice: Dilarang menyalin.\n"
    (archive.portal / "site.yaml").write_text(mine, "utf-8")
    later = {"wp:post_name": "b", "wp:post_date": "2019-11-09 16:10:00", "wp:post_date_gmt": "2019-11-09 09:10:00"}
    archive.export(post(1), post(2, **later))
    assert archive.run().files["edited"] == 1
    assert archive.read("site.yaml") == mine
    assert "2019/11/**" in archive.read("import/site.yaml")
    assert archive.notes("edited")[0]["message"].endswith("what it would be now is in import/site.yaml")
    assert archive.run(dry=True).files["edited"] == 1


def test_an_export_of_what_is_new_alone_takes_nothing_away(archive: Archive) -> None:
    """Kanal, months, lists and the permalink of what was imported before stay, and all of it builds."""
    second = post(2, **{"wp:post_name": "b", "wp:post_date": "2018-11-09 16:10:00"}).replace("daerah", "laut")
    archive.export(post(1), second.replace(">Daerah<", ">Laut<"))
    archive.run()
    before = archive.read("site.yaml")
    later = {"wp:post_name": "c", "wp:post_date": "2019-12-09 16:10:00", "wp:post_date_gmt": "2019-12-09 09:10:00"}
    archive.export(post(3, link=f"{SITE}/c/", **later))
    assert archive.run().files["new"] == 1
    after = archive.read("site.yaml")
    assert [line for line in before.split("\n") if line not in after.split("\n")] == []
    assert "2019/12/**" in after
    assert Portal(archive.portal).build().articles == 3
    archive.run()
    assert archive.read("site.yaml") == after


def test_what_the_desk_deleted_does_not_come_back(archive: Archive) -> None:
    """An article that was imported and deleted here stays away."""
    archive.export(post(1))
    archive.run()
    (archive.portal / "content/daerah/2019/10/judul.md").unlink()
    archive.export(post(1, "Isi baru."))
    assert archive.run().files["deleted"] == 1
    assert not (archive.portal / "content/daerah/2019/10/judul.md").exists()


def test_a_dry_run_writes_nothing(archive: Archive) -> None:
    """With --dry-run the folder is not even made, and the report is the same."""
    archive.export(post(1, "[gallery ids='99']"))
    dry = archive.run(dry=True)
    assert not archive.portal.exists()
    assert dry.notes == archive.run().notes


def test_a_folder_with_other_content_is_refused(archive: Archive) -> None:
    """Nothing is written into a folder that no import has made."""
    archive.export(post(1))
    archive.portal.mkdir()
    (archive.portal / "catatan.txt").write_text("milik orang lain")
    with pytest.raises(UsageError, match="not empty"):
        archive.run()
    assert [one.name for one in archive.portal.iterdir()] == ["catatan.txt"]


def test_a_cut_off_export_is_imported_up_to_there(archive: Archive) -> None:
    """What could be read is imported, and the fault names the place."""
    archive.export(post(1), post(2, **{"wp:post_name": "dua"})[:300], tail="")
    outcome = archive.run()
    assert (archive.portal / "content/daerah/2019/10/judul.md").exists()
    assert "ends too soon" in str(outcome.faults[0])
    assert "export.xml:" in str(outcome.faults[0])


def test_two_articles_of_one_address_both_come(archive: Archive) -> None:
    """The second one gets another slug, which the report names."""
    archive.export(post(1, "Satu."), post(2, "Dua."))
    archive.run()
    assert archive.body("content/daerah/2019/10/judul.md") == "Satu."
    assert archive.body("content/daerah/2019/10/judul-2.md") == "Dua."
    assert archive.notes("slug")[0]["id"] == "2"
    assert Portal(archive.portal).build().articles == 2


def test_private_and_protected_articles_are_never_published(archive: Archive) -> None:
    """What readers of the old site could not see is a draft; what was in the bin is left out."""
    archive.export(
        post(1, "Rahasia satu.", **{"wp:post_name": "a", "wp:status": "private"}),
        post(2, "Rahasia dua.", **{"wp:post_name": "b", "wp:post_password": "x"}),
        post(3, "Rahasia tiga.", **{"wp:post_name": "c", "wp:status": "trash"}),
        post(4, "Terbuka.", **{"wp:post_name": "d"}),
    )
    archive.run()
    portal = Portal(archive.portal)
    assert portal.build().articles == 1
    assert not any("Rahasia" in file.read_text("utf-8", "replace") for file in portal.output.rglob("*.html"))
    assert len(archive.notes("made-draft")) == 2
    assert archive.notes("left-out")[0]["id"] == "3"


def test_an_article_that_cannot_build_is_held_back_with_its_source(archive: Archive) -> None:
    """What no reader of the site accepts lies beside the site, and is in the report."""
    archive.export(post(1, "\n\n".join(f"baris {n}" for n in range(12_000))), post(2, **{"wp:post_name": "dua"}))
    archive.run()
    assert not (archive.portal / "content/daerah/2019/10/judul.md").exists()
    assert "baris 11999" in archive.read("import/held/daerah-2019-10-judul.md.source.txt")
    assert "more than 10,000" in archive.notes("held-back")[0]["message"]
    assert Portal(archive.portal).build().articles == 1


def test_the_order_of_files_does_not_matter_for_what_is_written(archive: Archive) -> None:
    """A second import of the same export changes no byte."""
    archive.file.write_text("".join(export(30)), "utf-8")
    archive.run()
    before = {file: file.read_bytes() for file in archive.portal.rglob("*") if file.is_file()}
    archive.run()
    after = {file: file.read_bytes() for file in archive.portal.rglob("*") if file.is_file()}
    assert {file: data for file, data in after.items() if "report" not in file.name} == {
        file: data for file, data in before.items() if "report" not in file.name
    }
    assert TAIL in archive.file.read_text("utf-8")


def test_a_page_below_another_keeps_its_address_by_an_alias(archive: Archive) -> None:
    """Standing pages lie side by side here, and their old addresses lead on."""
    page = post(9, link=f"{SITE}/tentang/redaksi/", **{"wp:post_name": "redaksi", "wp:post_type": "page"})
    archive.export(post(1), page)
    archive.run()
    assert 'aliases:\n- /tentang/redaksi/\n- "/?page_id=9"\n' in archive.read("content/pages/redaksi.md")
    Portal(archive.portal).build()


def test_a_site_below_a_path_moves_with_its_path(archive: Archive) -> None:
    """Addresses are told from there on, and those beside the site are other sites'."""
    inside = post(1, '<a href="/kabar/2019/10/dua/">a</a> <a href="/lain/">b</a>', link=f"{SITE}/kabar/2019/10/judul/")
    other = post(2, link=f"{SITE}/kabar/2019/10/dua/", **{"wp:post_name": "dua"})
    archive.export(inside, other, head=HEAD.replace(f">{SITE}<", f">{SITE}/kabar<"))
    outcome = archive.run()
    assert f'base_url: "{SITE}/kabar"\n' in archive.read("site.yaml")
    assert outcome.permalink == "/{year}/{month}/{slug}/"
    assert "[a](/2019/10/dua/)" in archive.body("content/daerah/2019/10/judul.md")


def test_the_rules_are_strict_for_what_is_new(archive: Archive) -> None:
    """What the archive lacks is tolerated in its own folders; an article of a later month is held back for it."""
    archive.export(post(1, f'<a href="{SITE}/tiada/">x</a> Isi.'))
    archive.run()
    portal = Portal(archive.portal)
    assert portal.build().articles == 1
    new = article(author="S", editor="", body=f"[x]({SITE}/tiada/)")
    portal.add("content/daerah/2024/10/baru.md", new)
    assert [problem.code for problem in portal.build().held] == ["missing-editor"]
    portal.edit("site.yaml", "on_error: hold\n", "")
    assert {problem.code for problem in portal.problems()} == {"missing-editor", "dead-link"}


def test_a_kanal_cannot_have_the_name_of_a_folder_of_the_portal(archive: Archive) -> None:
    """The table is refused at its line, instead of a site.yaml that does not build."""
    archive.export(post())
    table = archive.folder / "kanal.yaml"
    table.write_text("kanal:\n- slug: tag\n  name: Tag\n  from: [daerah]\ndefault: tag\n")
    with pytest.raises(SiteError, match="a folder of its own by this name"):
        archive.run(kanal=str(table))
    assert not (archive.portal / "site.yaml").exists()


def test_a_second_item_of_one_id_is_reported(archive: Archive) -> None:
    """The first one is imported; that there was another is not lost in silence."""
    archive.export(post(1, "Satu."), post(1, "Dua.", **{"wp:post_name": "dua"}))
    archive.run()
    assert archive.body("content/daerah/2019/10/judul.md") == "Satu."
    assert [line["address"] for line in archive.notes("left-out")] == [f"{SITE}/2019/10/dua/"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_an_export_in_utf_16_is_read(archive: Archive, encoding: str) -> None:
    """Some editors save one so, with a byte order mark or without; its letters are those of its author."""
    archive.export(post(1, "Kata “pejabat”."))
    text = archive.file.read_text("utf-8").replace("UTF-8", "UTF-16")
    archive.file.write_bytes(text.encode(encoding))
    archive.run()
    assert archive.body("content/daerah/2019/10/judul.md") == "Kata “pejabat”."


@pytest.mark.slow
@pytest.mark.parametrize("other", ["draft page", "held back"])
def test_a_second_run_gives_addresses_as_the_first(archive: Archive, other: str) -> None:
    """Also where an old address is that of something that was not imported too."""
    link = {"link": f"{SITE}/lama/"}
    page = {"wp:post_type": "page", "wp:status": "draft", "wp:post_name": "c"}
    first = post(1, **link, **page) if other == "draft page" else post(1, title="&amp;lt;!-- x --&amp;gt;", **link)
    archive.export(first, post(2, **link, **{"wp:post_name": "b"}), post(3, **{"wp:post_name": "d"}))
    archive.run()
    assert set(archive.run().files) <= {"same", "held"}


def test_a_category_without_a_name_is_none(archive: Archive) -> None:
    """Not even in the table of kanal."""
    archive.export(post(1, more='<category domain="category" nicename=""><![CDATA[Kosong]]></category>'))
    assert archive.run().files["new"] == 3


def test_addresses_lead_no_further_up_than_to_the_root(archive: Archive) -> None:
    """As browsers read them; on the new site such a path would lead out of it."""
    archive.export(post(1, f'<img src="{SITE}/a/../../../b.jpg?x=1" alt="B" /> <a href="{SITE}/../../judul/#c">c</a>'))
    archive.run()
    assert "![B](/b.jpg)" in archive.body("content/daerah/2019/10/judul.md")
    assert Portal(archive.portal).build().articles == 1


@pytest.mark.parametrize("source", ["java\tscript:alert(1)", "#x", "javascript:.lain.example/a.jpg"])
def test_no_front_matter_holds_an_article_back(archive: Archive, source: str) -> None:
    """Comments in it, which readers never saw, go; so does a photo whose address is none, with a note."""
    comment = "&lt;!-- rahasia --&gt;Awal &lt;!-- a"
    photo = meta("_thumbnail_id", source)
    page = post(8, title="-", link=f"{SITE}/lama/", **{"wp:post_name": "lama", "wp:post_type": "page"})
    archive.export(post(title=f"Judul {comment}", more=photo, **{"excerpt:encoded": f"Teras {comment}"}), page)
    archive.run()
    text = archive.read("content/daerah/2019/10/judul.md")
    assert "title: Judul Awal\n" in text
    assert "summary: Teras Awal\n" in text
    assert "rahasia" not in text
    assert "photo:" not in text
    assert archive.notes("missing-media")
    assert "title: lama\n" in archive.read("content/pages/lama.md")
    assert not archive.notes("held-back")


def test_what_says_nothing_is_nothing(archive: Archive) -> None:
    """A headline of dots, an author called "-", a category called null: the article comes, and the site builds."""
    category = '<category domain="category" nicename="null">null</category>'
    archive.export(
        post(1, title="...", **{"dc:creator": "-"}).replace("daerah", "null").replace("Daerah", "null"),
        post(2, title="null", more=category, **{"wp:post_name": "b"}),
        head=HEAD.replace("Sari Wulan", "null"),
    )
    archive.run()
    assert archive.notes("held-back") == []
    assert [line["message"] for line in archive.notes("headline")] == ["Isi berita."] * 2
    assert Portal(archive.portal).build().articles == 2


def test_a_source_in_which_there_is_nothing(archive: Archive) -> None:
    """It is one sentence; of one that is broken before its first article, it is told where."""
    archive.export()
    with pytest.raises(UsageError, match="there is no article in"):
        archive.run()
    archive.export("<item><title>x", tail="")
    assert len(archive.run().faults) == 1


def test_a_change_after_publication_is_told(archive: Archive) -> None:
    """As the source has its time; one of the same minute is none."""
    archive.export(
        post(
            1,
            **{
                "wp:post_name": "a",
                "wp:post_modified": "2019-10-11 08:00:00",
                "wp:post_modified_gmt": "2019-10-11 01:00:00",
            },
        ),
        post(
            2,
            **{
                "wp:post_name": "b",
                "wp:post_modified": "2019-10-09 16:10:00",
                "wp:post_modified_gmt": "2019-10-09 09:10:00",
            },
        ),
    )
    archive.run()
    assert "updated: 2019-10-11 08:00:00 WIB\n" in archive.read("content/daerah/2019/10/a.md")
    assert "updated" not in archive.read("content/daerah/2019/10/b.md")


def test_a_source_without_an_article_is_one_sentence(archive: Archive) -> None:
    """With the names of its files; nothing is written."""
    archive.export()
    with pytest.raises(UsageError) as caught:
        archive.run(files=(str(archive.file), str(archive.file)))
    assert str(caught.value) == f"there is no article in {archive.file}, {archive.file}"
    assert not archive.portal.exists()


def test_how_far_an_import_is(archive: Archive) -> None:
    """Items are counted in both passes; how many there are is known in the second."""
    archive.export(post(1), post(2, **{"wp:post_name": "b"}), post(8, **{"wp:post_type": "attachment"}))
    told: list[tuple[str, int, int]] = []
    run(Options("wordpress", (str(archive.file),), str(archive.portal)), lambda *one: told.append(one))
    assert [one for one in told if one[0] in {"read", "import"}] == [
        ("read", 1, 1), ("read", 2, 2), ("import", 1, 2), ("import", 2, 2),
    ]  # fmt: skip


def test_what_an_order_leaves_out() -> None:
    """The usual zone, nothing fetched, and files written."""
    assert Options("wordpress", (), "portal") == Options(
        "wordpress", (), "portal", "WIB", "", (), "", "", False, "", False
    )


HOST = "this is not the name of a host, as www.kabarlama.example is"
WHOLE = "write the whole address, with https:// at its beginning"


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"mapping": "tidak-ada.yaml"}, "--map tidak-ada.yaml: there is no such file"), ({"mapping": "/"}, "--map /: there is no such file"), ({"kanal": "tidak-ada.yaml"}, "--kanal tidak-ada.yaml: there is no such file"),
        ({"media": "tidak-ada"}, "--media tidak-ada: there is no such folder"), ({"media": "/dev/null"}, "--media /dev/null: there is no such folder"), ({"files": ("/dev/null",)}, "/dev/null is neither a file nor a folder; save the export as a file first"),
        *(({"hosts": ("a.example", host)}, f"--host {host}: {HOST}") for host in ("http://[x", "a b", "", "a.example/x", "a..example", "ftp://a.example", "a.example:123456", "a.example:", "https://")),
        *(({"media_url": url}, f"--media-url {url}: {WHOLE}") for url in ("cdn.example", "http://cdn.example", "https://", "//cdn.example", "httpss://cdn.example")),
    ],
)  # fmt: skip
def test_an_option_that_names_nothing_is_one_sentence(order: dict[str, object], said: str) -> None:
    """With the option, and what is wrong with it."""
    with pytest.raises(UsageError) as caught:
        check(Options("wordpress", into="portal", **{"files": (), **order}))  # type: ignore[arg-type]
    assert str(caught.value) == said


def test_a_portal_lies_outside_of_its_source(tmp_path: Path) -> None:
    """Or the next import would read what this one has written."""
    folder = tmp_path / "lama"
    (folder / "content").mkdir(parents=True)
    for into in (folder, folder / "content/portal", tmp_path / "x/../lama/portal"):
        with pytest.raises(UsageError, match="is inside of"):
            check(Options("hugo", (str(folder),), str(into)))
    check(Options("hugo", (str(folder),), str(tmp_path / "portal")))


def test_nothing_is_written_before_an_option_is_right(tmp_path: Path) -> None:
    """An import does not begin then."""
    archive = Archive(tmp_path)
    archive.export(post())
    with pytest.raises(UsageError, match="--map"):
        archive.run(mapping="tidak-ada.yaml")
    assert not archive.portal.exists()


def test_a_pipe_is_no_export(tmp_path: Path) -> None:
    """An import does not wait without an end for somebody to write into it."""
    archive = Archive(tmp_path)
    os.mkfifo(archive.file)
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        archive.run()


@pytest.mark.parametrize(
    "order",
    [
        *({"hosts": (host,)} for host in ("kabarlama.example", "https://www.kabarlama.example/", "http://a-b.example.", "127.0.0.1:8000", "localhost", "a.example:12345/")),
        {"media_url": "https://cdn.example/x"}, {"media_url": "HTTPS://cdn.example"}, {"media": "/"}, {"mapping": __file__}, {"kanal": __file__}, {"files": ("tidak-ada.xml", "/etc", __file__)}, {},
    ],
)  # fmt: skip
def test_what_can_be_meant_is_taken(order: dict[str, object]) -> None:
    """Hosts with a scheme, a port or a slash, as people copy them; a file that is not there is told of by what reads it."""
    check(Options("wordpress", into="portal", **{"files": (), **order}))  # type: ignore[arg-type]


def test_the_lines_have_their_name_when_the_import_has_ended_well(tmp_path: Path) -> None:
    """What an earlier one wrote stays until then, and when this one fails."""
    file = tmp_path / "report.jsonl"
    with _lines(tmp_path / "tiada", dry=True) as opened:
        assert opened is None
    with _lines(tmp_path, dry=False) as opened:
        assert opened is not None
        opened.write(b"satu")
        assert not file.exists()
    assert file.read_bytes() == b"satu"
    with pytest.raises(KeyError), _lines(tmp_path, dry=False):
        raise KeyError
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("report.jsonl", b"satu")]


def test_references_of_html_are_signs() -> None:
    """In all plain texts of any source, and nowhere else; an ampersand of a name stays."""
    told = item(
        "1",
        title="A &amp; B&#39;s",
        tags=("R&D", "x &lt; y"),
        summary="AT&T &copy",
        body="a &amp; b",
        authors=("D&#x27;A",),
    )
    one, *others = decoded((
        told, Site("A &amp; B", "&quot;C&quot;"), Person("a&amp;b", "A&amp;B", "&amp;"), Term("tag", "k", "T &amp; U"), File("f", "/x?a&amp;b", "K &amp; L")
    ))  # fmt: skip
    assert isinstance(one, Item)
    assert (one.title, one.tags, one.summary) == ("A & B's", ("R&D", "x < y"), "AT&T &copy")
    assert (one.body, one.authors) == ("a &amp; b", ("D'A",))
    assert others == [
        Site("A & B", '"C"'), Person("a&b", "A&B", "&amp;"), Term("tag", "k", "T & U"), File("f", "/x?a&amp;b", "K & L")
    ]  # fmt: skip


def test_a_source_of_which_nothing_could_be_read_is_told_of(tmp_path: Path) -> None:
    """By its faults, in a report; one that says nothing at all is wrong use, by the names of its files."""
    folder = tmp_path / "lama"
    (folder / "content").mkdir(parents=True)
    (folder / "hugo.toml").write_text("title = 'A'\n")
    order = Options("hugo", (str(folder), str(folder)), str(tmp_path / "portal"))
    with pytest.raises(UsageError) as caught:
        run(order, lambda *_: None)
    assert str(caught.value) == f"there is no article in {folder}, {folder}"
    assert not (tmp_path / "portal").exists()
    (folder / "content/a.md").write_text("---\ntitle: [\n---\n")
    outcome, _ = run(Options("hugo", (str(folder),), str(tmp_path / "portal")), lambda *_: None)
    assert [(one.file, one.of_text) for one in outcome.faults] == [("content/a.md", True)]
    assert (outcome.texts, outcome.found) == ({"unread": 1, "unknown": 0}, {"portal": 1, "fault": 1})
