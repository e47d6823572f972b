"""Draws the pictures of the demo site; needs Pillow and NumPy.

Run from the root of the repository, with the names of pictures, or without for all of them:

    python -m tools.pictures [NAME ...]
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.pictures.painter import Painter, Scene
from tools.pictures.portraits import PORTRAITS, portrait
from tools.pictures.scenes import (
    boatyard,
    bridge,
    camp,
    cargo_ship,
    clinic,
    coffee,
    computers,
    container_port,
    council,
    courthouse,
    dancers,
    ferry,
    floating_clinic,
    flooded_street,
    governor,
    harbour,
    kitchen,
    lanterns,
    levee,
    library_boat,
    mangrove,
    market,
    match,
    night_fishing,
    night_village,
    rainy_road,
    reef,
    regatta,
    salt_ponds,
    school,
    seaweed,
    stadium,
    stilt_river,
    supporters,
    terraces,
    training,
    turbines,
    upstream,
    volcano,
    weaving,
)

ROOT = Path(__file__).resolve().parents[2] / "content" / "foto"

PICTURES: dict[str, dict[str, Scene]] = {
    "2025/08": {"lomba-perahu": regatta.draw},
    "2025/12": {"dusun-malam": night_village.draw},
    "2026/02": {"pelabuhan-feri": ferry.draw},
    "2026/03": {"rumput-laut": seaweed.draw},
    "2026/11": {
        "banjir-perahu-lindan": flooded_street.draw,
        "posko-pengungsian": camp.draw,
        "tanggul-lindan": levee.draw,
        "dapur-umum": kitchen.draw,
        "sungai-surut": stilt_river.draw,
        "hulu-lindan": upstream.draw,
        "jalan-desa-hujan": rainy_road.draw,
        "dermaga-tanjung-sera": container_port.draw,
        "kapal-kargo": cargo_ship.draw,
        "kampung-nelayan": harbour.draw,
        "nelayan-malam": night_fishing.draw,
        "tambak-garam": salt_ponds.draw,
        "perahu-baru": boatyard.draw,
        "pasar-pagi": market.draw,
        "sawah-terasering": terraces.draw,
        "gunung-selasar-fajar": volcano.draw,
        "halaman-sekolah": school.draw,
        "puskesmas": clinic.draw,
        "puskesmas-apung": floating_clinic.draw,
        "kantor-gubernur": governor.draw,
        "sidang-dprd": council.draw,
        "pengadilan": courthouse.draw,
        "festival-lampion": lanterns.draw,
        "jembatan": bridge.draw,
        "kelas-komputer": computers.draw,
        "kincir-angin": turbines.draw,
        "laga-persangka": match.draw,
        "latihan-persangka": training.draw,
        "stadion-malam": stadium.draw,
        "suporter-persangka": supporters.draw,
        "mangrove": mangrove.draw,
        "panen-kopi": coffee.draw,
        "penari": dancers.draw,
        "perahu-pustaka": library_boat.draw,
        "tenun": weaving.draw,
        "terumbu": reef.draw,
    },
}
"""Folder below content/foto, name and scene of every picture."""


def main(names: list[str]) -> None:
    """Draw the pictures of these names, or all of them."""
    for folder, scenes in PICTURES.items():
        for name, scene in scenes.items():
            if not names or name in names:
                painter = Painter(name)
                scene(painter)
                painter.save(ROOT / folder / f"{name}.jpg")
                print(f"{folder}/{name}.jpg")
    for name, look in PORTRAITS.items():
        if not names or name in names:
            painter = Painter(name, (400, 400))
            portrait(painter, *look)
            painter.save(ROOT / "penulis" / f"{name}.jpg")
            print(f"penulis/{name}.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
