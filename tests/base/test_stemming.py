"""Stems: forms of one word meet, different words do not, and what is no inflected word stays as it is."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.stemming import stem

MEET = """
banjir kebanjiran membanjiri dibanjiri banjirnya banjirlah
tulis menulis penulis tulisan penulisan ditulis tertulis menuliskan tuliskan
pukul memukul pemukul pemukulan dipukul pukulan pukul-memukul
kirim mengirim mengirimkan pengirim pengiriman kiriman dikirim terkirim kirimkan
ambil mengambil pengambilan diambil terambil ambilkan
sapu menyapu penyapu disapu
bangun membangun pembangunan bangunan dibangun terbangun pembangun
tinggal meninggalkan ditinggalkan peninggalan
jalan berjalan perjalanan menjalankan dijalankan pejalan jalannya
ajar belajar mengajar pelajar pelajaran pembelajaran pengajar ajaran diajarkan
kerja bekerja pekerja pekerjaan mengerjakan dikerjakan
terima menerima penerimaan diterima penerima diterimanya
tahu mengetahui diketahui ketahui pengetahuan
kuasa menguasai kekuasaan dikuasai kuasai penguasa berkuasa
temu menemukan bertemu pertemuan ditemukan temui menemui penemuan
nilai menilai penilaian dinilai nilainya
masuk memasuki masukan pemasukan dimasukkan memasukkan termasuk
rawat perawat perawatan dirawat merawat terawat
rumah perumahan rumahnya rumahku rumah-rumah
usaha perusahaan pengusaha berusaha mengusahakan
perintah pemerintah pemerintahan memerintahkan diperintahkan
sakit penyakit kesakitan penyakitnya
gerak gerakan bergerak menggerakkan pergerakan penggerak digerakkan
tindak tindakan bertindak menindak penindakan ditindak
tunjuk menunjukkan pertunjukan ditunjuk penunjukan menunjuk
didik pendidikan mendidik terdidik pendidik
beri memberi memberikan pemberian diberikan berikan diberi
adil keadilan pengadilan peradilan mengadili diadili
aju mengajukan pengajuan diajukan ajukan
ada mengadakan pengadaan diadakan keberadaan berada
anak anak-anak anaknya
sayur sayur-mayur sayuran
lapor melaporkan laporan dilaporkan pelaporan pelapor terlapor
polisi kepolisian polisinya
camat kecamatan
sehat kesehatan menyehatkan
baik perbaikan memperbaiki diperbaiki perbaiki kebaikan terbaik
tani petani pertanian
tugas petugas bertugas penugasan ditugaskan tugasnya
perlu memerlukan keperluan diperlukan
tangan menangani ditangani penanganan
pengaruh memengaruhi dipengaruhi berpengaruh pengaruhnya
besar terbesar sebesar memperbesar membesar pembesaran
tinggi tertinggi setinggi ketinggian meninggi
awas mengawasi pengawasan pengawas awasi diawasi
atas mengatasi diatasi atasi teratasi
tangkap menangkap ditangkap penangkapan tertangkap tangkapan
culik menculik penculikan diculik penculik
curi mencuri pencurian dicuri pencuri curian
bunuh membunuh pembunuhan dibunuh pembunuh
sidang persidangan menyidangkan disidang disidangkan
sidik penyidik penyidikan menyidik disidik
periksa memeriksa pemeriksaan diperiksa pemeriksa
lantik melantik pelantikan dilantik
latih melatih pelatih pelatihan berlatih dilatih
layan melayani pelayanan layanan pelayan dilayani
labuh pelabuhan berlabuh
langgar melanggar pelanggaran pelanggar dilanggar
lawan melawan perlawanan berlawanan dilawan
main bermain pemain permainan memainkan dimainkan
menang memenangkan kemenangan pemenang dimenangkan
mati kematian mematikan dimatikan
makan memakan makanan dimakan
minat peminat berminat meminati diminati
milik pemilik memiliki dimiliki kepemilikan
musnah memusnahkan pemusnahan dimusnahkan kemusnahan
makam pemakaman dimakamkan memakamkan
pilih memilih pemilihan pemilih dipilih pilihan terpilih
pimpin memimpin pemimpin pimpinan dipimpin kepemimpinan
pindah memindahkan pemindahan dipindahkan perpindahan
pasar memasarkan pemasaran dipasarkan pasar-pasar
padam memadamkan pemadaman pemadam dipadamkan
pulih memulihkan pemulihan dipulihkan pulihkan
tutup menutup penutupan ditutup tertutup
tanam menanam penanaman tanaman ditanami ditanam
tahan menahan penahanan ditahan tahanan pertahanan
tuntut menuntut tuntutan dituntut penuntutan
tolak menolak penolakan ditolak
tumpang menumpang penumpang tumpangan
sawah sawahnya persawahan
serah menyerahkan penyerahan diserahkan
salur menyalurkan penyaluran disalurkan
sebar menyebar penyebaran tersebar disebarkan
siap menyiapkan persiapan disiapkan kesiapan siapkan bersiap
selamat menyelamatkan keselamatan penyelamatan diselamatkan
selenggara menyelenggarakan penyelenggaraan diselenggarakan penyelenggara
kumpul mengumpulkan berkumpul perkumpulan dikumpulkan pengumpulan
kunjung mengunjungi kunjungan pengunjung dikunjungi kunjungi berkunjung
kembang mengembangkan perkembangan pengembangan berkembang dikembangkan
kembali mengembalikan pengembalian dikembalikan kembalikan
keluar mengeluarkan pengeluaran dikeluarkan
kurang mengurangi pengurangan dikurangi berkurang kurangi kekurangan
kelola mengelola pengelolaan pengelola dikelola
kuat menguatkan penguatan kekuatan memperkuat terkuat
kenal mengenal dikenal terkenal perkenalan memperkenalkan
korban mengorbankan korbannya pengorbanan
ubah mengubah perubahan diubah berubah pengubahan
ungkap mengungkap mengungkapkan diungkap terungkap pengungkapan
ungsi mengungsi pengungsi pengungsian
uji menguji pengujian diuji penguji ujian
isi mengisi pengisian diisi
izin mengizinkan perizinan diizinkan izinnya
ikan perikanan ikan-ikan
hutan kehutanan perhutanan hutannya
hasil menghasilkan penghasilan dihasilkan berhasil keberhasilan penghasil
hadir menghadiri kehadiran dihadiri hadiri
hukum menghukum hukuman dihukum terhukum penghukuman
ganggu mengganggu gangguan terganggu diganggu
gugat menggugat gugatan digugat penggugat tergugat
guna menggunakan penggunaan pengguna digunakan gunakan berguna
bakar membakar kebakaran terbakar dibakar pembakaran
bantu membantu bantuan dibantu pembantu perbantuan
bayar membayar pembayaran dibayar terbayar
berangkat keberangkatan memberangkatkan diberangkatkan pemberangkatan
cegah mencegah pencegahan dicegah
coba mencoba percobaan dicoba
dukung mendukung dukungan didukung pendukung
duga diduga dugaan menduga terduga
dakwa terdakwa dakwaan mendakwa didakwa
jual menjual penjualan dijual penjual terjual
juang berjuang perjuangan pejuang memperjuangkan
jabat pejabat jabatan menjabat dijabat
dagang pedagang perdagangan berdagang dagangan
desa pedesaan perdesaan desanya desa-desa
raih meraih diraih peraih
rencana merencanakan perencanaan direncanakan berencana terencana
rasa perasaan merasakan dirasakan terasa
rendam terendam merendam direndam rendaman
rusak merusak kerusakan dirusak perusakan perusak
resmi meresmikan peresmian diresmikan
ramai keramaian meramaikan diramaikan
warna mewarnai berwarna diwarnai pewarna
wakil mewakili perwakilan diwakili
cinta mencintai dicintai kecintaan tercinta
nyata menyatakan pernyataan dinyatakan kenyataan ternyata
nyanyi menyanyi penyanyi menyanyikan nyanyian dinyanyikan
nikah menikah pernikahan dinikahi menikahi
naik menaikkan kenaikan dinaikkan
sah mengesahkan pengesahan disahkan
cek mengecek pengecekan dicek
lautan laut kelautan
alami mengalami dialami pengalaman
teliti meneliti penelitian peneliti diteliti
kendali mengendalikan pengendalian terkendali dikendalikan
kata mengatakan dikatakan perkataan
masalah permasalahan bermasalah
milik miliki kepemilikan
indonesia se-indonesia
kpk kpk-nya
mobil mobil-mobilan
"""

APART = """
meninggal tinggal
menjalani jalan
kota kotak
desa desak
rusa rusak
masa masak
selat selatan
bekas bekasi
diri kediri
ingin beringin
malang pemalang
ring ringan
lebar lebaran
kuning kuningan
duri durian
masa masalah
milu pemilu
ikan beri
alam mengalami
kendal pengendalian
masa bermasalah
dana perdana
anda beranda
kira kirim
kata kota
ubah kubah
serang semarang
palu paluta malu
rakyat perak
pati mati
pasar kasar
awan kawan
tang menang
pala kepala kelapa
kolah sekolah
dapat pendapatan
kara perkara
caya percaya
visi divisi
sama persamanan
layu melayu
menteri teri
karya kekayaan
lapar lapor
harap hadap
"""

KEPT = """
kediri beringin medan sekadau pemalang semarang serang bekasi ketapang ternate meranti merauke melawi maluku kalimantan
sulawesi jambi bengkulu lampung kendari tarakan pasuruan balikpapan banyuwangi boyolali sukabumi cimahi
umkm kpk apbd dprd bpbd persib persija persebaya polri pemkab pemprov disdik
internet teknologi telepon komputer digital presiden provinsi koperasi informasi organisasi korupsi reformasi
polisi sekolah masalah jumlah wilayah langkah berkah perintah korban sungai pantai partai ramai hujan bulan jalan
berita beras berani terang perang pesawat pesan penting pekan kepala keluarga kelapa kemarau diskusi distrik
wartawan pahlawan relawan karyawan dewan hewan zaman teman taman
santri industri menteri janji bukti pasti energi bumi tinggi
covid-19 mp3 4g öğrenci 新聞 a ke airku-kir
"""


def lines(text):
    return [line.split() for line in text.strip().splitlines()]


@pytest.mark.parametrize("words", lines(MEET), ids=lambda words: words[0])
def test_forms_of_one_word_have_one_stem(words):
    """Whatever prefix, suffix or doubling a word has: it is found by the same key."""
    assert {word: stem(word) for word in words} == dict.fromkeys(words, stem(words[0]))


@pytest.mark.parametrize("words", lines(APART), ids=" ".join)
def test_words_of_different_meaning_keep_apart(words):
    """What only looks like an inflection of another word does not become that word."""
    assert all(stem(one) != stem(other) for one, other in combinations(words, 2))


def test_names_abbreviations_and_foreign_words_stay_as_they_are():
    """A key that readers may see is the word itself, where there is nothing to take off."""
    assert {word: stem(word) for word in KEPT.split()} == {word: word for word in KEPT.split()}


def test_there_are_cases_enough():
    """The table covers more than 250 inflected forms."""
    assert sum(len(words) - 1 for words in lines(MEET)) > 250


WORDS = st.one_of(
    st.text(),
    st.text("abdegiklmnprstuy-", max_size=30),
    st.lists(
        st.sampled_from("ber di ke me mem men meng meny pe per se ter an i kan ku lah nya pun ajar k r a -".split())
    ).map("".join),
)


@given(WORDS)
def test_any_text_has_a_stem(word):
    """Nothing raises, nothing becomes longer, and only nothing becomes nothing."""
    assert len(stem(word)) <= len(word)
    assert bool(stem(word)) == bool(word)


@given(WORDS)
def test_a_stem_is_its_own_stem(word):
    """It does not matter whether a word was stemmed before."""
    assert stem(stem(word)) == stem(word)


def test_a_word_of_endless_affixes_is_left_alone():
    """What nobody says costs nothing."""
    assert stem("ber" * 100_000) == "ber" * 100_000
