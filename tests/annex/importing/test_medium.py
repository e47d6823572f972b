"""The archive that Medium sends."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from tests.importing_support import Archive
from tests.support import run_for

POST = """\
<!DOCTYPE html><html><head><title>{title}</title><style>p {{}}</style></head><body><article class="h-entry">
<header><h1 class="p-name">{title}</h1></header><section data-field="subtitle" class="p-summary">
Sepuluh lapak pindah.
</section>
<section data-field="body" class="e-content"><section name="a1" class="section"><div class="section-divider"><hr
class="section-divider"></div><div class="section-content"><h3 class="graf graf--h3 graf--title">{title}</h3><h4
class="graf graf--h4 graf--subtitle">Sepuluh lapak pindah.</h4><p class="graf graf--p">Ikan <strong>segar</strong>.</p>
<figure class="graf graf--figure"><img class="graf-image" data-image-id="1*a.jpeg"
src="https://cdn-images-1.medium.com/max/800/1*a.jpeg"><figcaption class="imageCaption">Lapak baru</figcaption></figure><p
class="graf graf--p"><a href="https://{host}/pelabuhan-e5f6" class="markup--anchor">Pelabuhan</a> ramai.</p></div></section></section>
{footer}</article></body></html>
"""
FOOTER = """\
<footer><p>By <a href="https://medium.com/@sari" class="p-author h-card">Sari Wulan</a> on
<a href="https://medium.com/p/a1b2"><time class="dt-published" datetime="2019-05-17T03:00:00.000Z">May 17, 2019</time></a>.</p>
<p><a href="https://{host}/{slug}" class="p-canonical">Canonical link</a></p></footer>
"""


def test_a_publication_of_its_own_host(tmp_path: Path) -> None:
    """Texts keep their addresses; what a page shows above a text is not in it once more; a draft stays one."""
    archive = Archive(tmp_path, "medium", "medium-export.zip")
    host = "kabar.example"
    with ZipFile(archive.file, "w") as made:
        made.writestr("README.html", "<p>Medium")
        for slug, title in (("pasar-ikan-a1b2", "Pasar ikan"), ("pelabuhan-e5f6", "Pelabuhan")):
            text = POST.format(title=title, host=host, footer=FOOTER.format(host=host, slug=slug))
            made.writestr(f"posts/2019-05-17_{slug}.html", text)
        made.writestr("posts/draft_Nanti-c3d4.html", POST.format(title="Nanti", host=host, footer=""))
    archive.run()
    text = archive.read("content/berita/2019/05/pasar-ikan-a1b2.md")
    assert text.partition("---\n\n")[2] == (
        'Ikan **segar**.\n\n![](https://cdn-images-1.medium.com/max/800/1*a.jpeg "Lapak baru")\n\n'
        "[Pelabuhan](/pelabuhan-e5f6) ramai.\n"
    )
    assert [line for line in text.splitlines() if line[:3] in {"tit", "aut", "tim", "sum", "id:"}] == [
        "title: Pasar ikan",
        "author: Sari Wulan",
        "timestamp: 2019-05-17 10:00 WIB",
        "summary: Sepuluh lapak pindah.",
        "id: a1b2",
    ]
    assert "draft: true" in archive.read("content/berita/1970/01/nanti-c3d4.md")
    assert archive.ways()["/pasar-ikan-a1b2"] == ("/pasar-ikan-a1b2", "same")
    archive.built()
    assert run_for(*archive.words("--verify")).stdout == "2 texts were compared\n"


def test_what_is_no_archive(tmp_path: Path) -> None:
    """One sentence says what to name."""
    archive = Archive(tmp_path, "medium", "medium-export.zip")
    archive.file.write_bytes(b"PK")
    done = run_for(*archive.words())
    assert (done.returncode, "is not an archive of Medium" in done.stderr) == (2, True)
