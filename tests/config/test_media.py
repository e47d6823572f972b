"""Media: what is published as it is, and what people are told of the rest."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.base.sentences import language
from generator.config.media import why_refused
from tests.support import CONFIG, READING, article, png, site

DOCUMENT = "documents are not published unless site.yaml allows it"


@pytest.mark.parametrize(
    ("path", "allowed", "published"),
    [
        ("foto/a.jpg", (), True), ("foto/A.JPG", (), True), ("a.mp4", (), True), ("a.vtt", (), True),
        ("a.woff2", (), True), ("a.tar.zip", (), False), ("dokumen/a.pdf", (), False), ("a.txt", (), False),
        ("a.html", (), False), ("a.HTML", (), False), ("a.jpg.html", (), False), ("a.svgz", (), False),
        ("a.js", (), False), ("a.", (), False), ("a", (), False), ("jpg", (), False), ("a.html", (".html",), True),
        ("x/google1.html", ("google1.html",), True), ("a.html", ("google1.html",), False), ("CNAME", ("cname",), True),
    ],
)  # fmt: skip
def test_endings(path, allowed, published):
    """Pictures, sound, video, subtitles and fonts; besides these what site.yaml allows by ending or name."""
    assert (why_refused(path, replace(READING, media_allow=allowed)) is None) is published


@pytest.mark.parametrize("allowed", [(), (".txt",)])
def test_an_article_with_the_ending_of_a_text_is_to_be_renamed(allowed):
    """Windows adds it and shows neither; not even where texts may be published is it one."""
    said, hint = why_refused("daerah/2024/10/berita.md.txt", replace(READING, media_allow=allowed))
    assert str(said) == "this is not read: the name of an article ends in .md"
    assert str(hint) == "rename it to berita.md"


@pytest.mark.parametrize(
    ("path", "published"),
    [("dokumen/a.PDF", True), ("dokumen/2026/a.pdf", True), ("a.pdf", False), ("dokumenlain/a.pdf", False),
     ("dokumen/a.zip", False), ("CNAME", True)],
)  # fmt: skip
def test_endings_of_a_folder(path, published):
    """What is allowed in a folder is allowed below it and nowhere else; "" is all of content/."""
    reading = replace(READING, media_folders=(("dokumen/", (".pdf",)), ("", ("cname",))))
    assert (why_refused(path, reading) is None) is published


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        (
            "daerah/2024/rilis.DOCX",
            DOCUMENT,
            (
                "copy its text into an article, a file whose name ends in .md, and move it out of content/; if readers may"
                " have it as it is, write into site.yaml: media: {allow: {daerah/2024/: [.docx]}}"
            ),
        ),
        (
            "apbd.xlsx",
            DOCUMENT,
            "move it out of content/; if readers may have it, write into site.yaml: media: {allow: [.xlsx]}",
        ),
        ("a.MD", "this is not read: the name of an article ends in .md", "rename it to a.md"),
        ("a.markdown", "this is not read: the name of an article ends in .md", "rename it to a.md"),
        (
            "foto/IMG_1.HEIC",
            "browsers do not show pictures of this kind",
            "save it as JPEG, PNG or WebP, and put that here instead",
        ),
        (
            "video/rapat.3GP",
            "not all browsers play films and sound of this kind",
            "save it as MP4 or, if there is nothing to see, as MP3, and put that here instead",
        ),
        (
            "video/rapat.srt",
            "browsers show no subtitles of this kind",
            "save them as WebVTT (.vtt), and put that here instead",
        ),
        ("foto/a.jpg ", "the name of this file ends in a blank", "rename it to a.jpg"),
        (
            "foto/a.jpg.bak",
            "this looks like a copy of another file, so it is not published",
            "delete it, or keep copies outside of content/",
        ),
    ],
)
def test_the_hint_fits_the_file(path, message, hint):
    """What is a source, or needs converting, is never advised to be published as it is."""
    assert tuple(map(str, why_refused(path, READING) or ())) == (message, hint)


def test_the_desk_is_told_in_indonesian():
    """In words that a reporter understands."""
    said, advice = why_refused("dokumen/apbd.pdf", READING) or ("", "")
    indonesian = language("id")
    assert indonesian.put(said) == "dokumen tidak diterbitkan kecuali diizinkan di site.yaml"
    assert indonesian.put(advice) == (
        "pindahkan ke luar content/; bila pembaca boleh mendapatkannya, tulis di site.yaml:"
        " media: {allow: {dokumen/: [.pdf]}}"
    )


def test_the_line_of_the_hint_is_all_that_is_needed(tmp_path):
    """A site that has documents builds with it, as before."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("A", "[APBD](/dokumen/apbd.pdf)"))
    portal.add("content/dokumen/apbd.pdf", b"%PDF-1.4\n")
    said = [problem for problem in portal.problems() if problem.code == "refused-file"]
    assert [str(one.where) for one in said] == ["content/dokumen/apbd.pdf"]
    portal.add("site.yaml", CONFIG + said[0].hint.partition("site.yaml: ")[2] + "\n")
    portal.build()
    assert portal.files()["dokumen/apbd.pdf"] == b"%PDF-1.4\n"
    portal.edit("site.yaml", "[.pdf]", "[.xlsx]")
    assert [problem.code for problem in portal.problems()] == ["refused-file"]


@pytest.mark.parametrize(
    "name", ["~$rilis.docx", ".DS_Store", "Thumbs.db", "thumbs.db", "desktop.ini", ".~lock.a.odt#"]
)
def test_what_systems_leave_behind_is_not_there(tmp_path, name):
    """Word's lock files and the notes of file managers come and go by themselves; they stop no build."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(40, 30))
    portal.add(f"content/foto/{name}", "x")
    portal.build()
    assert not any(name in path for path in portal.files())


@pytest.mark.parametrize(
    ("endings", "message"),
    [
        (".jpg .jpeg .png .gif .webp .avif .svg .mp4 .webm .mov .mp3 .m4a .ogg .oga .ogv .opus .wav .flac .ico .vtt .woff .woff2", ""),
        (".pdf .csv .tsv .json .geojson .zip .xls .xlsx .ppt .pptx .ods .odp .epub .rar .7z .gz .tar .numbers .key .gsheet .gslides .mdb .accdb .sql .eml", DOCUMENT), (".txt .doc .docx .odt .rtf .pages .gdoc", DOCUMENT),
        (".markdown .mdown .mkd .mkdn .mdx .mdwn", "this is not read: the name of an article ends in .md"), (".bak .old .orig .tmp .swp .save .part .crdownload", "this looks like a copy of another file, so it is not published"),
        (".heic .heif .tif .tiff .bmp .psd .xcf .ai .raw .dng .cr2 .cr3 .nef .arw .jfif .jpe", "browsers do not show pictures of this kind"),
        (".3gp .3g2 .avi .flv .m2ts .m4v .mkv .mpeg .mpg .mts .vob .wmv .3ga .aac .aif .aiff .amr .m4b .wma", "not all browsers play films and sound of this kind"), (".srt .ass .ssa .sub .sbv", "browsers show no subtitles of this kind"),
        (".html .js .php .xml .xhtml .swf .exe", "a file of this kind is not published, for it could run script on the portal's address"),
    ],
)  # fmt: skip
def test_each_ending_is_published_or_told_why_not(endings, message):
    """By what it is, however it is written."""
    for ending in endings.split():
        for one in (f"a{ending}", f"A{ending.upper()}"):
            found = why_refused(one, READING)
            assert (str(found[0]) if found else "") == message, one


def test_texts_are_told_to_become_articles():
    """Other documents are told to move."""
    for ending in ".txt .doc .docx .odt .rtf .pages .gdoc".split():
        assert str(why_refused(f"a{ending}", READING)[1]).startswith("copy its text into an article"), ending
    for ending in ".pdf .zip .rar".split():
        assert str(why_refused(f"a{ending}", READING)[1]).startswith("move it out of content/"), ending
