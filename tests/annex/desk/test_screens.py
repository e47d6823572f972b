"""The desk in a real browser, as a reporter with a telephone and an editor without a mouse use it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.annex.desk_support import PEOPLE, PUBLIC, Desk, desk
from tests.browser_support import needs_browser
from tests.photos import jpeg
from tests.support import article
from tools.validate import axe

needs_browser()
Error = pytest.importorskip("playwright.sync_api").Error
pytestmark = pytest.mark.slow

HOSTILE = """"><img src=x onerror="window.hurt=1"><script>window.hurt=1</script>"""
DRAFT = "daerah/2024/10/jembatan.md"
SCREENS = [
    "list?state=published",
    "new",
    f"write/{PUBLIC}",
    f"write/{DRAFT}",
    "photos",
    f"history/{DRAFT}",
    "front",
]

Open = Callable[..., Any]
SETTLED = """() => {
    const now = document.querySelector("main").innerHTML, same = window.before === now && !now.includes("waiting");
    window.before = now;
    return same;
}"""
"""Whether a screen shows what it showed a moment ago."""


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[tuple[Desk, Open]]:
    """A desk, and what opens a screen of it; a mistake of a script or a request to elsewhere fails the test."""
    contexts, mistakes = [], list[str]()
    with desk(tmp_path) as it:
        it.served.portal.add(f"content/{DRAFT}", article("Jembatan Rusak", "Isi draf.", draft="true"))
        it.served.until(lambda: it.get("list", state="drafts")["counts"]["drafts"] == 1)

        def open_(screen: str, width: int = 1366, height: int = 800, **options: Any) -> Any:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.append(context)
            page = context.new_page()
            page.on("pageerror", lambda error: mistakes.append(str(error)))
            page.on("request", lambda asked: mistakes.append(asked.url) if not _ours(asked.url, it) else None)
            page.goto(f"{it.served.base}/_ssg/desk/#/{screen}")
            page.locator("main").wait_for()
            page.wait_for_function(SETTLED, polling=100)
            return page

        yield it, open_
        for context in contexts:
            context.close()
    assert mistakes == []


def _ours(url: str, it: Desk) -> bool:
    return url.startswith((it.served.base, "data:", "blob:"))


def opened_after_a_crash(page: Any) -> Any:
    """Let a tab crash, and open its screen in another one, with the line back."""
    context, url = page.context, page.url
    with suppress(Error):
        page.goto("chrome://crash")
    page.close()
    context.set_offline(False)
    other = context.new_page()
    other.goto(url)
    return other


@contextmanager
def saving(page: Any) -> Iterator[None]:
    """Wait until what the block types is saved."""
    with page.expect_response(lambda answer: answer.url.endswith("/api/save") and answer.status == 200):
        yield
    page.locator(".save.saved").wait_for()


def test_the_history_shows_what_differs(opened: tuple[Desk, Open]) -> None:
    """Between the last two versions, as soon as it is opened."""
    it, open_ = opened
    it.typed("Isi draf", "Isi baru", DRAFT)
    it.step(DRAFT, "submit")
    page = open_(f"history/{DRAFT}")
    page.locator(".lines .added").first.wait_for()
    lines = {kind: page.locator(f".lines .{kind}").all_inner_texts() for kind in ("removed", "added")}
    assert [next(line for line in lines[kind] if "Isi" in line).split()[-1] for kind in lines] == ["draf.", "baru."]


def test_a_first_article_with_a_photo_on_a_telephone(opened: tuple[Desk, Open], tmp_path: Path) -> None:
    """From the empty form at 360 px: headline, text, a document, photo with its words, handed to the file as written."""
    it, open_ = opened
    photo, paper = tmp_path / "IMG 001.jpg", tmp_path / "Putusan_7.pdf"
    paper.write_bytes(b"%PDF-1.7\n")
    photo.write_bytes(jpeg(1200, 800))
    page = open_("list", width=360, height=740, has_touch=True, is_mobile=True)
    page.get_by_role("link", name="Naskah baru").click()
    page.get_by_label("Judul").fill("Warga Kuala Rawa Perbaiki Jembatan")
    page.get_by_role("button", name="Mulai menulis").click()
    with saving(page):
        page.get_by_role("textbox", name="Isi berita").fill("KUALA RAWA - Warga memperbaiki jembatan.")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=re.compile("Dokumen|Document")).click()
    with saving(page):
        chooser.value.set_files(paper)
    page.get_by_role("button", name="Isian").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Pilih foto").click()
    chooser.value.set_files(photo)
    page.locator(".focus img").evaluate(
        "picture => picture.complete || new Promise((done) => { picture.onload = done; })"
    )
    with saving(page):
        page.get_by_label("Keterangan foto").fill("Warga di jembatan, Rabu (9/10/2024).")
        page.get_by_label("Kredit").fill("Kabar Uji/Sari Wulan")
    with saving(page):
        page.get_by_role("button", name="Titik yang tetap terlihat").tap(position={"x": 20, "y": 20})
    with saving(page):
        page.get_by_role("combobox", name="Tag").fill("jembatan,")
    text = it.file("daerah/2024/10/warga-kuala-rawa-perbaiki-jembatan.md").decode()
    assert "KUALA RAWA - Warga memperbaiki jembatan." in text
    assert "Warga di jembatan, Rabu (9/10/2024)." in text
    assert re.search(r"\[Putusan 7\]\(/berkas/\d{4}/\d\d/putusan-7.pdf\)", text)
    assert re.search(r'focus: "\d+% \d+%"', text)
    assert re.search(r"tags:\W*jembatan", text), text
    page.get_by_role("button", name="Halaman").click()
    page.frame_locator("iframe").get_by_role("heading", name="Warga Kuala Rawa Perbaiki Jembatan").first.wait_for()
    # Nothing is wider than the telephone.
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1366)])
def test_every_screen_can_be_used_by_all(opened: tuple[Desk, Open], scheme: str, width: int) -> None:
    """No screen has a fault that axe knows, by day and by night, on a desk and on a telephone."""
    pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")
    script = axe.packed().read_text("utf-8")
    _, open_ = opened
    finger: dict[str, Any] = {"has_touch": True, "is_mobile": True} if width < 1000 else {}
    for screen in SCREENS:
        page = open_(screen, width=width, color_scheme=scheme, reduced_motion="reduce", **finger)
        page.evaluate(script)
        assert _faults(page) == [], screen
        assert page.evaluate("document.documentElement.scrollWidth") <= width, screen
        if finger:
            assert page.evaluate(SMALL) == [], screen
        if screen == f"write/{DRAFT}":
            for name in ("Tautan", "Foto", "Baca Juga", "Video atau kiriman", "Tanda penutup"):
                page.get_by_role("toolbar").get_by_role("button", name=name).click()
                page.locator("dialog[open]").wait_for()
                assert _faults(page) == [], name
                page.keyboard.press("Escape")
            page.get_by_role("button", name="Terbitkan", exact=True).click()
            page.locator("dialog[open]").wait_for()
            assert _faults(page) == []
        page.close()


SMALL = """() => [...document.querySelectorAll("button, summary, select, input:not([type=radio], [type=checkbox]), nav a, .button")]
    .filter((one) => one.offsetParent && !one.closest(".cm-editor"))
    .filter((one) => one.getBoundingClientRect().height < 43.9).map((one) => one.outerHTML.slice(0, 120))"""


def _faults(page: Any) -> list[Any]:
    """Return what axe finds; the page of the article in the frame has tests of its own."""
    found = page.evaluate("axe.run({exclude: ['iframe']}, {resultTypes: ['violations'], iframes: false})")
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


def test_a_lost_line_loses_nothing(opened: tuple[Desk, Open]) -> None:
    """It is shown; what is typed meanwhile is there after the tab crashed, and is saved when the line is back."""
    it, open_ = opened
    page = open_(f"write/{DRAFT}")
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Isi berita").press("Control+End")
    page.keyboard.type(" Kalimat tanpa sambungan.")
    page.locator("#line").get_by_text("terputus").wait_for()
    assert b"tanpa sambungan" not in it.file(DRAFT)
    other = opened_after_a_crash(page)
    with saving(other):
        other.get_by_role("button", name="Pulihkan").click()
    assert b"Isi draf. Kalimat tanpa sambungan." in it.file(DRAFT)
    other.context.set_offline(True)
    other.get_by_role("textbox", name="Isi berita").press("Control+End")
    other.keyboard.type(" Lagi.")
    other.locator(".save.lost").wait_for()
    with saving(other):
        other.context.set_offline(False)
    assert b"tanpa sambungan. Lagi." in it.file(DRAFT)


def test_what_is_typed_into_a_dialog_is_not_lost(opened: tuple[Desk, Open]) -> None:
    """It stays until the server has taken it: over a refusal, said at its field, a lost line, a reload and a kill."""
    it, open_ = opened
    page = open_(f"write/{PUBLIC}")

    def ask() -> Any:
        page.locator(".menu summary").click()
        page.get_by_role("button", name="Koreksi / hak jawab", exact=True).click()
        return page.locator("dialog[open]")

    dialog = ask()
    dialog.locator("textarea").fill("Semula 46, yang benar 64.")
    dialog.get_by_role("textbox").nth(1).fill("/tidak/ada/")
    send = dialog.locator("footer button[type=submit]")
    send.click()
    said = dialog.locator(".field:has(input) [role=alert]")
    said.wait_for()
    assert "/tidak/ada/" in said.inner_text()
    dialog.get_by_role("textbox").nth(1).fill("")
    page.context.set_offline(True)
    send.click()
    dialog.get_by_role("alert").get_by_text("terputus").wait_for()
    page = opened_after_a_crash(page)
    page.get_by_role("button", name="Koreksi / hak jawab: belum dikirim").click()
    page.locator("dialog[open] footer button[type=submit]").click()
    page.get_by_text("Koreksi sudah dipasang.").wait_for()
    assert it.file().count(b"Semula 46, yang benar 64.") == 1
    assert page.get_by_role("button", name="belum dikirim").count() == 0


def test_what_is_typed_into_any_form_is_kept(opened: tuple[Desk, Open]) -> None:
    """A new article with its sponsor, a note, the front page: over a lost line and a kill of the browser."""
    it, open_ = opened
    page = open_("new")
    page.locator("textarea").fill("Simpan Pinjam")
    page.locator("select").nth(1).select_option("advertorial")
    page.get_by_role("button", name="Mulai menulis").click()
    page.locator(".wrong-text:not(:empty)").wait_for()
    page.locator(".two").nth(1).locator("input").first.fill("Bank Pesisir")
    page.context.set_offline(True)
    page.get_by_role("button", name="Mulai menulis").click()
    page.locator(".wrong-text").get_by_text("terputus").wait_for()
    page = opened_after_a_crash(page)
    page.get_by_role("button", name="Mulai menulis").click()
    page.get_by_role("textbox", name="Isi berita").wait_for()
    assert b"sponsor: Bank Pesisir" in it.file("daerah/2024/10/simpan-pinjam.md")
    note = page.locator(".noted textarea")
    note.fill("Tunggu logo.")
    page = opened_after_a_crash(page)
    page.locator(".noted textarea").wait_for()
    assert page.locator(".noted textarea").input_value() == "Tunggu logo."
    page = open_("front")
    page.locator("input[maxlength]").fill("Gempa guncang Muara")
    page = opened_after_a_crash(page)
    page.locator("input[maxlength]").wait_for()
    assert page.locator("input[maxlength]").input_value() == "Gempa guncang Muara"


def test_markup_from_anywhere_is_text(opened: tuple[Desk, Open]) -> None:
    """A headline, a tag, a name and what is typed are shown as they are, on all screens, and run nothing."""
    it, open_ = opened
    text = article(
        f"'{HOSTILE}'", HOSTILE, draft="true", author=f"'{HOSTILE}'", tags=f"['{HOSTILE}']", summary=f"'{HOSTILE}'"
    )
    it.served.portal.add("content/daerah/2024/10/jahat.md", text)
    it.served.until(lambda: it.get("list", state="drafts")["counts"]["drafts"] == 2)
    for screen in ("list", "write/daerah/2024/10/jahat.md", "history/daerah/2024/10/jahat.md", "front"):
        page = open_(screen)
        if screen == "front":
            page.get_by_label("Cari judul").first.fill("onerror")
            page.locator("li[role=option]").first.wait_for()
        assert page.evaluate("window.hurt") is None, screen
        assert page.locator("main img[src=x], #toasts img").count() == 0, screen
    page = open_("list")
    page.get_by_text("onerror").first.wait_for()


def test_two_people_at_the_same_lines_lose_nothing(opened: tuple[Desk, Open]) -> None:
    """Who saves second sees both texts and chooses; changes of other lines come together by themselves."""
    it, open_ = opened
    page = open_(f"write/{DRAFT}")
    page.get_by_role("textbox", name="Isi berita").wait_for()
    # A tab that slept does not hear what was saved.
    page.route("**/api/events**", lambda route: route.abort())
    it.served.portal.edit(f"content/{DRAFT}", "Isi draf.", "Isi rekan.")
    page.get_by_role("textbox", name="Isi berita").press("Control+End")
    page.keyboard.type(" Punya saya.")
    page.locator("section.conflict").wait_for()
    assert b"Isi rekan." in it.file(DRAFT)
    assert page.locator(".side.mine pre").first.inner_text() == "Isi draf. Punya saya."
    assert page.locator(".side.theirs pre").first.inner_text() == "Isi rekan."
    page.get_by_label("Pakai keduanya").check()
    page.get_by_role("button", name="Simpan pilihan").click()
    page.get_by_text("Tersimpan sesuai pilihan Anda.").wait_for()
    assert b"Isi draf. Punya saya.\nIsi rekan." in it.file(DRAFT)


def test_a_text_that_no_form_can_show_any_more_is_shown_whole(opened: tuple[Desk, Open]) -> None:
    """Who types into a form while another program breaks the front matter has all that was typed, as a whole file."""
    it, open_ = opened
    page = open_(f"write/{PUBLIC}")
    text = page.locator(".panel.text .cm-content")
    text.wait_for()
    file = it.portal.folder / "content" / PUBLIC
    file.write_bytes(file.read_bytes().replace(b"title: ", b"title: [", 1))
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Ditulis Sari.")
    page.get_by_text("title: [").wait_for()
    page.get_by_text("Ditulis Sari.").wait_for()
    text.click()
    page.keyboard.press("Control+End")
    with page.expect_response(lambda answer: answer.url.endswith("/api/save") and answer.status == 200):
        page.keyboard.type(" Lagi.")
    assert it.open()["working"]["text"].split()[-3:] == ["Ditulis", "Sari.", "Lagi."]


@pytest.fixture
def colleagues(browser: Any, tmp_path: Path) -> Iterator[tuple[Desk, Any, Any]]:
    """A desk behind a proxy, and the browsers of a reporter and an editor."""
    text = article("Jembatan Rusak", "\n\n".join(f"Paragraf {n}." for n in range(9)), draft="true")
    mistakes = list[str]()
    with desk(tmp_path, PEOPLE, {DRAFT: text}) as it:
        contexts = [browser.new_context(extra_http_headers={"Remote-User": login}) for login in ("sari", "budi")]
        pages = [context.new_page() for context in contexts]
        for page in pages:
            page.on("pageerror", lambda error: mistakes.append(str(error)))
            page.goto(f"{it.served.base}/_ssg/desk/#/write/{DRAFT}")
            page.get_by_role("textbox", name="Isi berita").wait_for()
        yield it, *pages
        for context in contexts:
            context.close()
    assert mistakes == []


def test_two_people_who_type_at_once_lose_no_word(colleagues: tuple[Desk, Any, Any]) -> None:
    """Each sees the other's name; what both type in paragraphs of their own is in the file, and on both screens."""
    it, *pages = colleagues
    for page, other in zip(pages, ("Budi Rahman", "Sari Wulan"), strict=True):
        page.locator(".present").get_by_text(other).wait_for()
    for page, key in zip(pages, ("Control+Home", "Control+End"), strict=True):
        page.get_by_role("textbox", name="Isi berita").press(key)
    for number in range(15):
        for name, page in zip("SB", pages, strict=True):
            page.keyboard.type(f"{name}{number} ", delay=25)
    ours, theirs = (" ".join(f"{name}{number}" for number in range(15)) for name in "SB")
    for page in pages:
        page.locator(".save.saved").wait_for()
    it.served.until(lambda: ours in it.file(DRAFT).decode() and theirs in it.file(DRAFT).decode())
    for page in pages:
        page.get_by_text("S14 Paragraf 0.").wait_for()
        page.get_by_text("Paragraf 8.B0").wait_for()
        assert page.locator("section.conflict").count() == 0
    text = it.file(DRAFT).decode()
    assert [text.count(f"Paragraf {n}.") for n in range(9)] == [1] * 9


def test_a_colleague_who_saves_moves_nobodys_caret(colleagues: tuple[Desk, Any, Any]) -> None:
    """Also within one paragraph, and in what waits beside what readers have."""
    it, page, _ = colleagues
    budi, text = it.as_("budi"), page.get_by_role("textbox", name="Isi berita")
    for path, words in ((DRAFT, "Paragraf 0."), (PUBLIC, "Isi pertama.")):
        page.goto(f"{it.served.base}/_ssg/desk/#/write/{path}")
        page.get_by_text(words).wait_for()
        text.press("Control+Home")
        text.press("Control+ArrowRight")
        body = (budi.open(path)["working"] or budi.open(path))["body"]
        budi.save(path, body=f"Kata Budi. {body.replace('.', ', kata Budi.', 1)}")
        page.get_by_text("Kata Budi.").first.wait_for()
        with page.expect_response(lambda answer: answer.url.endswith("/api/save") and answer.status == 200):
            page.keyboard.type("ini")
        opened = budi.open(path)
        first = (opened["working"] or opened)["body"].split("\n")[0]
        assert first.startswith(f"Kata Budi. {words.split()[0]}ini "), first


def test_from_a_draft_to_a_correction(colleagues: tuple[Desk, Any, Any]) -> None:
    """A reporter hands in, an editor sends back with a note, publishes, corrects, withdraws and publishes again."""
    it, sari, budi = colleagues

    def step(page: Any, name: str, fill: str = "", reason: str = "") -> None:
        direct = page.get_by_role("button", name=name, exact=True)
        if not direct.is_visible():
            page.locator(".menu summary").click()
        direct.click()
        dialog = page.locator("dialog[open]")
        if fill:
            dialog.locator("textarea").first.fill(fill)
        if reason:
            dialog.locator("select").select_option(reason)
        dialog.locator("footer button[type=submit]").click()
        dialog.wait_for(state="detached")

    assert sari.get_by_role("button", name="Terbitkan", exact=True).count() == 0
    step(sari, "Serahkan")
    sari.locator(".badge.review").wait_for()
    assert b"status: review" in it.file(DRAFT)
    budi.locator(".badge.review").wait_for()
    step(budi, "Kembalikan", "Sumbernya siapa?")
    budi.locator(".badge.draft").wait_for()
    sari.reload()
    sari.get_by_text("Sumbernya siapa?").first.wait_for()
    step(sari, "Serahkan")
    sari.locator(".badge.review").wait_for()
    budi.reload()
    step(budi, "Terbitkan")
    budi.locator(".badge.ready").wait_for()
    step(budi, "Koreksi / hak jawab", "Semula tertulis 46, yang benar 64.")
    budi.get_by_text("Koreksi sudah dipasang.").wait_for()
    assert b"yang benar 64" in it.file(DRAFT)
    budi.get_by_role("textbox", name="Isi berita").press("Control+End")
    budi.keyboard.type(" Kalimat baru.")
    budi.locator(".save.beside").wait_for()
    assert b"Kalimat baru" not in it.file(DRAFT)
    step(budi, "Terbitkan perubahan")
    budi.get_by_text("Perubahan disimpan untuk pembaca.").wait_for()
    assert b"Paragraf 8. Kalimat baru." in it.file(DRAFT)
    step(budi, "Cabut", "Berita ini dicabut untuk melindungi seorang anak.", "masa-depan-anak")
    budi.locator(".badge.withdrawn").wait_for()
    assert b"melindungi seorang anak" in it.file(DRAFT)
    step(budi, "Terbitkan lagi", "Yang dimaksud berita lain.")
    budi.locator(".badge.ready").wait_for()
    assert b"Yang dimaksud berita lain." in it.file(DRAFT)


def test_a_list_shows_what_is_handed_in(colleagues: tuple[Desk, Any, Any]) -> None:
    """An editor who looks at what is handed in sees it come, without a hand on the list."""
    _, reporter, editor = colleagues
    editor.goto(editor.url.partition("#")[0] + "#/list?state=review")
    editor.get_by_text("Tidak ada naskah yang menunggu redaktur.").wait_for()
    reporter.get_by_role("button", name="Serahkan").click()
    reporter.locator("dialog[open] footer button[type=submit]").click()
    editor.locator("ol.articles").get_by_text("Jembatan Rusak").wait_for()


def test_a_list_that_refreshes_while_more_is_asked_for(opened: tuple[Desk, Open]) -> None:
    """Each article is there once."""
    it, open_ = opened
    for number in range(120):
        it.portal.add(f"content/daerah/2024/09/draf-{number}.md", article(f"Draf {number}", draft="true"))
    it.served.until(lambda: it.get("list", state="drafts")["counts"]["drafts"] == 121)
    page = open_("list?state=drafts")
    page.locator(".more:visible").wait_for()
    page.evaluate("""() => {
        document.dispatchEvent(new Event("visibilitychange"));
        document.querySelector(".more").click();
    }""")
    page.locator(".articles li").nth(99).wait_for()
    titles = page.locator(".articles .title").all_text_contents()
    assert len({*titles}) == len(titles)


def test_a_word_in_the_making_is_not_split_by_what_somebody_adds(opened: tuple[Desk, Open]) -> None:
    """What is saved elsewhere comes around what is being typed, however long the line takes."""
    it, open_ = opened
    page = open_(f"write/{DRAFT}")
    page.add_init_script(
        "const plain = fetch; window.fetch = async (...all) => { const answer = await plain(...all);"
        " if (String(all[0]).includes('api/save')) await new Promise((done) => setTimeout(done, 700)); return answer; }"
    )
    page.reload()
    page.get_by_role("textbox", name="Isi berita").press("Control+End")
    it.portal.add(f"content/{DRAFT}", it.file(DRAFT) + b"\nTambahan rekan.\n")
    word = "sambung" * 8
    page.keyboard.type(f" {word}", delay=60)
    page.locator(".save.saved").wait_for()
    page.get_by_text("Tambahan rekan.").wait_for()
    assert f"Isi draf. {word}\n\nTambahan rekan." in it.file(DRAFT).decode()


def test_what_was_typed_into_a_deleted_article_becomes_a_new_one(opened: tuple[Desk, Open]) -> None:
    """Somebody deletes what somebody else is writing: the text is kept, and offered."""
    it, open_ = opened
    page = open_(f"write/{DRAFT}")
    page.get_by_role("textbox", name="Isi berita").press("Control+End")
    (it.portal.folder / "content" / DRAFT).unlink()
    page.keyboard.type(" Kalimat yang tidak hilang.")
    page.locator(".save.refused").wait_for()
    page.reload()
    page.get_by_role("button", name="Jadikan naskah baru").click()
    page.get_by_role("textbox", name="Isi berita").wait_for()
    assert b"Isi draf. Kalimat yang tidak hilang." in it.file("daerah/2024/10/jembatan-rusak.md")
