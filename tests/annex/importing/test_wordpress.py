"""Exports of WordPress: what becomes of what, beyond the archive that is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports import SITE, export
from tests.importing_support import HEAD, Archive, meta, post, term


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def several(archive: Archive, *fields: dict[str, str]) -> list[str]:
    """Import an article for each of some fields, beside a usual one; return their names."""
    names = [f"n{number}" for number in range(len(fields))]
    archive.export(
        post(1), *(post(number, **{"wp:post_name": name, **one}) for number,
            (name, one) in enumerate(zip(names, fields, strict=True), 100))
    )  # fmt: skip
    archive.run()
    return names


@pytest.mark.slow
def test_an_archive_with_every_feature_loses_no_word_and_builds(archive: Archive) -> None:
    """What is imported builds without a problem, and the words of each article are those of its source."""
    archive.file.write_text("".join(export(30)), "utf-8")
    found = archive.run()
    assert not {"words", "held-back", "plain"} & found["notes"].keys()
    assert archive.built().report.articles > 25
    assert [loss for loss in archive.run("--verify")["losses"] if not loss["is_reported"]] == []


def test_a_kanal_has_the_name_that_posts_spell(archive: Archive) -> None:
    """An export of some posts has no list of categories."""
    archive.export(post(1).replace("daerah", "dpr-ri").replace("Daerah", "DPR RI"), head=HEAD.replace("daerah", "laut"))
    archive.run()
    assert "- slug: dpr-ri\n  name: DPR RI\n" in archive.read("import/kanal.yaml")


STATES = {
    ("publish", ""): "published", ("future", ""): "published", ("private", ""): "draft", ("draft", ""): "draft",
    ("pending", ""): "draft", ("aneh", ""): "draft", ("publish", "sandi"): "draft", ("trash", ""): "",
    ("auto-draft", ""): "",
}  # fmt: skip


def test_what_readers_had_is_what_they_get(archive: Archive) -> None:
    """What was to come appears at its hour; what nobody was to see is a draft, or is left out."""
    names = several(archive, *({"wp:status": status, "wp:post_password": password} for status, password in STATES))
    found = {path.stem: path.read_text("utf-8") for path in (archive.portal / "content/daerah").rglob("n*.md")}
    assert [
        ("draft" if "\ndraft: true\n" in found[name] else "published") if name in found else "" for name in names
    ] == list(STATES.values())
    assert {line["message"] for line in archive.notes("made-draft")} == {
        "it is private",
        "it is protected by a password",
    }
    archive.built()
    assert not list((archive.portal / "build").rglob("n6/index.html"))


TIMES = {
    ("2019-10-09 16:10:00", "2019-10-09 09:10:00"): "2019-10-09 16:10 WIB",
    ("2019-10-09 17:10:00", "2019-10-09 09:10:00"): "2019-10-09 17:10 WITA",
    ("2019-10-09 16:10:05", ""): "2019-10-09 16:10:05 WIB", ("2019-10-09 00:00:00", ""): "2019-10-09",
    **dict.fromkeys((("0000-00-00 00:00:00", "2019-10-09 09:10:00"), ("kemarin", ""),
            ("9999-12-31 06:59:59", "9999-12-31 23:59:59"), ("0001-01-01 00:00:00", "0001-01-01 00:00:00")), "1970"),
}  # fmt: skip


def test_the_time_of_a_post(archive: Archive) -> None:
    """In the zone that the two times of an export differ by; one that no calendar has is made up, and told."""
    names = several(archive, *({"wp:post_date": local, "wp:post_date_gmt": gmt} for local, gmt in TIMES))
    found = [str(archive.keys(f"{name}.md")["timestamp"]) for name in names]
    assert [one[:4] if one.startswith("1970") else one for one in found] == list(TIMES.values())
    assert len({line["id"] for line in archive.notes("time")}) == 4
    assert archive.keys("n3.md")["time_unknown"] is True


def test_a_change_after_publication_is_told(archive: Archive) -> None:
    """As the source has its time; one of the same minute is none."""
    names = several(
        archive,
        *(
            {"wp:post_modified": f"2019-10-{at}:00", "wp:post_modified_gmt": f"2019-10-{gmt}:00"}
            for at, gmt in (("11 08:00", "11 01:00"), ("09 16:10", "09 09:10"), ("09 15:10", "09 08:10"))
        ),
    )
    assert [archive.keys(f"{name}.md").get("updated") for name in names] == ["2019-10-11 08:00:00 WIB", None, None]


def test_plugins_say_whose_picture_it_is(archive: Archive) -> None:
    """In fields of the article or of the file, else the camera does."""
    camera = meta("_wp_attachment_metadata", 'a:1:{s:6:"credit";s:4:"Made";}')
    keys = "kredit_foto photo_credit".split(), "caption_foto keterangan_foto photo_caption image_caption".split()
    archive.export(
        *(post(number, "", more=more, **{"wp:post_type": "attachment",
                    "wp:attachment_url": f"{SITE}/{number}.jpg"}) for number,
        more in ((8, camera), (9, camera + meta("_media_credit", "Sari")))),
        post(1, more=meta("_thumbnail_id", "8")), post(2, more=meta("_thumbnail_id", "9"), **{"wp:post_name": "b"}),
        *(post(number, more=meta("_thumbnail_id", "8") + meta(key, "Kata &amp; kata"),
                **{"wp:post_name": f"c{number}"}) for number, key in enumerate(keys[0] + keys[1], 20)),
        post(3, more=meta("caption_foto", "Tanpa foto"), **{"wp:post_name": "d"}),
    )  # fmt: skip
    archive.run()
    assert archive.keys()["photo"] == {"src": "/8.jpg", "credit": "Made"}
    assert archive.keys("b.md")["photo"] == {"src": "/9.jpg", "credit": "Sari"}
    for number, key in enumerate(keys[0] + keys[1], 20):
        assert archive.keys(f"c{number}.md")["photo"]["credit" if key in keys[0] else "caption"] == "Kata & kata", key
    assert [line["message"] for line in archive.notes("caption")] == ["Tanpa foto"]


def test_redirects_of_plugins_lead_on(archive: Archive) -> None:
    """Posts of their own type, over several steps too, or posts that lead away from themselves."""

    def rule(number: int, kind: str, title: str = "x", **fields: str) -> str:
        more = "".join(
            meta(f"_{key}" if key.startswith("redirect_rule") else key, value) for key, value in fields.items()
        )
        return post(
            number,
            more=more,
            title=title,
            link=f"{SITE}/r{number}/",
            **{"wp:post_type": kind, "wp:post_name": f"r{number}"},
        )

    archive.export(
        post(1, more=meta("_wp_old_slug", "salah")),
        rule(50, "redirect_rule", redirect_rule_from="/promo", redirect_rule_to="/antara/"),
        rule(51, "redirect_rule", redirect_rule_from="/antara/", redirect_rule_to=f"{SITE}/2019/10/judul/"),
        rule(52, "redirect_rule", redirect_rule_from="/buang/"),
        rule(53, "redirect_rule", redirect_rule_from="/lenyap/", redirect_rule_to="/2019/10/judul/",
            redirect_rule_status_code="410"),
        rule(56, "post", _yoast_wpseo_redirect="/2019/10/judul/"),
        rule(57, "redirect_rule", redirect_rule_from="/luar/", redirect_rule_to="https://lain.example/"),
    )  # fmt: skip
    archive.run()
    here = {old for old, (new, _) in archive.ways().items() if new == "/2019/10/judul/"}
    assert here >= {"/2019/10/salah/", "/promo", "/antara/"}
    assert {old for old, (_, how) in archive.ways().items() if how == "gone"} == {"/buang/", "/lenyap/"}
    assert [line["before"] for line in archive.notes("redirect")] == ["/luar/"]
    assert archive.keys("r56.md")["draft"] is True


def test_how_the_old_site_was_set_up_is_no_content(archive: Archive) -> None:
    """Nothing is said of it; of what is no article either, its type is."""
    kinds = "nav_menu_item revision customize_changeset oembed_cache user_request wp_global_styles wp_template wp_font_face custom_css".split()
    archive.export(
        post(1), *(post(number, **{"wp:post_type": kind}) for number, kind in enumerate((*kinds, "produk"), 2))
    )
    assert archive.run()["notes"] == {"other-types": 1}


def test_several_authors(archive: Archive) -> None:
    """Co-Authors Plus has them as terms; one who has no account has a post. Two of one name have lists of their own."""
    head = (
        HEAD
        + "<wp:author><wp:author_login>swulan</wp:author_login><wp:author_display_name>Sari Wulan</wp:author_display_name></wp:author>"
    )
    guest = {"wp:post_type": "guest-author", "wp:post_name": "cap-made", "title": "Made"}
    archive.export(
        post(1, more=term("author", "cap-sari", "sari") + term("author", "cap-made", "")),
        post(2, **{"dc:creator": "swulan", "wp:post_name": "b"}),
        post(9, more=meta("cap-user_login", "made") + meta("cap-display_name", "Made &amp; W") + meta("cap-description",
                "Bio"), **guest),
        head=head,
    )  # fmt: skip
    archive.run()
    assert archive.keys()["author"] == ["sari", "Made & W"]
    assert archive.keys("b.md")["author"] == "swulan"
    assert archive.body("made-w.md" if list(archive.portal.rglob("made-w.md")) else "made.md") == "Bio"
    assert archive.built().report.articles == 2


def test_the_category_called_first_is_the_kanal(archive: Archive) -> None:
    """Plug-ins for search engines name it by its number; a name that ends in a number is a name."""
    head = (
        HEAD
        + "<wp:category><wp:term_id>20</wp:term_id><wp:category_nicename>ekonomi</wp:category_nicename><wp:cat_name>Ekonomi</wp:cat_name></wp:category>"
    )
    other = term("category", "g20", "G20") + term("category", "ekonomi", "Ekonomi")
    archive.export(
        post(1, more=other + meta("_yoast_wpseo_primary_category", "20")),
        post(2, more=other + meta("rank_math_primary_category", "x"), **{"wp:post_name": "b"}),
        head=head,
    )  # fmt: skip
    (archive.folder / "kanal.yaml").write_text(
        "kanal:\n- {slug: daerah, name: D, from: [daerah]}\n- {slug: dunia, name: G, from: [g20]}\n- {slug: uang, name: E, from: [ekonomi]}\ndefault: uang\n"
    )
    archive.run("--kanal", str(archive.folder / "kanal.yaml"))
    assert (archive.portal / "content/uang/2019/10/judul.md").exists()
    assert archive.keys()["tags"] == ["Daerah", "G20"]
    assert (archive.portal / "content/daerah/2019/10/b.md").exists()


def test_what_says_nothing_is_nothing(archive: Archive) -> None:
    """A headline of dots, an author called "-", a category called null: the article comes, and the site builds."""
    null = term("category", "null", "null") + term("category", "", "Kosong")
    archive.export(
        post(1, title="...", more=null, **{"dc:creator": "-"}).replace("daerah", "null").replace("Daerah", "null"),
        post(2, title="null", more=null, **{"wp:post_name": "b"}),
        post(3, title="-", link=f"{SITE}/lama/", **{"wp:post_name": "lama", "wp:post_type": "page"}),
        head=HEAD.replace("Sari Wulan", "null").replace(SITE, "https://a b"),
    )  # fmt: skip
    archive.run("--host", SITE)
    assert archive.notes("held-back") == []
    assert [line["message"] for line in archive.notes("headline")] == ["Isi berita."] * 2
    assert archive.keys("lama.md")["title"] == "lama"
    assert archive.built().report.articles == 2


def test_plain_texts_have_neither_comments_nor_references(archive: Archive) -> None:
    """Signs that many systems keep as HTML are the signs that they mean, and what readers never saw goes."""
    comment = "&lt;!-- rahasia --&gt;Awal &amp;amp; &lt;!-- a"
    archive.export(
        post(
            title=f"Judul {comment}",
            more=term("post_tag", "t", "R&amp;amp;D"),
            **{"excerpt:encoded": f"Teras {comment}"},
        )
    )
    archive.run()
    keys = archive.keys()
    assert (keys["title"], keys["summary"], keys["tags"]) == ("Judul Awal &", "Teras Awal &", ["R&D"])


def test_characters_that_are_none_are_replaced_and_counted(archive: Archive) -> None:
    """They are in many exports, and end none."""
    archive.export(post(1, "Ka\x02ta d*a."))
    archive.file.write_bytes(archive.file.read_bytes().replace(b"*", b"\xff"))
    archive.run()
    assert archive.body().startswith("Kata d")
    assert archive.notes("broken-characters")[0]["message"].startswith(f"{archive.file}: 2 characters")


def test_a_gallery_without_numbers_shows_the_pictures_of_its_article(archive: Archive) -> None:
    """Not those of others, nor those of nobody."""
    files = ("1", "2", "")
    archive.export(
        *(post(number, **{"wp:post_type": "attachment", "wp:attachment_url": f"{SITE}/{number}.jpg",
                    "wp:post_parent": item}) for number, item in enumerate(files, 8)),
        post(1, "[gallery]"), post(2, **{"wp:post_name": "b"}),
    )  # fmt: skip
    archive.run()
    assert archive.body() == "![](/8.jpg)"
