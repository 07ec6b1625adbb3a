"""People in a file: tidy, untidy and wrong. Every fault names row, column, value and remedy."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpweb.organisasi.rules import JenisJabatan, kunci_nama
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, Status
from skpweb.pegawai.rules_impor import DudukLama, Keadaan, Orang, PosLama
from skpweb.tukar import xlsx
from skpweb.tukar.rules import Dampak, Jenis
from skpweb.tukar.rules_atasan import PUNCAK, TETAP
from skpweb.tukar.rules_cocok import kunci_orang, mungkin_sama, singkatan
from skpweb.tukar.rules_pegawai import Kantor
from skpweb.tukar.rules_periksa import Isian, kenali, periksa_lembar
from tests.tukar import contoh

HARI = date(2026, 11, 21)
K = {nama: n for n, nama in enumerate(contoh.KEPALA_PEGAWAI)}


def jalankan(baris, kantor=None, jawaban=None, kepala=contoh.KEPALA_PEGAWAI, atas=(), isi=None, nama="a.xlsx"):
    isi = isi or contoh.xlsx(("Pegawai", [*atas, kepala, *baris]))
    lembar, judul = kenali(Jenis.PEGAWAI, xlsx.baca(nama, isi))
    return periksa_lembar(
        Jenis.PEGAWAI, lembar, judul, Isian(judul.peta, jawaban or {}), kantor or Kantor(HARI, Keadaan({}, {}, {}))
    )


def dengan(**isi):
    """The tidy rows with the fourth staff row changed."""
    baris = contoh.pegawai(12)
    for judul, nilai in isi.items():
        baris[11][K[judul.replace("_", " ")]] = nilai
    return baris


def masalah(hasil, peringatan=False):
    return [(m.baris, m.kolom, m.pesan) for b in hasil.baris for m in b.masalah if m.peringatan == peringatan]


# ---- tidy and untidy files -----------------------------------------------------------------------
RAPI = [contoh.KEPALA_PEGAWAI, *contoh.pegawai()]
BALIK = [baris[::-1] for baris in RAPI]
LAIN = [
    ("Nama Lengkap", "NI PPPK/NIP", "Status Pegawai", "Gol./Ruang", "Jenis Jab.", "Nama Jabatan", "Unor",
     "Atasan Langsung", "Kedudukan Jabatan", "No. Telp", "E-mail", "TMT Jab."),
    *([b[1], f"'{b[0]}", b[2].lower(), b[3].replace("/", " ").upper(), b[4].upper(), b[5], b[6].upper(), b[7], b[8], *b[9:]]
      for b in contoh.pegawai()),
]  # fmt: skip
SPASI = [
    contoh.KEPALA_PEGAWAI,
    *([f" {b[0][:8]} {b[0][8:14]} {b[0][14]} {b[0][15:]} ", *b[1:]] for b in contoh.pegawai()),
]
JUDUL = [["PEMERINTAH KABUPATEN"], ["DAFTAR PEGAWAI DINAS PERIKANAN"], [], *RAPI, ["Jumlah", None, "118 orang"]]


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("rapi.xlsx", contoh.xlsx(("Pegawai", RAPI))),
        ("balik.xlsx", contoh.xlsx(("Sheet1", BALIK))),
        ("lain.xlsx", contoh.xlsx(("Sheet1", LAIN))),
        ("spasi.xlsx", contoh.xlsx(("Sheet1", SPASI))),
        ("judul.xlsx", contoh.xlsx(("Petunjuk", [["Isi lembar kedua"]]), ("Data", JUDUL))),
        ("excel.csv", contoh.csv_berkas(JUDUL, ";", "utf-8-sig")),
        ("tab.csv", contoh.csv_berkas(BALIK, "\t", "cp1252")),
    ],
)
def test_a_whole_office_goes_in_without_hand_work(nama, isi):
    hasil = jalankan([], isi=isi, nama=nama)
    assert masalah(hasil) == []
    assert hasil.ringkasan == {
        "dibaca": 118,
        "baru": 118,
        "berubah": 0,
        "sama": 0,
        "salah": 0,
        "peringatan": hasil.ringkasan["peringatan"],
    }
    kepala, plt, staf = hasil.baris[0].data, hasil.baris[6].data, hasil.baris[8].data
    assert (kepala["nip"], kepala["atasan"], kepala["golongan"]) == (contoh.nip(0), PUNCAK, "IV/c")
    assert (plt["kedudukan"], plt["jabatan"]) == (Kedudukan.PLT, "Kepala UPTD Balai Benih Ikan")
    assert (staf["atasan"], staf["jenis"], staf["mulai"]) == (contoh.nip(2), JenisJabatan.FUNGSIONAL, date(2024, 9, 1))


@settings(max_examples=20, deadline=None)
@given(urutan=st.permutations(range(118)))
def test_the_order_of_rows_does_not_matter(urutan):
    semua = contoh.pegawai()
    hasil = jalankan([], isi=contoh.csv_berkas([contoh.KEPALA_PEGAWAI, *(semua[n] for n in urutan)]), nama="a.csv")
    assert masalah(hasil) == []
    assert {b.data["nip"]: b.data["atasan"] for b in hasil.baris}[contoh.nip(2)] == contoh.nip(1)


def test_plt_in_front_of_the_post():
    hasil = jalankan(dengan(Jabatan="Plt. Kepala Seksi Benih", Jenis_Jabatan="pengawas", Kedudukan=""))
    assert (hasil.baris[11].data["jabatan"], hasil.baris[11].data["kedudukan"]) == ("Kepala Seksi Benih", Kedudukan.PLT)
    assert (13, "Kedudukan", "Jabatan definitifnya belum diketahui. Lengkapi kemudian di halaman pegawai.") in masalah(
        hasil, True
    )


def test_a_phone_number_kept_as_a_number_gets_its_zero_back():
    assert jalankan(dengan(**{"No. HP": 81200000001})).baris[11].data["hp"] == "081200000001"


# ---- faults of one row ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kolom", "nilai", "label", "pesan"),
    [
        ("NIP", contoh.nip(11)[:17], "NIP", "harus 18 angka, yang tertulis 17"),
        ("NIP", 198306092009032000, "NIP", "tersimpan sebagai angka"),
        ("NIP", "198302312009032005", "NIP", "bukan tanggal lahir"),
        ("NIP", contoh.nip(2), "NIP", "juga ada di baris 4"),
        ("Nama", "", "Nama", "Nama belum diisi"),
        ("Status", "Honorer", "Status", "tidak dikenal"),
        ("Golongan", "V/a", "Golongan", "tidak dikenal"),
        ("Jenis Jabatan", "Juragan", "Jenis jabatan", "tidak dikenal"),
        ("Jabatan", "-", "Jabatan", "Jabatan belum diisi"),
        ("Kedudukan", "Pengganti", "Kedudukan", "tidak dikenal"),
        ("Unit Kerja", "", "Unit kerja", "Unit kerja belum diisi"),
        ("TMT Jabatan", "31/04/2024", "TMT jabatan", "tidak ada di kalender"),
        ("TMT Jabatan", "kemarin", "TMT jabatan", "Bukan tanggal"),
        ("NIP Atasan", contoh.nip(99), "Atasan", "Tidak ada di file ini dan belum terdaftar"),
        ("NIP Atasan", "Raden Tanpa Nama", "Atasan", "Periksa ejaannya"),
        ("NIP Atasan", 198306092009032000, "Atasan", "tersimpan sebagai angka"),
        ("NIP Atasan", contoh.nip(11, "PPPK Paruh Waktu"), "Atasan", "orang itu sendiri"),
        ("Nama", "=A1", "Nama", "berisi rumus"),
    ],
)
def test_each_fault_is_named(kolom, nilai, label, pesan):
    baris = dengan(**{kolom.replace(" ", "_"): nilai})
    found = masalah(jalankan(baris))
    assert [(b, k) for b, k, kata in found if pesan.lower() in kata.lower()] == [(13, label)]
    assert jalankan(baris).baris[11].keadaan is Dampak.SALAH


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [("Golongan", "V/z"), ("Status", "Honorer"), ("Jenis Jabatan", "Juragan"), ("Kedudukan", "Pengganti")],
)
def test_a_fault_does_not_repeat_its_label_and_value(kolom, nilai):
    found = masalah(jalankan(dengan(**{kolom.replace(" ", "_"): nilai})))
    assert next(kata for b, _, kata in found if b == 13).startswith("Tidak dikenal")


BENAR = contoh.nip(3)


@pytest.mark.parametrize(
    "salah", [BENAR[:17], BENAR + "1", f"{BENAR[:14]}7{BENAR[15:]}", f"{BENAR[:4]}40{BENAR[6:]}", f"{BENAR[:17]}x"]
)
def test_a_fault_that_hangs_on_another_row_says_so(salah):
    """The superior's own number is faulty: those below have nothing to mend, and the row is named to them."""
    baris = contoh.pegawai(12)
    baris[3][K["NIP"]] = salah
    bawahan = [n + 2 for n, b in enumerate(baris) if b[K["NIP Atasan"]] == BENAR]
    found = {b: kata for b, k, kata in masalah(jalankan(baris)) if k == "Atasan"}
    kata = "Menunjuk baris 5, yang NIP-nya salah; hilang sendiri bila baris 5 diperbaiki."
    assert bawahan and found == dict.fromkeys(bawahan, kata)
    for n in bawahan:  # named in words it is the same
        baris[n - 2][K["NIP Atasan"]] = baris[3][K["Nama"] if n == bawahan[0] else K["Jabatan"]]
    assert {b: p for b, k, p in masalah(jalankan(baris)) if k == "Atasan"} == dict.fromkeys(bawahan, kata)


def test_golongan_depends_on_kepegawaian():
    assert "Tidak dikenal untuk PPPK" in masalah(jalankan(dengan(Status="PPPK", Golongan="III/a")))[0][2]
    assert masalah(jalankan(dengan(Status="PPPK Paruh Waktu", Golongan=""))) == []
    assert "Golongan belum diisi" in masalah(jalankan(dengan(Status="PPPK", Golongan="")))[0][2]


def test_a_missing_column_stops_the_check():
    kepala = [k if k != "Unit Kerja" else "Entah" for k in contoh.KEPALA_PEGAWAI]
    with pytest.raises(Exception, match="Kolom Unit kerja belum ditunjuk"):
        jalankan(contoh.pegawai(9), kepala=kepala)


def test_a_bad_address_or_phone_number_is_only_a_warning():
    hasil = jalankan(dengan(Email="tidak ada", **{"No. HP": "0812-1111-2222 / 0813-1111-2222"}))
    assert (masalah(hasil), hasil.baris[11].data["hp"]) == ([], "")
    assert {kata for b, _, kata in masalah(hasil, True) if b == 13} == {
        "Bukan alamat email, jadi tidak disimpan.",
        "Bukan satu nomor HP (8 sampai 15 angka), jadi tidak disimpan.",
    }


# ---- superiors -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "tulis",
    [
        contoh.nip(3),
        f"'{contoh.nip(3)}",
        f"NIP. {contoh.nip(3)}",
        "Danu Wening, S.E.",
        "DANU WENING",
        "Danu Wening SE",
        "Drs. Danu Wening, M.M.",
        "Kepala Sub Bag. Keuangan",
    ],
)
def test_a_superior_by_nip_name_or_post(tulis):
    baris = dengan(NIP_Atasan=tulis)
    assert masalah(jalankan(baris)) == []
    assert jalankan(baris).baris[11].data["atasan"] == contoh.nip(3)


def test_two_superiors_of_one_name_are_asked_for_with_choices():
    baris = dengan(NIP_Atasan="Danu Wening")
    baris[9][K["Nama"]] = "Danu Wening, S.H."
    found = [m for b in jalankan(baris).baris for m in b.masalah if m.tanya]
    assert [p.nilai for p in found[0].tanya.pilihan] == [contoh.nip(3), baris[9][0]]
    assert "Subbagian Keuangan" in found[0].tanya.pilihan[0].label
    dijawab = jalankan(baris, jawaban={found[0].tanya.kunci: baris[9][0]})
    assert (masalah(dijawab), dijawab.baris[11].data["atasan"]) == ([], baris[9][0])


def test_degrees_tell_two_people_of_one_name_apart():
    baris = dengan(NIP_Atasan="Danu Wening, S.H.")
    baris[9][K["Nama"]] = "Danu Wening, S.H."
    assert jalankan(baris).baris[11].data["atasan"] == baris[9][0]


def test_a_circle_is_named_on_each_of_its_rows():
    baris = contoh.pegawai(12)
    baris[1][K["NIP Atasan"]] = contoh.nip(2)
    found = masalah(jalankan(baris))
    assert [b for b, _, _ in found] == [3, 4]
    assert "Bagas Wening, S.E. → Citra Wening, S.E. → Bagas Wening, S.E." in found[0][2]


def test_only_one_may_be_without_superior():
    baris = contoh.pegawai(12)
    baris[1][K["Jenis Jabatan"]] = "JPT Pratama"
    baris[1][K["NIP Atasan"]] = ""
    kurang = "Atasan belum diisi. Hanya kepala OPD yang boleh kosong."
    assert masalah(jalankan(baris)) == [(2, "Atasan", kurang), (3, "Atasan", kurang)]


def test_an_empty_superior_goes_to_the_head_of_the_unit_with_a_warning():
    baris = contoh.pegawai(12)
    unit = baris[11][K["Unit Kerja"]]
    baris[11][K["NIP Atasan"]] = ""
    hasil = jalankan(baris)
    kepala = next(b.data["nip"] for b in hasil.baris[:8] if b.data["unit"] == unit)
    assert (masalah(hasil), hasil.baris[11].data["atasan"]) == ([], kepala)
    assert [kata for b, _, kata in masalah(hasil, True) if b == 13 and "Sementara diarahkan ke" in kata]


# ---- units ---------------------------------------------------------------------------------------
def ada(*, wewenang=None, tanpa=(), unit=()):
    """An office that knows its eight units and their heads already, without those in `tanpa`."""
    orang, pos = {}, {}
    for n, b in enumerate(contoh.pegawai(8)):
        atas = next((k for k, c in enumerate(contoh.pegawai(8)) if c[0] == b[7]), None)
        jenis = JenisJabatan(b[4].lower().replace(" ", "_"))
        pos[50 + n] = PosLama(50 + n, n + 1, b[5], jenis, None, None if atas is None else 50 + atas)
        if b[0] in tanpa:
            continue
        duduk = DudukLama(200 + n, 50 + n, Kedudukan.PLT if n == 6 else Kedudukan.DEFINITIF, b[11])
        orang[b[0]] = Orang(100 + n, b[1], Kepegawaian.PNS, b[3], b[9], b[10], Status.AKTIF, False, (duduk,))
    nama = {n: (u[0], None if n == 1 else 1) for n, u in enumerate(contoh.UNIT, 1)}
    return Kantor(HARI, Keadaan(orang, nama | {k: (v, 1) for k, v in unit}, pos), wewenang)


@pytest.mark.parametrize(
    "tulis", ["SUB BAGIAN KEUANGAN", "Subbag Keuangan", "Sub Bag. Keuangan", " subbagian  keuangan "]
)
def test_spellings_of_a_known_unit(tulis):
    hasil = jalankan(dengan(Unit_Kerja=tulis), ada())
    assert (masalah(hasil), hasil.baris[11].data["unit_id"]) == ([], 4)


def test_an_unknown_unit_is_asked_for():
    hasil = jalankan(dengan(Unit_Kerja="Bid. Perikanan Tgkp"), ada())
    tanya = next(m.tanya for m in hasil.baris[11].masalah if m.tanya)
    assert [p.nilai for p in tanya.pilihan][:1] == ["id:6"]
    assert tanya.pilihan[-1].nilai == "baru"
    assert (
        jalankan(dengan(Unit_Kerja="Bid. Perikanan Tgkp"), ada(), {tanya.kunci: "id:6"}).baris[11].data["unit"]
        == "Bidang Perikanan Tangkap"
    )
    baru = jalankan(dengan(Unit_Kerja="Bid. Perikanan Tgkp"), ada(), {tanya.kunci: "baru"})
    assert (masalah(baru), baru.baris[11].data["unit_id"]) == ([], None)


def test_a_unit_that_is_like_no_other_is_chosen_among_all():
    hasil = jalankan(dengan(Unit_Kerja="Xyz"), ada())
    tanya = next(m.tanya for m in hasil.baris[11].masalah if m.tanya)
    assert {p.nilai for p in tanya.pilihan} == {*(f"id:{n}" for n in range(1, len(contoh.UNIT) + 1)), "baru"}


def test_a_new_unit_takes_the_commonest_spelling():
    baris = contoh.pegawai(60)
    unit = [n for n, b in enumerate(baris) if b[K["Unit Kerja"]] == "Subbagian Keuangan"]
    baris[unit[0]][K["Unit Kerja"]] = "SUB BAG KEUANGAN"
    assert len(unit) > 2
    assert jalankan(baris).baris[unit[0]].data["unit"] == "Subbagian Keuangan"


def test_two_spellings_within_a_first_file_are_asked_for_once():
    baris = contoh.pegawai(60)
    baris[20][K["Unit Kerja"]] = (
        "Bid. PT" if baris[20][K["Unit Kerja"]] == "Bidang Perikanan Tangkap" else "Bidang Budidya"
    )
    tanya = [m.tanya for b in jalankan(baris).baris for m in b.masalah if m.tanya]
    assert len(tanya) == 1
    pilihan = tanya[0].pilihan
    hasil = jalankan(baris, jawaban={tanya[0].kunci: pilihan[0].nilai})
    assert masalah(hasil) == []
    assert hasil.baris[20].data["unit"] in ("Bidang Budidaya", "Bidang Perikanan Tangkap")


def test_two_units_of_one_name_are_asked_for():
    kembar = ada(unit=[(99, "Sub Bagian Keuangan")])
    tanya = [m.tanya for b in jalankan(dengan(), kembar).baris for m in b.masalah if m.tanya]
    assert [p.nilai for p in tanya[0].pilihan] == ["id:4", "id:99"]


def test_rows_outside_ones_units_are_faults():
    hasil = jalankan(dengan(Unit_Kerja="Bidang Budidaya"), ada(wewenang=frozenset({4})))
    di_luar = {b for b, _, kata in masalah(hasil) if "Di luar unit wewenang" in kata}
    assert 13 in di_luar and 5 not in di_luar


@pytest.mark.parametrize(
    ("satu", "lain", "sama"),
    [
        ("Bid. Perdagangan DN", "Bidang Perdagangan Dalam Negeri", True),
        ("Bidang Perindustian", "Bidang Perindustrian", True),
        ("UPTD PSM", "UPTD Pengujian dan Sertifikasi Mutu", True),
        ("Bidang Perdagangan Dalam Negeri", "Bidang Perdagangan Luar Negeri", False),
        ("Subbagian Tata Usaha UPTD PSM", "Subbagian Tata Usaha UPTD Rumah Kemasan", False),
        ("Seksi I", "Seksi II", False),
        ("Sekretariat", "Sekretariat", False),
    ],
)
def test_spellings_that_may_be_one_unit(satu, lain, sama):
    assert mungkin_sama(kunci_nama(satu), kunci_nama(lain)) == mungkin_sama(kunci_nama(lain), kunci_nama(satu)) == sama


def test_names_without_degrees():
    assert kunci_orang("Prof. Dr. Ir. H. Ma'ruf Sidik, M.Sc., Ph.D.") == "maruf sidik"
    assert singkatan("bidang", "bidang") is False


# ---- against what is known -----------------------------------------------------------------------
def test_the_same_file_again_changes_nothing():
    hasil = jalankan(contoh.pegawai(8), ada())
    assert masalah(hasil) == []
    assert {b.keadaan for b in hasil.baris} == {Dampak.SAMA}, [b.perubahan for b in hasil.baris if b.perubahan]


def test_changes_are_told_from_and_to():
    baris = contoh.pegawai(8)
    baris[3][K["Golongan"]] = "IV/a"
    baris[3][K["Jabatan"]] = "Kepala Sub Bag Keuangan"
    hasil = jalankan(baris, ada())
    assert (hasil.baris[3].keadaan, hasil.baris[3].perubahan) == (Dampak.BERUBAH, {"Golongan": ("III/d", "IV/a")})


def test_empty_cells_change_nothing():
    baris = contoh.pegawai(8)
    for satu in baris:
        satu[K["No. HP"]] = satu[K["Email"]] = satu[K["TMT Jabatan"]] = ""
        satu[K["NIP Atasan"]] = "" if satu is not baris[0] else satu[K["NIP Atasan"]]
    hasil = jalankan(baris, ada())
    assert {b.keadaan for b in hasil.baris} == {Dampak.SAMA}
    assert {b.data["atasan"] for b in hasil.baris} == {TETAP}


def test_a_change_of_superior_is_a_change():
    baris = contoh.pegawai(8)
    baris[3][K["NIP Atasan"]] = contoh.nip(2)
    hasil = jalankan(baris, ada())
    assert hasil.baris[3].perubahan == {"Atasan": ("Bagas Wening, S.E.", "Citra Wening, S.E.")}


def test_a_vacant_known_root_takes_the_row_of_its_name_only():
    hasil = jalankan(contoh.pegawai(9), ada(tanpa=(contoh.nip(0),)))
    assert (masalah(hasil), hasil.baris[0].data["atasan"]) == ([], PUNCAK)
    baris = contoh.pegawai(9)
    baris[0][K["Jabatan"]] = "Kepala Apa Saja"
    found = masalah(jalankan(baris, ada(tanpa=(contoh.nip(0),))))
    assert found == [(2, "Atasan", "Atasan belum diisi. Hanya kepala OPD yang boleh kosong.")]


def test_on_a_first_import_the_heads_unit_is_the_office_made_at_set_up():
    kosong = Kantor(HARI, Keadaan({}, {7: ("Diskan Kabupaten Teladan", None)}, {}))
    hasil = jalankan(contoh.pegawai(), kosong)
    assert (masalah(hasil), hasil.baris[0].data["unit_id"], hasil.baris[1].data["unit_id"]) == ([], 7, None)


def test_a_known_name_with_another_number_is_warned_about():
    baris = contoh.pegawai(9)
    baris[8][K["Nama"]] = baris[3][K["Nama"]]
    assert [b for b, k, kata in masalah(jalankan(baris, ada()), True) if "Sudah ada" in kata and k == "Nama"] == [10]
