"""What only the head of the OPD gives: Team Work, the level of innovation confirmed, ties, the decision.

Each deed has a second door, **Catat di atas kertas**: a pengelola of the whole OPD types the signed sheet, with
number, date and scan, never for oneself; the deed is the head's, the trail says who typed it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from skpweb.audit.services import catat
from skpweb.berkas.services import BerkasSiap, simpan_siap
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import NotAllowed, NotFound, RuleViolation, collect
from skpweb.pegawai.queries import kepala
from skpweb.pemberitahuan.services import kirim
from skpweb.persetujuan.services import Kertas, siapkan_lembar
from skpweb.petruk.models import CatatanKertas, Pemenang, Penilaian, PeriodePetruk
from skpweb.petruk.queries import Orang, Peringkat, peringkat, seri_periode
from skpweb.petruk.queries_periode import ambil_periode, baca_instrumen, calon_periode
from skpweb.petruk.rules import Instrumen
from skpweb.petruk.rules_alur import ALUR_PENILAIAN, ALUR_PERIODE, Putusan, pastikan_tahap
from skpweb.petruk.rules_peringkat import pastikan_putusan
from skpweb.petruk.services_periode import geser, pastikan_tanggal, timpa


@dataclass(frozen=True)
class NilaiKepala:
    """What the head says of one nominee; None leaves that part as it is."""

    penilaian_id: int
    team_work: int | None = None
    putusan: Putusan | None = None
    catatan: str = ""
    versi: int | None = None


@dataclass(frozen=True)
class PutusanSeri:
    """The head's order of those equal in everything (place by scorecard) and its reason; empty where nobody is."""

    urutan: Mapping[int, int] = field(default_factory=dict)
    alasan: str = ""


TANPA_SERI = PutusanSeri()


@dataclass(frozen=True)
class _Atas:
    """In whose name, and by which paper."""

    kepala_id: int
    kertas: CatatanKertas | None = None


# ---- Team Work ----------------------------------------------------------------------------------
def nilai_team_work(pelaku: Pelaku, periode_id: int, nilai: Sequence[NilaiKepala], *, pada: datetime) -> int:
    """The head's page: scores and confirmations of all nominees at once. Returns how many were touched.

    Raises NotAllowed for anybody but the head and for oneself, Locked, RuleViolation(s), Conflict.
    """
    with tulis():
        periode = ambil_periode(periode_id)
        return _nilai(pelaku, periode, nilai, _sendiri(pelaku, pada), pada)


def catat_team_work(
    pelaku: Pelaku, periode_id: int, nilai: Sequence[NilaiKepala], kertas: Kertas, *, pada: datetime
) -> int:
    """The same from the signed sheet. Raises besides: RuleViolation on `nomor`, `tanggal`, `berkas`."""
    siap = siapkan_lembar(kertas, clock.hari(pada))
    with tulis():
        periode = ambil_periode(periode_id)
        return _nilai(pelaku, periode, nilai, _atas_kertas(pelaku, periode, "team_work", kertas, siap, pada), pada)


def _sendiri(pelaku: Pelaku, pada: datetime) -> _Atas:
    """The head of the day, acting himself. Raises NotAllowed."""
    pimpinan = kepala(clock.hari(pada))
    if pimpinan is None or pimpinan.pegawai_id != pelaku.pegawai_id:
        siapa = f" ({pimpinan.nama})" if pimpinan else ""
        raise NotAllowed(f"Hanya kepala OPD{siapa} yang melakukan ini.")
    return _Atas(pimpinan.pegawai_id)


def _atas_kertas(
    pelaku: Pelaku, periode: PeriodePetruk, tindakan: str, kertas: Kertas, siap: BerkasSiap, pada: datetime
) -> _Atas:
    """The sheet kept, in the name of who was head on its date. Raises RuleViolation when there was none, NotAllowed
    for nominees and for that head."""
    if pelaku.pegawai_id in calon_periode(periode.id):
        raise NotAllowed("Anda dinominasikan pada periode ini, sehingga pengelola lain yang mencatatnya.")
    pimpinan = kepala(kertas.tanggal)
    if pimpinan is None:
        raise RuleViolation("Pada tanggal itu belum ada kepala OPD yang tercatat. Periksa tanggalnya.", "tanggal")
    if pimpinan.pegawai_id == pelaku.pegawai_id:
        raise NotAllowed("Anda kepala OPD pada tanggal itu; lakukan langsung, tanpa kertas.")
    row = CatatanKertas.create(
        periode=periode, tindakan=tindakan, nomor=kertas.nomor.strip(), tanggal=kertas.tanggal,
        berkas=simpan_siap(pelaku, siap, pada=pada), dicatat_oleh=pelaku.pegawai_id, dicatat_pada=pada,
    )  # fmt: skip
    return _Atas(pimpinan.pegawai_id, row)


def _nilai(pelaku: Pelaku, periode: PeriodePetruk, nilai: Sequence[NilaiKepala], atas: _Atas, pada: datetime) -> int:
    pastikan_tahap(periode.nama, periode.status, "team_work")
    instrumen = baca_instrumen(periode.instrumen)
    rows = {r.id: r for r in Penilaian.select().where(Penilaian.periode == periode.id)}
    isi = [n for n in nilai if n.team_work is not None or n.putusan is not None]
    if not isi:
        raise RuleViolation("Belum ada yang dipilih. Pilih nilai untuk paling sedikit satu pegawai.")
    collect([f for n in isi for f in _salah(instrumen, n)])
    for n in isi:
        if n.penilaian_id not in rows:
            raise NotFound
        _nilai_satu(pelaku, rows[n.penilaian_id], n, atas, pada)
    return len(isi)


def _salah(instrumen: Instrumen, n: NilaiKepala) -> list[RuleViolation]:
    salah = []
    if n.team_work is not None and n.team_work not in instrumen.team_work:
        pilihan = ", ".join(map(str, instrumen.team_work))
        salah.append(RuleViolation(f"Pilih salah satu nilai {pilihan}.", f"team_work-{n.penilaian_id}"))
    if n.putusan is Putusan.DIKEMBALIKAN and not n.catatan.strip():
        teks = "Tulis apa yang harus diperbaiki pada inovasi yang dikembalikan."
        salah.append(RuleViolation(teks, f"catatan-{n.penilaian_id}"))
    return salah


def _nilai_satu(pelaku: Pelaku, row: Penilaian, n: NilaiKepala, atas: _Atas, pada: datetime) -> None:
    if row.pegawai_id in (pelaku.pegawai_id, atas.kepala_id):
        raise NotAllowed("Nilai atas nama sendiri tidak dapat diberikan.")
    ALUR_PENILAIAN.lanjut(row.status, "team_work")
    baru: dict[str, object] = {}
    if n.team_work is not None:
        baru |= {
            "team_work": n.team_work, "team_work_oleh": atas.kepala_id, "team_work_pada": pada, "kertas": atas.kertas,
        }  # fmt: skip
    if n.putusan is not None:
        baru |= {"inovasi_putusan": n.putusan, "inovasi_catatan": n.catatan.strip()}
    timpa(row, n.versi, {"Uraian inovasi": row.inovasi_uraian, "Tingkat": str(row.inovasi_tingkat)}, **baru)
    sebelum = {"team_work": row.team_work, "putusan": row.inovasi_putusan}
    sesudah = {**asdict(n), "kertas": atas.kertas.id if atas.kertas else None, "atas_nama": atas.kepala_id}
    catat(
        pelaku, "petruk.catat_team_work" if atas.kertas else "petruk.nilai_team_work", f"penilaian:{row.id}", pada=pada,
        pegawai_id=row.pegawai_id, sebelum=sebelum, sesudah=sesudah,
    )  # fmt: skip
    if row.disimpan_oleh and row.disimpan_oleh != pelaku.pegawai_id:
        nasib = "dikembalikan kepala OPD" if n.putusan is Putusan.DIKEMBALIKAN else "sudah dinilai kepala OPD"
        teks, alamat = f"Penilaian SI-PETRUK {row.pegawai.nama} {nasib}.", {"penilaian_id": row.id}
        kirim([row.disimpan_oleh], teks, endpoint="petruk.hasil", arg=alamat, pada=pada)


# ---- the decision -------------------------------------------------------------------------------
def tetapkan(
    pelaku: Pelaku, periode_id: int, nomor: str, tanggal: date, putusan: PutusanSeri = TANPA_SERI, *,
    versi: int | None = None, pada: datetime,
) -> None:  # fmt: skip
    """The head decides the best by berita acara, and the order of those equal in everything with a written reason.

    Raises NotAllowed, RuleViolation(s), Conflict.
    """
    with tulis():
        _tetapkan(pelaku, ambil_periode(periode_id), nomor, tanggal, putusan, _sendiri(pelaku, pada), versi, pada)


def catat_penetapan(
    pelaku: Pelaku, periode_id: int, kertas: Kertas, putusan: PutusanSeri = TANPA_SERI, *,
    versi: int | None = None, pada: datetime,
) -> None:  # fmt: skip
    """The decision on a signed sheet, with its date and the number of the berita acara. Raises as `tetapkan`."""
    siap = siapkan_lembar(kertas, clock.hari(pada))
    with tulis():
        periode = ambil_periode(periode_id)
        atas = _atas_kertas(pelaku, periode, "tetapkan", kertas, siap, pada)
        _tetapkan(pelaku, periode, kertas.nomor, kertas.tanggal, putusan, atas, versi, pada)


def _tetapkan(
    pelaku: Pelaku, periode: PeriodePetruk, nomor: str, tanggal: date, putusan: PutusanSeri, atas: _Atas,
    versi: int | None, pada: datetime,
) -> None:  # fmt: skip
    ALUR_PERIODE.lanjut(periode.status, "tetapkan")
    pastikan_tanggal(tanggal, pada)
    hari = clock.hari(pada)
    for kelompok in seri_periode(periode, hari=hari):
        pastikan_putusan(kelompok, putusan.urutan, putusan.alasan)
        for p in kelompok:
            tempat = putusan.urutan[p.penilaian_id]
            Penilaian.update(urutan_putusan=tempat).where(Penilaian.id == p.penilaian_id).execute()
    hasil = peringkat(periode.id, hari=hari)
    geser(
        pelaku, periode, "tetapkan", versi, pada, tindakan="catat_penetapan" if atas.kertas else "tetapkan",
        keputusan=_bekukan(hasil, tanggal), nomor_ba=nomor.strip(), tanggal_ba=tanggal,
        alasan_putusan=putusan.alasan.strip(), ditetapkan_oleh=atas.kepala_id, ditetapkan_pada=pada,
    )  # fmt: skip
    for t in hasil.pemenang:
        x = t.lembar
        Pemenang.create(periode=periode, penilaian=x.penilaian_id, pegawai=x.orang.pegawai_id, urutan=t.nomor)
    _kabarkan(periode, hasil, pada)


def _bekukan(hasil: Peringkat, tanggal: date) -> dict[str, object]:
    pimpinan, menang = kepala(tanggal), {t.nomor for t in hasil.pemenang}
    baris = [
        {"nomor": t.nomor, "penilaian_id": t.lembar.penilaian_id, "orang": asdict(t.lembar.orang),
         "total": t.lembar.hasil.total, "penentu": t.penentu, "pemenang": t.nomor in menang}
        for t in hasil.baris
    ]  # fmt: skip
    return {
        "versi_instrumen": hasil.versi_instrumen, "maksimum": hasil.maksimum,
        "kepala": asdict(Orang.dari(pimpinan)) if pimpinan else None, "baris": baris,
    }  # fmt: skip


def _kabarkan(periode: PeriodePetruk, hasil: Peringkat, pada: datetime) -> None:
    menang = {t.lembar.orang.pegawai_id for t in hasil.pemenang}
    for t in hasil.baris:
        orang = t.lembar.orang
        awal = "Selamat, Anda ditetapkan sebagai pegawai terbaik" if orang.pegawai_id in menang else "Sudah ditetapkan:"
        teks = f"{awal} SI-PETRUK {periode.nama}. Peringkat Anda {t.nomor} dari {len(hasil.baris)}."
        kirim([orang.pegawai_id], teks, endpoint="petruk.hasil", arg={"penilaian_id": t.lembar.penilaian_id}, pada=pada)
    penilai = Penilaian.select(Penilaian.dinominasi_oleh).where(Penilaian.periode == periode.id).tuples()
    teks = f"SI-PETRUK {periode.nama} ditetapkan: {', '.join(t.lembar.orang.nama for t in hasil.pemenang)}"
    kirim([p for (p,) in penilai if p], teks, endpoint="petruk.pemenang", pada=pada)
