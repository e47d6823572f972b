"""Placeholders: what a new portal says of itself until the newsroom fills it in."""

from __future__ import annotations

NAME = "Kabar Muara"
ADDRESS = "https://kabarmuara.example"
COMPANY = "PT Nama Perusahaan Pers"

PLACEHOLDERS = (
    COMPANY, "Jalan Contoh Nomor 1", "Nama Penanggung Jawab", "Nama Pemimpin Redaksi", "kabarmuara.example",
    "+62 000 0000 0000", "Draf:",
)  # fmt: skip
"""Texts of the skeleton that no portal of real people has; each stands as it is in site.yaml or in content/."""
SAMPLE_TITLES = (
    "Perahu Sekolah Muara Teduh Mulai Mengantar 64 Murid", "Persimuda Muara Teduh Ditahan Imbang di Kandang",
    "Harga Ikan di Muara Teduh Turun Setelah Cuaca Membaik",
)  # fmt: skip
"""Headlines of its articles."""
SAMPLES = (
    "Profil ini contoh: ganti dengan profil wartawan Anda", "peristiwa dalam berita contoh adalah rekaan",
    "meliput Kabupaten Muara Teduh", "berita daerah dari Kabupaten Muara Teduh", "para atlet dari Muara Teduh",
    "berita daerah untuk warga Muara Teduh",
)  # fmt: skip
"""Sentences of it that are of no other portal, in profiles, standing pages and site.yaml."""
