"""From plan, log and month to the forms of PermenPANRB 6/2022. What was agreed or locked is printed as it was then;
what was not is a draft of today."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from json import loads
from typing import Any

from skpweb.audit.queries import sidik_pendek
from skpweb.cetak.documents import Naskah
from skpweb.cetak.documents_kinerja import (
    BarisCatatan,
    BarisIki,
    BarisRhk,
    DaftarCkhp,
    Pihak,
    SkpKuantitatif,
    rentang,
)
from skpweb.cetak.naskah import Kantor, Penandatangan
from skpweb.cetak.queries import daftar_kunci
from skpweb.core import clock
from skpweb.core.db import db
from skpweb.core.errors import RuleViolation
from skpweb.core.formats import nama_bulan, tanggal
from skpweb.harian.models import KunciBulan
from skpweb.harian.queries_capaian import capaian_rentang
from skpweb.harian.rules import StatusCatatan, Tanda
from skpweb.matriks.rules import tulis_angka
from skpweb.matriks.rules_bulan import CapaianBulan
from skpweb.pegawai.queries import Identitas, identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import atasan_banyak
from skpweb.pegawai.rules import tampilkan_nip
from skpweb.pengaturan.queries import kantor_pada
from skpweb.periode.queries_kalender import kalender
from skpweb.periode.rules import akhir_bulan
from skpweb.persetujuan.models import Ketetapan
from skpweb.persetujuan.queries import ketetapan
from skpweb.persetujuan.queries_naskah import berakun, dengan_induk, rencana
from skpweb.skp.models import Skp
from skpweb.skp.queries import isi_skp, skp_hidup
from skpweb.skp.rules import Aspek, JenisRhk, Pendekatan, StatusSkp
from skpweb.skp.rules_isi import IsiSkp

DINILAI, PENILAI = "Pegawai yang Dinilai", "Pejabat Penilai Kinerja"
MENETAPKAN = ("persetujuan.tetapkan", "persetujuan.kertas")
TAK_DIKENAL = Pihak(nama="", nip="", pangkat="", jabatan="", unit="")


def _kantor(hari: date) -> Kantor:
    """Name and place: these forms have no letterhead."""
    k = kantor_pada(hari)
    return Kantor(pemda="", nama=k.nama, kota=k.kota)


def _pihak(orang: Mapping[str, Any] | None) -> Pihak:
    """A party as persetujuan keeps it."""
    if orang is None:
        return TAK_DIKENAL
    nama, pangkat, jabatan, unit = (orang[k] for k in ("nama", "pangkat_golongan", "jabatan", "unit"))
    return Pihak(nama=nama, nip=tampilkan_nip(orang["nip"]), pangkat=pangkat, jabatan=jabatan, unit=unit)


def _orang(i: Identitas | None) -> Pihak:
    names = ("nama", "nip", "pangkat_golongan", "jabatan", "unit")
    return _pihak({k: getattr(i, k) for k in names} if i else None)


def _tangan(pihak: Pihak, *jabatan: str, tempat: str = "", hari: date | None = None) -> Penandatangan:
    return Penandatangan(jabatan, pihak.nama or "." * 32, nip=pihak.nip, tempat=tempat, tanggal=hari)


# ---- SKP -------------------------------------------------------------------------------------------------------
def susun_skp(skp: Skp, *, hari: date) -> Naskah:
    """Form A.1.7: as agreed, with the identities of that day; else as it stands on `hari`, a draft, or what a superior
    without account signs.

    Raises RuleViolation for an SKP that was called off and for one that has another form."""
    tetap = ketetapan(skp.id) if skp.status.berlaku or skp.status is StatusSkp.DIGANTI else None
    plan = None if tetap else rencana(skp, hari)
    _pastikan_formulir(skp, plan.isi if plan else isi_skp(skp.id))
    isi = dengan_induk(plan.naskah, plan.isi) if plan else tetap.isi  # type: ignore[union-attr]  # one of the two
    kantor, rhk = _kantor(tetap.tanggal if tetap else hari), list(_rhk(isi["rhk"]))
    pegawai, penetap = _pihak(isi["pegawai"]), isi.get("penetap")
    dokumen = SkpKuantitatif(
        kantor=kantor, konsep=tetap is None, versi=tetap.urutan if tetap else 0, periode=skp.nama,
        untuk_ttd=bool(plan and plan.penilai and skp.status is StatusSkp.PERIKSA and not berakun(plan.penilai.pegawai_id)),
        rentang=rentang(*(date.fromisoformat(isi[k]) for k in ("mulai", "sampai"))),
        pegawai=pegawai, penilai=_pihak(isi["penilai"]), catatan=_catatan(tetap),
        utama=tuple(r for jenis, r in rhk if jenis is JenisRhk.UTAMA),
        tambahan=tuple(r for jenis, r in rhk if jenis is JenisRhk.TAMBAHAN), kiri=_tangan(pegawai, DINILAI),
        ttd=_tangan(
            _pihak(penetap or isi["penilai"]), f"Atasan {PENILAI}" if penetap else PENILAI,
            tempat=kantor.kota, hari=tetap.tanggal if tetap else None,
        ),
        jejak=sidik_pendek(f"skp:{skp.id}", skp.pegawai_id, MENETAPKAN, tetap.urutan) if tetap else "",
    )  # fmt: skip
    return Naskah(dokumen, f"skp:{skp.id}", skp.pegawai_id)


def _pastikan_formulir(skp: Skp, isi: IsiSkp) -> None:
    if skp.status is StatusSkp.BATAL:
        raise RuleViolation(f"SKP {skp.nama} dibatalkan, jadi tidak dicetak.")
    pimpinan = not isi.wajib_tautan
    kualitatif = skp.pendekatan is Pendekatan.KUALITATIF
    if pimpinan or kualitatif:
        formulir = f"A.1.{(1 if kualitatif else 2) if pimpinan else 6}"
        siapa = "pimpinan tinggi dan pimpinan unit kerja mandiri" if pimpinan else "pejabat administrasi dan fungsional"
        raise RuleViolation(
            f"SKP ini memakai formulir {formulir} (pendekatan {skp.pendekatan}, {siapa}), yang belum tersedia untuk dicetak."
            " Isinya tetap dapat dibaca, diajukan, dan ditetapkan di aplikasi."
        )


def _rhk(baris: Sequence[Mapping[str, Any]]) -> Iterator[tuple[JenisRhk, BarisRhk]]:
    for nomor, r in enumerate(baris, 1):
        iki = [BarisIki(aspek=_aspek(i["aspek"]), teks=i["teks"], target=i["target"]) for i in r["iki"]]
        yield JenisRhk(r["jenis"]), BarisRhk(
            nomor=nomor, intervensi=r["induk_teks"], indikator=tuple(teks for teks, _ in r["induk_iki"]),
            teks=r["teks"], pemberi=r["pemberi"] if r["direktif"] else "",
            iki=tuple(iki) or (BarisIki(aspek="", teks="", target=""),),
        )  # fmt: skip


def _aspek(nilai: Sequence[str]) -> str:
    return ", ".join(Aspek(a).label for a in nilai)


def _catatan(tetap: Ketetapan | None) -> str:
    """Who agreed in the name of the one who signs, where that was somebody else (and not on paper)."""
    if tetap is None or tetap.scan_id or tetap.oleh == tetap.penilai_id:
        return ""
    oleh = identitas(tetap.oleh, tetap.tanggal)
    return f"Ditetapkan di aplikasi oleh {oleh.nama}, {oleh.jabatan}, sebagai penerima delegasi."


# ---- daily log -------------------------------------------------------------------------------------------------
def susun_ckhp(pegawai_id: int, tahun: int, bulan: int, *, pada: datetime) -> Naskah:
    """The valid entries of a month with its capaian as on screen, dated on its last working day; until it is locked a
    draft that also lists what waits: the sheet to sign where the superior has no account. Raises RuleViolation for a month that has not begun."""
    awal, akhir = date(tahun, bulan, 1), akhir_bulan(tahun, bulan)
    if awal > clock.hari(pada):
        raise RuleViolation(f"Bulan {nama_bulan(tahun, bulan)} belum dimulai, jadi belum ada catatannya.")
    kunci = daftar_kunci(pegawai_id, tahun, bulan)
    berlaku = {pegawai_id: {int(k.bulan): k for k in kunci if k.dibuka_pada is None}}
    bulan_ini = capaian_rentang([pegawai_id], tahun, bulan, bulan, pada, kunci=berlaku)[pegawai_id][bulan]
    hari = kalender(identitas(pegawai_id, akhir).unit_id).tambah(akhir + timedelta(days=1), -1)
    up = atasan_banyak([pegawai_id], hari)[pegawai_id].pegawai_id or 0
    siapa = identitas_banyak([pegawai_id, up], hari)
    atas = siapa.get(up)
    pegawai, penilai = _orang(siapa[pegawai_id]), _orang(atas)
    baris = _baris_bulan(pegawai_id, awal, akhir, menunggu=bulan_ini.sementara)
    kantor, konsep = _kantor(hari), bulan_ini.sementara
    masa: Sequence[Any] = skp_hidup([pegawai_id], awal, akhir).get(pegawai_id, []) if konsep else bulan_ini.bagian
    objek = f"bulan:{tahun}-{bulan:02}"
    dokumen = DaftarCkhp(
        kantor=kantor, konsep=konsep, versi=len(kunci), periode=nama_bulan(tahun, bulan),
        untuk_ttd=any(b.menunggu for b in baris) and atas is not None and atas.luar and not berakun(up),
        rentang=" dan ".join(rentang(s.mulai, s.sampai) for s in masa) or rentang(awal, akhir),
        pegawai=pegawai, penilai=penilai, baris=baris, capaian=bulan_ini.nilai,
        keterangan=tuple(_keterangan(bulan_ini, sum(not b.menunggu for b in baris), kunci)), kiri=_tangan(penilai, "Mengetahui,", PENILAI),
        ttd=_tangan(pegawai, DINILAI, tempat=kantor.kota, hari=hari),
        jejak="" if konsep else sidik_pendek(objek, pegawai_id, ["harian.kunci_bulan"], len(kunci)),
    )  # fmt: skip
    return Naskah(dokumen, f"ckhp:{pegawai_id}:{tahun}-{bulan:02}", pegawai_id)


# entries by day, of an open month only those that its plans still cover; then the nilai akhir bulan in print order
_BARIS = """SELECT 0, c.tanggal, c.id, 0, 0, c.status, c.uraian, c.realisasi, NULL, i.aspek, i.teks, i.satuan
    FROM catatan c JOIN skp k ON k.id = c.skp_id AND (:kunci OR c.tanggal <= k.sampai) LEFT JOIN iki i ON i.id = c.iki_id
    WHERE c.pegawai_id = :orang AND c.tanggal BETWEEN :awal AND :akhir AND c.status IN ('valid', :lain)
UNION ALL SELECT 1, k.mulai, h.jenis <> 'utama', h.urutan, i.urutan, n.status, n.uraian, n.nilai, n.tanda, i.aspek, i.teks, i.satuan
    FROM skp k JOIN rhk h ON h.skp_id = k.id JOIN iki i ON i.rhk_id = h.id JOIN nilai_bulan n ON n.iki_id = i.id
    WHERE k.pegawai_id = :orang AND n.tahun = :tahun AND n.bulan = :bulan AND n.status IN ('valid', :lain)
ORDER BY 1, 2, 3, 4, 5"""


def _baris_bulan(pegawai_id: int, awal: date, akhir: date, *, menunggu: bool) -> tuple[BarisCatatan, ...]:
    """What is valid, and with `menunggu` what was sent. One query."""
    lain = StatusCatatan.DIKIRIM if menunggu else StatusCatatan.VALID
    nilai = {
        "orang": pegawai_id, "awal": awal.isoformat(), "akhir": akhir.isoformat(), "lain": lain, "kunci": not menunggu,
    }  # fmt: skip
    rows = db.execute_sql(_BARIS, nilai | {"tahun": awal.year, "bulan": awal.month}).fetchall()
    return tuple(_baris(row[0], row[1], *row[5:]) for row in rows)


def _baris(
    akhir_bulan: int, hari: str, status: str, uraian: str, angka: int | None, tanda: str | None, aspek: str | None, iki: str | None,
    satuan: str | None,
) -> BarisCatatan:  # fmt: skip
    figur = "" if angka is None else f"{tulis_angka(Decimal(angka).scaleb(-4))} {satuan or ''}".strip()
    return BarisCatatan(
        tanggal="Akhir bulan" if akhir_bulan else tanggal(date.fromisoformat(hari)),
        uraian=uraian or "Nilai akhir bulan", aspek=_aspek(loads(aspek or "[]")), iki=iki or "",
        realisasi=Tanda(tanda).label if tanda else figur, menunggu=status == StatusCatatan.DIKIRIM,
    )  # fmt: skip


def _keterangan(isi: CapaianBulan, banyak: int, kunci: Sequence[KunciBulan]) -> Iterator[str]:
    """What a reader must know beside the figure."""
    belum = f" Belum dinilai atasan: {isi.menunggu}." if isi.menunggu else ""
    yield f"Catatan yang sah: {banyak}.{belum}"
    yield from isi.sebab
    if isi.sementara:
        yield "Bulan ini belum dikunci, jadi daftar dan capaiannya masih sementara."
    else:
        yield f"Bulan ini dikunci pada {tanggal(kunci[-1].dikunci_pada)}."
