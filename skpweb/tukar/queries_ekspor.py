"""Sheets to download: templates, files with their faults marked, and what a list shows, by the list's own query."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any

from skpweb.audit.queries import SaringanJejak, daftar_jejak, daftar_pembacaan, nama_disebut
from skpweb.audit.rules import Nama, beda, sebut_objek, sebut_tindakan, urai_objek
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.errors import NotAllowed, NotFound
from skpweb.core.fields import label_isian
from skpweb.core.formats import angka, bilangan, nama_bulan
from skpweb.core.tables import Page, Paging
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries_daftar import SaringanPegawai, cari_orang, daftar_pegawai, nama_orang
from skpweb.pegawai.queries_impor import keadaan_sekarang
from skpweb.pegawai.rules import Kepegawaian
from skpweb.petruk.queries import peringkat
from skpweb.petruk.queries_layar import SaringanNilai, daftar_kandidat, daftar_nilai, penilaian_periode
from skpweb.petruk.queries_periode import ambil_periode, unit_pilihan
from skpweb.petruk.rules import JenisNilai
from skpweb.presensi.queries import BarisPresensi, SaringanBulan, bulan_terakhir, daftar_presensi
from skpweb.presensi.rules import KOLOM, LABEL
from skpweb.tukar.models import Impor, ImporBaris
from skpweb.tukar.rules import Jenis, Sel
from skpweb.tukar.rules_bidang import BIDANG, JUDUL
from skpweb.tukar.rules_pegawai import Kantor
from skpweb.tukar.xlsx import Halaman, Kolom

Susun = Callable[[Pelaku, Mapping[str, str], date], Halaman]
Isi = tuple[str, int, Callable[[Any], Sel]]
"""A column: heading, width, what it takes of a row."""
SEMUA = 100_000  # rows: an export has no pages
JEJAK = 10_000  # rows of the trail, which only grows
_TERUKUR = {"kinerja": "nilai", "kehadiran": "%", "perilaku": "nilai"}
_TEKS = frozenset({"nip", "atasan", "hp"})
_ORANG: tuple[Isi, ...] = (
    ("NIP", 22, attrgetter("nip")),
    ("Nama", 30, attrgetter("nama")),
    ("Unit Kerja", 30, attrgetter("unit")),
)
_SUMBER: Isi = ("Sumber", 30, attrgetter("sumber"))


def susun_templat(jenis: Jenis) -> list[Halaman]:
    """An empty sheet to fill, one with an example row, one that explains the columns."""
    bidang = BIDANG[jenis]
    kolom = [Kolom(b.label, 22 if b.kunci in _TEKS else 16, b.kunci in _TEKS, b.wajib) for b in bidang]
    petunjuk = [[b.label, "wajib" if b.wajib else "boleh kosong", b.penjelasan, b.contoh] for b in bidang]
    atas = (
        f"Petunjuk pengisian: {JUDUL[jenis]}",
        "Isi lembar “Isian”, satu baris per orang. Urutan kolom bebas; kolom yang tidak wajib boleh dihapus.",
    )
    arti = [Kolom("Kolom", 18), Kolom("Wajib", 14), Kolom("Penjelasan", 70), Kolom("Contoh", 28, True)]
    return [
        Halaman("Isian", kolom, []),
        Halaman("Contoh", kolom, [[b.contoh for b in bidang]]),
        Halaman("Petunjuk", arti, petunjuk, atas),
    ]


def susun_salah(impor: Impor) -> Halaman:
    """The file as it was read, with a column that names the faults and warnings of each row."""
    bidang = [b for b in BIDANG[impor.jenis] if b.kunci in impor.peta]
    kolom = [
        *(Kolom(b.label, 18, True) for b in bidang),
        Kolom("Baris di file", 12),
        Kolom("Masalah dan perbaikannya", 90),
    ]
    baris: list[list[Sel]] = []
    for row in ImporBaris.select().where(ImporBaris.impor == impor.id).order_by(ImporBaris.nomor):
        masalah = "; ".join(_sebut_masalah(m) for m in row.isi["masalah"])
        baris.append([*(row.isi["sel"].get(b.kunci, "") for b in bidang), row.nomor, masalah])
    return Halaman(JUDUL[impor.jenis][:31], kolom, baris)


def _sebut_masalah(m: Mapping[str, Any]) -> str:
    """As the preview tells it: the column, what stands in the cell, what is wrong."""
    nilai = f" “{m['nilai']}”" if m["nilai"] and not m["tanya"] else ""
    return f"{m['kolom']}{nilai}: {m['pesan']}"


# ---- lists ---------------------------------------------------------------------------------------
def susun_ekspor(pelaku: Pelaku, jenis: str, args: Mapping[str, str], hari: date) -> Halaman:
    """What the list of this kind shows to this person with this query string, all pages. Raises NotFound, NotAllowed."""
    if jenis not in EKSPOR:
        raise NotFound
    izin, susun = EKSPOR[jenis]
    if not pelaku.boleh(izin):
        raise NotAllowed("Peran Anda tidak mencakup daftar ini.")
    return susun(pelaku, args, hari)


def _label(nilai: Any) -> str:
    return nilai.label if nilai else ""


def _bersama(args: Mapping[str, str]) -> tuple[int | None, str, str]:
    """The filters that lists of people share: unit, words, state."""
    return bilangan(args.get("unit", "")), args.get("cari", "").strip(), args.get("keadaan", "")


def _isi(nama: str, kolom: Sequence[Isi], rows: Iterable[Any], *atas: str) -> Halaman:
    """A sheet from rows by what each column takes of a row."""
    kepala = [Kolom(judul, lebar, judul == "NIP") for judul, lebar, _ in kolom]
    return Halaman(nama, kepala, [[ambil(row) for *_, ambil in kolom] for row in rows], atas)


def _pegawai(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    """With the headings of the import, so that it can go in again. NIP Atasan is who holds the post above; where nobody
    does it is empty, and "Dinilai oleh" names the superior further up."""
    unit, cari, _ = _bersama(args)
    jenis, jabatan = args.get("kepegawaian", ""), bilangan(args.get("jabatan", ""))
    kepegawaian = Kepegawaian(jenis) if jenis in set(Kepegawaian) else None
    saringan = SaringanPegawai(cari, unit, kepegawaian, args.get("status", ""), args.get("perlu", ""), jabatan)
    kantor = Kantor(hari, keadaan_sekarang(hari))
    kontak = {}
    if "pengelola" in pelaku.peran:  # the list itself shows no telephone
        kontak = {p: (hp, email) for p, hp, email in Pegawai.select(Pegawai.id, Pegawai.hp, Pegawai.email).tuples()}
    judul = (
        "NIP", "Nama", "Status", "Golongan", "Jenis Jabatan", "Jabatan", "Unit Kerja", "NIP Atasan",
        "Kedudukan", "No. HP", "Email", "TMT Jabatan", "Keadaan", "Dinilai oleh",
    )  # fmt: skip
    baris: list[list[Sel]] = []
    for row in daftar_pegawai(pelaku, saringan, hari, Paging(per=SEMUA, urut=args.get("urut", ""))).rows:
        i, atas, nip_atas = row.identitas, row.atasan.identitas, kantor.nip_atasan(row.identitas.nip or "")
        baris.append([
            i.nip, i.nama, _label(i.kepegawaian), i.golongan, _label(i.jenis_jabatan), i.jabatan, i.unit,
            nip_atas if nip_atas.isdecimal() else "",  # a pejabat luar may have none
            _label(i.kedudukan), *kontak.get(i.pegawai_id, ("", "")), i.mulai_jabatan, i.status.label, atas.nama if atas else None,
        ])  # fmt: skip
    return Halaman("Pegawai", [Kolom(j, 22, True) for j in judul], baris)


def _hitungan(row: BarisPresensi, kolom: str) -> Sel:
    return getattr(row.rekap, kolom) if row.rekap else None


def _presensi(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    tahun, bulan = bilangan(args.get("tahun", "")), bilangan(args.get("bulan", ""))
    if not tahun or not bulan or not (2000 <= tahun <= 2100 and bulan <= 12):
        tahun, bulan = bulan_terakhir(hari)
    saringan = SaringanBulan(tahun, bulan, *_bersama(args))
    rows = daftar_presensi(pelaku, saringan, Paging(per=SEMUA, urut=args.get("urut", "")), hari).page.rows
    hitungan: list[Isi] = [(LABEL[k], 11, partial(_hitungan, kolom=k)) for k in KOLOM]
    persen: Isi = ("Kehadiran (%)", 14, attrgetter("kehadiran.persen"))
    return _isi("Presensi", [*_ORANG, *hitungan, persen, _SUMBER], rows, f"Rekap presensi {nama_bulan(tahun, bulan)}")


def _nilai(pelaku: Pelaku, args: Mapping[str, str], hari: date, *, jenis: JenisNilai) -> Halaman:
    tahunan = jenis is JenisNilai.PREDIKAT
    lalu = (hari.year, hari.month - 1) if hari.month > 1 else (hari.year - 1, 12)
    tahun = bilangan(args.get("tahun", "")) or (hari.year - 1 if tahunan else lalu[0])
    bulan = 0 if tahunan else bilangan(args.get("bulan", "")) or lalu[1]
    if not (2000 <= tahun <= hari.year and bulan <= 12):
        raise NotFound
    rows = daftar_nilai(
        pelaku, SaringanNilai(tahun, bulan, *_bersama(args), jenis=jenis), Paging(per=SEMUA), hari
    ).page.rows
    predikat: Isi = ("Predikat", 14, lambda r: "" if r.tampil == "–" else r.tampil)
    nilai: Isi = predikat if tahunan else ("Nilai", 14, attrgetter("nilai"))
    kapan = nama_bulan(tahun, bulan) if bulan else f"tahun {tahun}"
    return _isi(jenis.label[:31], [*_ORANG, nilai, _SUMBER], rows, f"{jenis.label} {kapan}")


def _mentah(row: Any, n: int) -> Sel:
    """A measured value as number; a level in words, since its number is the score."""
    butir = row.lembar.hasil.butir[n]
    return butir.mentah if butir.kode in _TERUKUR else butir.tampil


def _skor(row: Any, n: int) -> Sel:
    return row.lembar.hasil.butir[n].skor


def _peringkat(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    isi = peringkat(bilangan(args.get("periode", "")) or 0, hari=hari)
    butir = isi.baris[0].lembar.hasil.butir if isi.baris else ()
    kolom: list[Isi] = [
        ("Peringkat", 10, attrgetter("nomor")),
        ("NIP", 22, attrgetter("lembar.orang.nip")),
        ("Nama", 30, attrgetter("lembar.orang.nama")),
        ("Jabatan", 30, attrgetter("lembar.orang.jabatan")),
        ("Unit Kerja", 30, attrgetter("lembar.orang.unit")),
    ]
    for n, satu in enumerate(butir):
        kolom.append((f"{satu.nama} ({_TERUKUR.get(satu.kode, 'nilai')})", 16, partial(_mentah, n=n)))
        kolom.append((f"{satu.nama} (skor)", 16, partial(_skor, n=n)))
    kolom += [("Total", 10, attrgetter("lembar.hasil.total")), ("Penentu", 50, attrgetter("penentu"))]
    atas = (f"Peringkat SI-PETRUK {isi.periode}", f"Nilai tertinggi {isi.maksimum}")
    return _isi("Peringkat", kolom, isi.baris, *atas)


def _calon(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    periode = ambil_periode(bilangan(args.get("periode", "")) or 0)
    unit = next((u for u in unit_pilihan(pelaku, periode)[0] if str(u.id) == args.get("unit")), None)
    if unit is None:
        raise NotFound
    rows, semua = penilaian_periode(periode.id), Paging(per=SEMUA)
    calon = daftar_kandidat(periode, unit.id, args.get("cari", ""), rows, semua, hari=hari).rows
    kolom: list[Isi] = [
        ("NIP", 24, attrgetter("orang.nip")),
        ("Nama", 24, attrgetter("orang.nama")),
        ("Jabatan", 24, attrgetter("orang.jabatan")),
        ("Kinerja", 24, attrgetter("kinerja")),
        ("Kehadiran (%)", 24, attrgetter("kehadiran")),
        ("Total", 24, lambda k: k.hasil.total if k.hasil else None),
        ("Tidak dapat diusulkan karena", 24, lambda k: " ".join(k.kelayakan.blokir)),
        ("Peringatan", 24, lambda k: " ".join(k.kelayakan.peringatan)),
    ]
    return _isi("Calon", kolom, calon, f"Calon SI-PETRUK {periode.nama}", unit.nama)


def _jejak(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    saringan = SaringanJejak.baca(args)
    page = daftar_jejak(saringan, cari_orang(saringan.orang) if saringan.orang else [], Paging(per=JEJAK))
    nama = nama_disebut(page.rows)
    kolom: list[Isi] = [
        ("Baris", 10, attrgetter("id")),
        ("Waktu", 18, lambda j: _jam(j.pada)),
        ("Pelaku", 30, attrgetter("pelaku")),
        ("Tindakan", 30, lambda j: sebut_tindakan(j.tindakan)),
        ("Objek", 20, lambda j: sebut_objek(j.objek)),
        ("Nama objek", 30, lambda j: nama.get(urai_objek(j.objek) or ("", 0))),
        ("Data milik", 30, lambda j: nama.get(("pegawai", j.pegawai_id or 0))),
        ("Perubahan", 90, lambda j: perubahan(j, nama)),
        ("Sidik", 66, attrgetter("sidik")),
    ]
    return _isi("Jejak audit", kolom, page.rows, "Jejak audit", _potong(page))


def perubahan(jejak: Any, nama: Nama) -> str:
    """The differences of a line of the trail as one text: "Nama: lama → baru; …"."""
    isi = beda(jejak.sebelum, jejak.sesudah, label_isian(jejak.tindakan), nama)
    return "; ".join(f"{b.label}: {' → '.join(t for t in (b.lama, b.baru) if t)}" for b in isi)[:32_000]


def _pembacaan(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    saringan = SaringanJejak.baca(args)
    page = daftar_pembacaan(saringan, cari_orang(saringan.orang) if saringan.orang else [], Paging(per=JEJAK))
    nama = nama_orang(i for p in page.rows for i in (p.oleh, p.pegawai_id))
    kolom: list[Isi] = [
        ("Waktu", 18, lambda p: _jam(p.pada)),
        ("Yang melihat", 30, lambda p: nama.get(p.oleh)),
        ("Data milik", 30, lambda p: nama.get(p.pegawai_id) if p.pegawai_id else "daftar banyak orang"),
        ("Halaman", 30, lambda p: sebut_tindakan(p.halaman)),
        ("Alamat", 60, attrgetter("alamat")),
    ]
    return _isi("Siapa melihat", kolom, page.rows, "Siapa melihat data pribadi", _potong(page))


def _jam(pada: datetime) -> str:
    return f"{clock.setempat(pada):%d-%m-%Y %H.%M.%S}"


def _potong(page: Page[Any]) -> str:
    """How much of it stands here."""
    semua = f"{angka(page.jumlah)} baris sesuai saringan"
    return f"{angka(JEJAK)} terbaru dari {semua}; persempit saringan untuk yang lain" if page.jumlah > JEJAK else semua


EKSPOR: dict[str, tuple[str, Susun]] = {
    "pegawai": ("pegawai.daftar", _pegawai),
    "presensi": ("presensi.daftar", _presensi),
    **{str(jenis): ("petruk.nilai", partial(_nilai, jenis=jenis)) for jenis in JenisNilai},
    "peringkat": ("petruk.peringkat", _peringkat),
    "calon": ("petruk.lihat", _calon),
    "jejak": ("audit.daftar", _jejak),
    "pembacaan": ("audit.daftar", _pembacaan),
}
"""By the last word of the address: the permission of the list, and what makes its sheet."""
