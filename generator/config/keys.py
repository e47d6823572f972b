"""Keys: what people may write in site.yaml and in front matter, as a table: for editors, for `ssg new`, for checking.

The readers do the reading; tests hold the tables, the readers and the documents together. `spelling` says in which
words a file writes them.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from generator.base.catalogues import NAMES
from generator.base.sentences import Sentence, sentence
from generator.model.deploy_targets import HOSTS
from generator.model.records import ARTICLE_TYPES, Record
from generator.model.site import LANGUAGES

Form = Literal["text", "texts", "time", "flag", "number", "choice", "named", "group", "groups", "folders", "free"]
"""One text; one or a list; a time; true or false; a number; one of `choices`; a name, or name and url, or a list of
these; a group of `keys`; a list of such groups; texts, or a group of folders with texts; a group
whose keys are the site's own."""


class Key(Record, frozen=True, eq=False):
    """A key and what it means. There is one of each, so tables of them are quickly told apart."""

    names: str
    """In English and, where that is another word, in Indonesian: "title/judul"."""
    said: Sentence
    form: Form = "text"
    example: str = ""
    """As it is written behind the key."""
    required: bool = False
    choices: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    short: str = ""
    """Of a group: the key below it of which a text alone is the value, by its English name."""

    @property
    def name(self) -> str:
        """The English name, by which readers know the key."""
        return self.names.partition("/")[0]

    @property
    def below(self) -> tuple[Key, ...]:
        """What may stand below it."""
        return self.keys or (NAMED if self.form == "named" else ())

    @property
    def local(self) -> str:
        """The Indonesian name."""
        return self.names.rpartition("/")[2]


_ALIASES = Key("aliases/alamat_lama", sentence("old addresses that lead here"), "texts", "[/berita/2019/lama.html]")

_PHOTO = (
    Key(
        "src/berkas", sentence("path of the picture, from the root of content/"),
        example="/foto/2026/11/pasar.jpg", required=True,
    ),
    Key(
        "caption/keterangan", sentence("what it shows, who is on it, when"),
        example="Pedagang ikan di Pasar Pagi, Selasa (24/11/2026).",
    ),
    Key("credit/kredit", sentence("who took it"), example="Kabar Muara/Sari Anggraini"),
    Key(
        "alt", sentence("what it shows, for readers who do not see it; without it, the caption"),
        example="Pedagang menata ikan",
    ),
    Key("focus/fokus", sentence("the point to keep in view, from the left and from the top"), example="50% 30%"),
    Key("fit", sentence("whole for what may never be cut: a logo, a poster"), "choice", "whole", choices=("whole",)),
    Key("ai", sentence("the tool that made an artificial picture"), example="Nama Alat"),
)  # fmt: skip
_CORRECTION = (
    Key("timestamp/waktu", sentence("time of the correction"), "time", "2026-11-24 16:10 WIB", required=True),
    Key("type/jenis", sentence("sort of correction"), "choice", "ralat", choices=("ralat", "koreksi", "hak-jawab")),
    Key(
        "text/isi", sentence("what was wrong, and what is right"),
        example="Semula tertulis 46, yang benar 64.", required=True,
    ),
    Key("link/tautan", sentence("where more is to be read"), example="/hak-jawab-koreksi/"),
)  # fmt: skip
_RETRACTION = (
    Key("timestamp/waktu", sentence("time of the withdrawal"), "time", "2026-11-24 16:10 WIB", required=True),
    Key(
        "reason/alasan", sentence("one of the five reasons that the Pedoman allows"), "choice", "masa-depan-anak",
        required=True,
        choices=("sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"),
    ),
    Key(
        "title/judul", sentence("headline in its place, if the old one names whom it is to spare"),
        example="Berita Dicabut",
    ),
    Key("text/isi", sentence("what readers are told"), example="Berita ini dicabut untuk melindungi seorang anak."),
)  # fmt: skip

ARTICLE = (
    Key("title/judul", sentence("headline"), example="Jalan Desa Diperbaiki", required=True),
    Key(
        "author/penulis", sentence("who wrote it: a name or a list, as in content/authors/"),
        "texts", "Sari Anggraini",
    ),
    Key("editor", sentence("who answers for it; needed before it is published"), "texts", "Bagus Santosa"),
    Key(
        "timestamp/waktu", sentence("time of publication; one to come is waited for"),
        "time", "2026-11-24 16:10 WIB", required=True,
    ),
    Key("draft/draf", sentence("true until it may be published; then delete the line"), "flag", "true"),
    Key(
        "summary/ringkasan", sentence("one sentence under the headline and in lists"),
        example="Warga memperbaiki jalan dalam tiga hari.",
    ),
    Key("tags/tag", sentence("topics"), "texts", "[harga ikan, nelayan]"),
    Key("region/wilayah", sentence("where it is about: province, slash, regency"), example="Jawa Tengah/Kota Semarang"),
    Key("photo/foto", sentence("the main picture"), "group", keys=_PHOTO, short="src"),
    Key("source/sumber", sentence("where the report comes from"), "named", "{name: BPBD Muara Teduh, url: https://…}"),
    Key("category/kanal", sentence("kanal, if it is not that of the folder"), example="daerah"),
    Key("type/jenis", sentence("sort of article"), "choice", "opini", choices=ARTICLE_TYPES),
    Key("sponsor", sentence("who pays for an advertorial"), "named", "{name: Bank Pesisir, url: https://…}"),
    Key("initials/inisial", sentence("initials of the closing mark, if not those of the profile"), example="SA"),
    Key(
        "updated/diperbarui", sentence("time of the last change that readers should know of"),
        "time", "2026-11-24 18:00 WIB",
    ),
    Key("expires/berakhir", sentence("time at which it is taken down"), "time", "2026-12-31 23:59 WIB"),
    Key("time_unknown/jam_tidak_diketahui", sentence("true if only the day is known"), "flag", "true"),
    Key("slug", sentence("name in the address, if not that of the file"), example="jalan-desa"),
    Key("id", sentence("number that it keeps for ever"), example="10482"),
    _ALIASES,
    Key(
        "verification/verifikasi", sentence("pending if it is urgent and not verified yet"),
        "choice", "pending", choices=("pending",),
    ),
    Key("follows/lanjutan", sentence("the report that this one continues"), example="/daerah/2026/11/banjir.md"),
    Key("related/terkait", sentence("what Artikel Terkait begins with"), "texts", "[banjir-muara]"),
    Key("unrelated/tidak_terkait", sentence("what may not stand in Artikel Terkait"), "texts", "[pasar-pagi]"),
    Key("corrections/koreksi", sentence("ralat, koreksi and hak jawab"), "groups", keys=_CORRECTION),
    Key("retracted/dicabut", sentence("withdrawal"), "group", keys=_RETRACTION),
    Key(
        "gone/selesai",
        sentence("true, or what readers are told at its address, if it is over for good and no withdrawal"),
        example="Undian ini sudah selesai. Terima kasih atas kiriman Anda.",
    ),
)  # fmt: skip
"""Front matter of articles, in the order in which a desk fills it in."""

AUTHOR = (
    Key("name/nama", sentence("name, as readers see it"), example="Sari Anggraini", required=True),
    Key("initials/inisial", sentence("initials of the closing mark"), example="SA"),
    Key("role/jabatan", sentence("work in the newsroom"), example="Wartawan"),
    Key("email/surel", sentence("address for readers"), example="sari@kabarmuara.example"),
    Key("photo/foto", sentence("path of the portrait, from the root of content/"), example="/foto/penulis/sari.jpg"),
    _ALIASES,
)  # fmt: skip
PAGE = (
    Key("title/judul", sentence("headline"), example="Tentang Kami", required=True),
    Key(
        "summary/ringkasan",
        sentence("one sentence for search engines"),
        example="Siapa kami dan bagaimana kami bekerja.",
    ),
    _ALIASES,
)


def in_indonesian(table: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return a table whose keys have their Indonesian names alone."""
    return tuple(
        replace(
            key, names=key.local, keys=in_indonesian(key.below),
            example=key.example.replace("name:", "nama:").replace("url:", "alamat:"),
        )
        for key in table
    )  # fmt: skip


NAMED = (Key("name/nama", sentence("name")), Key("url/alamat", sentence("where it leads")))
"""What a key of the form `named` may hold."""

_LINK = (
    Key("name", sentence("text of the link"), example="Redaksi", required=True),
    Key("url", sentence("where it leads"), example="/redaksi/", required=True),
)
_KANAL = (
    Key("slug", sentence("folder of content/, and address"), example="daerah", required=True),
    Key("name", sentence("name that readers see"), example="Daerah", required=True),
    Key("description", sentence("one sentence for search engines"), example="Peristiwa di kecamatan dan desa."),
)
_REDAKSI = tuple(
    Key(name, said)
    for name, said in (
        ("company", sentence("the company that publishes it")), ("address", sentence("where it is")),
        ("penanggung_jawab", sentence("who is responsible by law")), ("pemimpin_redaksi", sentence("editor-in-chief")),
        ("email", sentence("address for readers")), ("phone", sentence("telephone number")),
    )
)  # fmt: skip
_PATHS = tuple(
    Key(name, said)
    for name, said in (
        ("tag", sentence("folder of the lists of topics")), ("author", sentence("folder of people")),
        ("index", sentence("folder of the archive by days")), ("latest", sentence("folder of all articles")),
        ("corrections", sentence("folder of the list of corrections")),
        ("withdrawals", sentence("folder of the list of withdrawn articles")),
        ("region", sentence("folder of regions")),
    )
)  # fmt: skip

SITE = (
    Key("name", sentence("name of the portal"), example="Kabar Muara", required=True),
    Key("tagline", sentence("a line below it"), example="Kabar dekat, warga tahu"),
    Key("description", sentence("one sentence for search engines"), example="Berita dari Muara Teduh."),
    Key("base_url", sentence("the portal's own address"), example="https://kabarmuara.example", required=True),
    Key("timezone", sentence("zone of times that name none"), example="Asia/Jakarta"),
    Key("language", sentence("language of the readers"), "choice", "id", choices=LANGUAGES),
    Key("desk_language", sentence("language in which ssg speaks to the desk"), "choice", "id", choices=NAMES),
    Key("theme", sentence("folder of the theme"), example="kabar"),
    Key("theme_settings", sentence("settings of the theme that this site changes"), "free"),
    Key("logo", sentence("picture shown instead of the name"), example="/aset/logo.svg"),
    Key("icon", sentence("square picture for tabs and home screens"), example="/foto/ikon.png"),
    Key("categories", sentence("the kanal, in the order of the menu"), "groups", required=True, keys=_KANAL),
    Key("menu", sentence("links at the top; without it, the kanal"), "groups", keys=_LINK),
    Key("footer", sentence("links at the bottom"), "groups", keys=_LINK),
    Key("social", sentence("the portal's other channels"), "groups", keys=_LINK),
    Key("search", sentence("where readers search, with {{query}}"), example="/cari/?q={query}"),
    Key("redaksi", sentence("who answers for the portal"), "group", keys=_REDAKSI),
    Key("notice", sentence("the re-use notice below every article")),
    Key(
        "security", sentence("whom to tell of a weakness"), "group",
        keys=(
            Key("contact", sentence("e-mail address, telephone number or https://…"), "texts", required=True),
            Key("expires", sentence("until when this holds"), "time", required=True),
            Key("policy", sentence("address of the rules for it")),
        ),
    ),
    Key("humans", sentence("who makes the portal, line by line"), "texts"),
    Key("paths", sentence("folders of the lists"), "group", keys=_PATHS),
    Key("regions", sentence("provinces, each with its regencies and cities"), "free"),
    Key(
        "keys", sentence("id: front matter may be written with Indonesian keys"), "choice", "id", choices=("en", "id"),
    ),
    Key("permalink", sentence("pattern of the addresses of articles"), example="/{category}/{year}/{month}/{slug}/"),
    Key(
        "aliases", sentence("how old addresses are told apart"), "group",
        keys=(
            Key(
                "case", sentence("whether the host tells /Lama/ and /lama/ apart"), "choice",
                choices=("same", "distinct"),
            ),
        ),
    ),
    Key("redirects", sentence("old address: where it leads"), "free"),
    Key("host", sentence("where the portal is, which decides how the host is told of old addresses"), "choice",
        "cloudflare", choices=tuple(HOSTS)),
    Key("hsts", sentence("how long browsers come by https alone"), example="365d"),
    Key("html", sentence("whether HTML in a text has an effect"), "choice", "safe", choices=("off", "safe")),
    Key("per_page", sentence("articles on a page of a list"), "number", "20"),
    Key(
        "tags_on_page", sentence("tags on a page of their index, which is split where there are more"), "number", "400",
    ),
    Key("freshness", sentence("how long after its own time an article's page takes in newer ones"), example="48h"),
    Key(
        "require", sentence("what may not be missing before an article is published"), "group",
        keys=(
            Key("editor", sentence("an editor"), "flag"),
            Key("credit", sentence("the credit of its photo"), "flag"),
        ),
    ),
    Key(
        "media", sentence("pictures and other files"), "group",
        keys=(
            Key("base_url", sentence("where they are, if not in content/"), example="https://media.kabarmuara.example"),
            Key(
                "originals", sentence("none: of a picture with smaller versions only these are published"),
                "choice", "none",
                choices=("published", "none"),
            ),
            Key("allow", sentence("which other files are published, by folder"), "folders", "{dokumen/: [.pdf]}"),
        ),
    ),
    Key(
        "pictures", sentence("the sizes in which photos are shown"), "group",
        keys=(
            Key(
                "archive", sentence("fewer sizes for the photos of old articles"), "group",
                keys=(
                    Key(
                        "older_than", sentence("age of an old article, in years or months"), example="1y",
                        required=True,
                    ),
                    Key("widths", sentence("one to three widths in pixels"), "texts", "[384, 736]"),
                ),
            ),
        ),
    ),
    Key("severity", sentence("which problems are errors, and which but warnings"), "free"),
    Key(
        "on_error", sentence("whether a file with errors stops the build, or is held back alone"), "choice", "hold",
        choices=("stop", "hold"),
    ),
    Key("deploy", sentence("where ssg deploy sends the portal, by names of your own"), "free"),
    Key(
        "limits", sentence("largest files"), "group",
        keys=(
            Key("article", sentence("of a text"), example="1 MB"),
            Key("media", sentence("of a picture or another file"), example="100 MB"),
        ),
    ),
)  # fmt: skip
"""site.yaml, in the order of docs/site-yaml.md."""
