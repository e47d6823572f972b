"""Words that the rules of `stemming` would get wrong, and roots that they need to know."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WHOLE = _words(
    """
    alami bagai bagian balikpapan bekasi beranda berani beri beringin berita berkas bupati dengan desain diabetes
    dialog digital dimensi dinamis dinas dinasti dingin diponegoro direktorat direktur disiplin divisi durian
    halaman kediri kembali kenang kendali kendari kuningan lapangan lebaran lengan makan masalah materi medali
    melati melawi melayu memang memori mempawah menang menara mengapa meninggal menjalani mentari menteri merangin
    meranti merauke mereka meriah merpati meteran metode negeri pangan pasuruan pekalongan pelangi pelita peluru
    pemalang pemilu penajam penalti pendapat pengantin pengaruh penjara peran perang perangkat percaya perdana
    perempuan perhutani periksa perintah periode perkara permata persada persebaya persela persen persepsi persija
    persik persikabo persipura persiraja persita personal pertalite pertama pertamax pertamina perumda perunggu
    peserta rekan ringan sasaran sekali sekolah selatan sendiri tabanan tandatangan tangan tarakan tekan teliti
    terapi terbang terbit terigu terima teripang terminal ternate terowongan terumbu
    """
)
"""Words that only look as though they had a prefix or a suffix."""

SHORT = _words("acu ada adu air aju aku api bom bor cap cat cek isi las rem sah tes tik uji")
"""Roots of three letters; all others have more."""

HIDDEN = _words(
    """
    kabar kabul kacau kait kalah kampanye kandung kantong karang kata kategori kawal kecam kecewa kecuali kejar
    kejut keliling kelola keluar keluh kemas kembali kembang kemudi kemuka kena kenal kenang kendali kepala kepung
    kerah keras kering kerja keroyok keruk ketahu ketuk kibar kikis kira kirim kisah kolaborasi komentar konfirmasi
    konsultasi konsumsi kontak kontrol korban koreksi kosong kuasa kuat kubur kucur kumpul kunci kunjung kupas
    kurang kuras kurung kutip kutuk maaf macet main maju makam makan makmur maksimal malas maling malu mandi manfaat
    marah masak masuk materi mati menang merah merdeka milik minat minta minum miskin mobil modal modernisasi
    modifikasi mohon motivasi muat muda mudah mukim mulai mulia muncul mungkin murah murni musnah musuh musyawarah
    mutasi nafkah naik nama nanti nasihat netral niaga niat nikah nikmat nilai nobat nomor nonaktif normal nyala
    nyaman nyanyi nyata racun ragam raih rajin rakit rampas rampok rancang rantau rasa rawat raya reaksi rebut rekam
    rencana rendam renovasi resmi retas revisi rintis risiko rokok rombak rumah rumus runding rundung rupa rusak
    """
)
"""Roots whose first letter a prefix hides, where it hides none or another one in most others: `kirim` in `mengirim`."""

AFTER = {
    "se": _words("banyak berat besar hari indonesia jumlah kota luas nilai panjang provinsi tinggi"),
    "pe": _words("dagang dagangan desaan jabat jalan juang kebun kerja kerjaan sepak tani tenis tinju tugas"),
}
"""What `se-`, and `pe-` before other letters than `l, w, y, m, n`, is taken from."""

IN_K = _words(
    """
    bentuk bisik cetak desak gerak kontrak ledak masak masuk pasok petik pukul retak serak sorak tebak tembak teriak
    tindak tolak tumpuk tunjuk
    """
)
"""Roots before `-an`, not shorter ones before `-kan`: `gerakan` is not of `gera`."""

WITH_I = _words(
    """
    atas awas batas cinta datang dekat duduk hadap hadir hias hormat ikut jalan jasa jauh kena kuasa kunjung kurang
    lalu lapis layan lengkap lindung lintas luka milik nama noda penuh percaya punya sadar selimut sepakat suka
    tanda tangan tangis tempat temu tindak tugas turut usaha warna
    """
)
"""Roots that headlines use with a bare `-i`; most words in `-i` are whole, most in `-ai` and `-si` always."""
