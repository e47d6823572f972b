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
