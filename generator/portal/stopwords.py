"""Words that say nothing about a story: they stand in reports of every kind.

Indonesian comes first; English is for quotations, titles of works, and portals that write it. What is left out here
is kept short of judging: places, offices and matters of public life stay, for their rarity is measured anyway.
"""

from __future__ import annotations

from generator.base.stemming import stem

_FUNCTION = """
ada adalah agak agar akan aku akhirnya aja alangkah amat anda antara apa apabila apakah apalagi atas atau bagaimana
bagi bahkan bahwa banyak baru bawah beberapa begini begitu belum berbagai berikut berupa bersama betapa biar biasa bila
bisa boleh buat bukan bukanlah cukup cuma dalam dan dapat dari daripada dekat demi demikian dengan depan di dia diri
dong dulu entah guna hal hampir hanya harap harus hendak hingga ia ialah ini itu jadi jangan jauh jika juga justru kah
kalau kalian kami kamu kan kapan karena kau ke kecuali kemana kemudian kenapa kepada kerap ketika khususnya kini kita
kok kurang lagi lain lah lalu lama langsung lantas lebih lewat maka makin mana manapun masih masing maupun melainkan
melalui memang mengapa mengenai menurut mereka meski meskipun misal misalnya mulai mungkin namun nah nanti nyaris oleh
pada padahal paling para pasti per perlu pernah pun saat saja saling sama sambil sampai sana sangat saya se seakan
sebab sebagai sebagian sebaliknya sebelum sebelumnya sebenarnya sebuah secara sedang sedangkan sehingga sejak sejumlah
sekaligus sekali sekarang sekitar selain selaku selalu selama selanjutnya seluruh semakin semata sementara semua semoga
sempat sendiri seorang seolah seperti sering serta seraya sesuai sesudah sesuatu setelah setiap si siapa sini sudah
suatu supaya tadi tak tanpa tapi telah tempat tengah tentang tentu terhadap terkait terlalu termasuk tersebut terus
tetap tetapi tiap tidak toh turut umumnya untuk usai walau walaupun wah ya yaitu yakni yang
"""
_REPORTING = """
akui ajak beber berharap berkata bilang cerita himbau imbau jawab jelas kata katanya kutip lanjut minta nilai paparnya
papar pungkas sampaikan sebut tambah tandas tanya tegas tekankan terang tukas tutur tuturnya ucap ujar ujarnya ungkap
urai tulis
"""
_TIME = """
agustus ahad akhir april awal bulan desember detik dini februari hari jam januari juli jumat juni kamis kemarin lusa
malam maret mei menit minggu november oktober pagi pekan petang pukul rabu sabtu selasa senin september siang sore
subuh tahun tanggal wib wit wita
"""
_NUMBERS = """
belas delapan dua empat enam juta kedua keempat ketiga kilometer lima meter miliar nol orang pertama persen puluh ratus
ribu rp rupiah satu sembilan seribu tiga triliun tujuh
"""
_GENERIC = """
alami arti baik beda berada beri besar bagai bagian bantu bentuk cara datang dasar dukung gelar giat habis hadir hadap
hasil hidup ikut ingin kembali kena kerja ketua laksana laku lihat lokasi masuk milik nyata pakai pihak pilih proses
rasa rencana resmi salah sampai siap selenggara temu terima tinggi tuju tujuan turun upaya utama warga masyarakat
"""
_ENGLISH = """
a able about above across after again against all almost along already also although always am among an and another any
anyone anything are aren't around as ask asked at away back based be became because become been before began being
below best better between big both but by call called came can can't cannot come could couldn't day days did didn't do
does doesn't doing don't done down during each early end enough even ever every everyone far few find first five follow
for found four from full further gave get getting give given go goes going good got great had has hasn't have haven't
having he her here herself him himself his how however i i'm if in including inside instead into is isn't it it's its
itself just keep kind know known last later least less let like likely little long look looking lot made make making
many may me means might month months more most mr mrs ms much must my near need needed needs never new next no nor not
nothing now of off often on once one only or other others our out over own part people per place put rather really
right said same saw say saying says second see seen several she should show since six small so some someone something
sometimes soon still such take taken taking tell ten than that that's the their them themselves then there there's
these they thing things think this those though three through time times to today together told too took toward try
trying two under until up upon us use used using very via want wanted was wasn't way we week weeks well went were
weren't what when where whether which while who whole whom whose why will with within without won't work working would
wouldn't year years yes yet you your january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
"""

STOPWORDS = frozenset(stem(word) for word in f"{_FUNCTION}{_REPORTING}{_TIME}{_NUMBERS}{_GENERIC}{_ENGLISH}".split())
"""Stems of these words."""
