"""The keys of content/front.yaml and content/front/<kanal>.yaml."""

from __future__ import annotations

from generator.base.sentences import sentence
from generator.config.keys import Check, Key

_LONGEST = 200
_UNTIL = Key(
    "until/sampai", sentence("time at which this ends"), "time", "2026-11-24 18:00 WIB", words="expires hingga"
)
_PIN = (
    Key(
        "article/berita", sentence("path, address or slug of the article"), example="/daerah/2026/11/banjir.md",
        required=True, words="artikel url link", why=sentence("a place is given to an article"),
    ),
    _UNTIL,
)  # fmt: skip
_BLOCK = (
    Key("kanal", sentence("slug of the kanal"), example="daerah", required=True, words="category kategori rubrik",
        why=sentence("a block shows a kanal")),
    Key("count/jumlah", sentence("how many articles"), "number", "4", default="4", bounds=(1, 12), words="n banyak"),
    _UNTIL,
)  # fmt: skip
_BREAKING = (
    Key(
        "text/teks", sentence("one line for readers"), example="Gempa M 5,6 guncang Muara Teduh", required=True,
        words="title judul isi", why=sentence("breaking news is told in one line"),
        check=Check(
            lambda text: len(text) <= _LONGEST,
            lambda text: sentence("breaking has {count} characters, more than {most}", count=len(text), most=_LONGEST),
            sentence("shorten it: it stands on every page"),
            "over-limit",
        ),
    ),
    Key(
        "link/tautan", sentence("where it leads: an article, an address or https://…"),
        example="/daerah/2026/11/gempa.md",
    ),
    _UNTIL,
)  # fmt: skip

KANAL_FRONT = (
    Key(
        "lead/utama", sentence("the article that leads the page"), "groups", "/daerah/2026/11/banjir.md", keys=_PIN,
        short="article", entry="article: …", words="headline tajuk",
    ),
    Key(
        "next/berikutnya", sentence("the articles after it, in this order"), "groups", "[harga-ikan, pasar-pagi]",
        keys=_PIN, short="article", entry="article: …",
    ),
    Key(
        "picks/pilihan", sentence("what the editors recommend: Pilihan Editor"), "groups",
        "[perahu-sekolah, kolom-nelayan]", keys=_PIN, short="article", entry="article: …", words="pilihan_editor",
    ),
)  # fmt: skip
"""What a kanal's front may have."""
FRONT = (
    *KANAL_FRONT,
    Key(
        "blocks/blok", sentence("the kanal of the home page, in this order"), "groups", "[daerah, ekonomi]",
        keys=_BLOCK, short="kanal", entry="kanal: …", words="kanal",
    ),
    Key(
        "breaking/penting", sentence("breaking news, on every page"), "group", keys=_BREAKING, entry="text: …",
        words="breaking_news mendesak",
    ),
)  # fmt: skip
"""What the home page may have."""
