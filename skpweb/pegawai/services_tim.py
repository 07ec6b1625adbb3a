"""Teams, delegation, pejabat luar, and reports of wrong data."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from skpweb.audit.services import catat
from skpweb.core.access import Pelaku
from skpweb.core.clock import hari as hari_dari
from skpweb.core.db import tulis
from skpweb.core.errors import NotAllowed, RuleViolation
from skpweb.organisasi.models import TimKerja
from skpweb.organisasi.queries import pastikan_wewenang, satu
from skpweb.organisasi.services import simpan_versi
from skpweb.pegawai.models import AnggotaTim, Delegasi, LaporanData, Pegawai, PejabatLuar
from skpweb.pegawai.queries import ambil_pegawai, atasan, identitas
from skpweb.pegawai.queries_tim import ambil_anggota, ambil_pejabat_luar, ambil_tim
from skpweb.pegawai.rules import Kepegawaian, baca_nip, periksa_rentang
from skpweb.pegawai.rules_atasan import TugasDelegasi, pastikan_boleh_mendelegasikan
from skpweb.pegawai.services import SEHARI, catat_pegawai


def bentuk_tim(
    pelaku: Pelaku, *, nama: str, unit_id: int | None, ketua_id: int, dibentuk: date, pada: datetime
) -> TimKerja:
    """A team with its leader. Without a unit (it crosses units) only for a pengelola of the whole OPD."""
    with tulis():
        pastikan_wewenang(pelaku, unit_id)
        tim = TimKerja.create(nama=nama, unit=unit_id, dibentuk=dibentuk)
        AnggotaTim.create(tim=tim, pegawai=ketua_id, ketua=True, mulai=dibentuk)
        catat(
            pelaku, "pegawai.bentuk_tim", f"tim:{tim.id}", pada=pada,
            sesudah={"nama": nama, "unit_id": unit_id, "ketua_id": ketua_id, "dibentuk": dibentuk},
        )  # fmt: skip
    return tim


def ubah_tim(pelaku: Pelaku, tim_id: int, versi: int, *, nama: str, dibubarkan: date | None, pada: datetime) -> None:
    """Another name, or the day from which the team is no more. Raises RuleViolation (dibubarkan), Conflict."""
    with tulis():
        tim = ambil_tim(tim_id)
        pastikan_wewenang(pelaku, tim.unit_id)
        if dibubarkan and dibubarkan < tim.dibentuk:
            raise RuleViolation("Tanggal bubar tidak boleh sebelum tim dibentuk.", "dibubarkan")
        simpan_versi(tim, versi, {"Nama tim": tim.nama}, nama=nama, dibubarkan=dibubarkan)
        catat(
            pelaku, "pegawai.ubah_tim", f"tim:{tim_id}", pada=pada,
            sebelum={"nama": tim.nama, "dibubarkan": tim.dibubarkan}, sesudah={"nama": nama, "dibubarkan": dibubarkan},
        )  # fmt: skip


def tambah_anggota(
    pelaku: Pelaku, tim_id: int, *, pegawai_id: int, ketua: bool = False, mulai: date, pada: datetime
) -> None:
    """A member, or a new leader: the former one is a member from that day. Raises RuleViolation (pegawai, mulai)."""
    with tulis():
        tim = ambil_tim(tim_id)
        pastikan_wewenang(pelaku, tim.unit_id)
        if mulai < tim.dibentuk or (tim.dibubarkan and mulai >= tim.dibubarkan):
            raise RuleViolation("Tanggal mulai harus dalam masa tim ini.", "mulai")
        now = AnggotaTim.select().where(AnggotaTim.tim == tim_id, AnggotaTim.sampai.is_null())
        if not ketua and now.where(AnggotaTim.pegawai == pegawai_id).exists():
            raise RuleViolation("Pegawai ini sudah menjadi anggota tim.", "pegawai")
        if ketua:
            _ganti_ketua(tim_id, pegawai_id, mulai)
        AnggotaTim.create(tim=tim_id, pegawai=pegawai_id, ketua=ketua, mulai=mulai)
        catat(
            pelaku, "pegawai.tambah_anggota", f"tim:{tim_id}", pada=pada, pegawai_id=pegawai_id,
            sesudah={"pegawai_id": pegawai_id, "ketua": ketua, "mulai": mulai},
        )  # fmt: skip


def _ganti_ketua(tim_id: int, pegawai_id: int, mulai: date) -> None:
    """The former leader leads until the day before and stays as a member; the new one is no mere member any more."""
    member = AnggotaTim
    now = member.select().where(member.tim == tim_id, member.sampai.is_null())
    for row in list(now.where(member.ketua | (member.pegawai == pegawai_id))):
        if row.mulai < mulai:
            member.update(sampai=mulai - SEHARI).where(member.id == row.id).execute()
        else:
            member.delete().where(member.id == row.id).execute()
        if row.pegawai_id != pegawai_id:
            member.create(tim=tim_id, pegawai=row.pegawai_id, mulai=mulai)


def akhiri_anggota(pelaku: Pelaku, anggota_id: int, *, sampai: date, pada: datetime) -> int:
    """The last day of a member; returns the team's id. Raises NotFound, RuleViolation (field sampai)."""
    with tulis():
        row = ambil_anggota(anggota_id)
        pastikan_wewenang(pelaku, row.tim.unit_id)
        periksa_rentang(row.mulai, sampai)
        AnggotaTim.update(sampai=sampai).where(AnggotaTim.id == anggota_id).execute()
        catat(
            pelaku, "pegawai.akhiri_anggota", f"tim:{row.tim_id}", pada=pada, pegawai_id=row.pegawai_id,
            sebelum={"sampai": row.sampai}, sesudah={"sampai": sampai},
        )  # fmt: skip
    return int(row.tim_id)


def delegasikan(
    pelaku: Pelaku, *, pemberi_id: int, penerima_id: int, mulai: date, sampai: date, spt: str,
    tugas: Iterable[TugasDelegasi], pada: datetime,
) -> Delegasi:  # fmt: skip
    """Deeds of a superior done by another for a time (spec/rules §1; PER6 p. 89 A.3).

    By the superior himself, his superior, or a pengelola of his unit; evaluasi only by his superior.
    Raises RuleViolation (penerima, tugas, sampai), NotFound, NotAllowed.
    """
    with tulis():
        hari = hari_dari(pada)
        above = atasan(pemberi_id, hari).identitas
        above_id = above.pegawai_id if above else None
        if pelaku.pegawai_id not in (pemberi_id, above_id):
            ambil_pegawai(pelaku, pemberi_id, hari, untuk_diubah=True)
        chosen = sorted(set(tugas))
        pastikan_boleh_mendelegasikan(pelaku.pegawai_id, pemberi_id, penerima_id, above_id, chosen)
        periksa_rentang(mulai, sampai)
        if identitas(penerima_id, mulai).status != "aktif":
            raise RuleViolation("Penerima sedang tidak aktif pada tanggal mulai. Pilih orang lain.", "penerima")
        row = Delegasi.create(
            pemberi=pemberi_id, penerima=penerima_id, mulai=mulai, sampai=sampai, spt=spt, tugas=chosen
        )
        catat(
            pelaku, "pegawai.delegasikan", f"delegasi:{row.id}", pada=pada, pegawai_id=pemberi_id,
            sesudah={"penerima_id": penerima_id, "mulai": mulai, "sampai": sampai, "spt": spt, "tugas": chosen},
        )  # fmt: skip
    return row


def cabut_delegasi(pelaku: Pelaku, delegasi_id: int, *, pada: datetime) -> None:
    """End a delegation at once; by whoever could have given it. Raises NotFound, NotAllowed, RuleViolation."""
    with tulis():
        row = satu(Delegasi, Delegasi.id == delegasi_id)
        hari = hari_dari(pada)
        above = atasan(row.pemberi_id, hari).identitas
        if pelaku.pegawai_id not in (row.pemberi_id, above.pegawai_id if above else None):
            ambil_pegawai(pelaku, row.pemberi_id, hari, untuk_diubah=True)
        if row.dicabut_pada:
            raise RuleViolation("Delegasi ini sudah dicabut.")
        Delegasi.update(dicabut_pada=pada).where(Delegasi.id == delegasi_id).execute()
        catat(
            pelaku, "pegawai.cabut_delegasi", f"delegasi:{delegasi_id}", pada=pada, pegawai_id=row.pemberi_id,
            sebelum={"penerima_id": row.penerima_id, "sampai": row.sampai}, sesudah={"dicabut": True},
        )  # fmt: skip


def tambah_pejabat_luar(
    pelaku: Pelaku, *, nama: str, nip: str = "", jabatan: str, instansi: str, mulai: date, sampai: date | None = None,
    penilai_kepala: bool = False, pada: datetime,
) -> Pegawai:  # fmt: skip
    """Somebody who acts for this office without being its employee; `penilai_kepala`: rates the head and every JPT.

    Raises RuleViolation (nip, sampai, penilai_kepala: another one does so in that time). Whole OPD only.
    """
    with tulis():
        pastikan_wewenang(pelaku, None)
        number = baca_nip(nip, Kepegawaian.PNS).angka if nip.strip() else None
        if number and (owner := Pegawai.get_or_none(Pegawai.nip == number)):
            raise RuleViolation(f"NIP ini sudah dipakai {owner.nama}.", "nip")
        _pastikan_satu_penilai(0, mulai, sampai, penilai_kepala)
        pegawai = Pegawai.create(nama=nama, nip=number, luar=True, dibuat_pada=pada)
        values: dict[str, Any] = {
            "jabatan": jabatan, "instansi": instansi, "mulai": mulai, "sampai": sampai, "penilai_kepala": penilai_kepala,
        }  # fmt: skip
        PejabatLuar.create(pegawai=pegawai, **values)
        catat(
            pelaku, "pegawai.tambah_pejabat_luar", f"pegawai:{pegawai.id}", pada=pada, pegawai_id=pegawai.id,
            sesudah={"nama": nama, **values},
        )  # fmt: skip
    return pegawai


def _pastikan_satu_penilai(kecuali: int, mulai: date, sampai: date | None, penilai_kepala: bool) -> None:
    periksa_rentang(mulai, sampai)
    if not penilai_kepala:
        return
    for other in PejabatLuar.select().where(PejabatLuar.penilai_kepala == True, PejabatLuar.pegawai != kecuali):
        if other.mulai <= (sampai or date.max) and mulai <= (other.sampai or date.max):
            raise RuleViolation(
                f"{other.pegawai.nama} sudah menjadi penilai kepala pada masa itu. Akhiri dulu masa tugasnya.",
                "penilai_kepala",
            )


def ubah_pejabat_luar(
    pelaku: Pelaku, pegawai_id: int, versi: int, *, nama: str, jabatan: str, instansi: str, mulai: date,
    sampai: date | None, penilai_kepala: bool, pada: datetime,
) -> None:  # fmt: skip
    """Change or end (`sampai`). Raises RuleViolation (sampai, penilai_kepala), Conflict."""
    with tulis():
        pastikan_wewenang(pelaku, None)
        row = ambil_pejabat_luar(pegawai_id)
        _pastikan_satu_penilai(pegawai_id, mulai, sampai, penilai_kepala)
        values: dict[str, Any] = {
            "jabatan": jabatan, "instansi": instansi, "mulai": mulai, "sampai": sampai, "penilai_kepala": penilai_kepala,
        }  # fmt: skip
        before = {"nama": row.pegawai.nama, **{name: getattr(row, name) for name in values}}
        kini = {"Nama": row.pegawai.nama, "Jabatan": row.jabatan, "Instansi": row.instansi}
        simpan_versi(row, versi, kini, **values)
        Pegawai.update(nama=nama).where(Pegawai.id == pegawai_id).execute()
        catat_pegawai(
            pelaku, "pegawai.ubah_pejabat_luar", pegawai_id, pada=pada, sebelum=before, sesudah={"nama": nama, **values}
        )


def laporkan_data(pelaku: Pelaku, *, uraian: str, pada: datetime) -> LaporanData:
    """An employee says what is wrong in his own data ("Laporkan data salah")."""
    if pelaku.pegawai_id is None:
        raise NotAllowed("Hanya pegawai yang dapat melapor tentang datanya sendiri.")
    with tulis():
        row = LaporanData.create(pegawai=pelaku.pegawai_id, uraian=uraian, dibuat_pada=pada)
        catat(
            pelaku, "pegawai.laporkan_data", f"laporan_data:{row.id}", pada=pada, pegawai_id=pelaku.pegawai_id,
            sesudah={"uraian": uraian},
        )  # fmt: skip
    return row


def selesaikan_laporan(pelaku: Pelaku, laporan_id: int, *, jawaban: str, pada: datetime) -> LaporanData:
    """A pengelola of the person's unit has settled the report and says how. Raises NotFound, NotAllowed, RuleViolation."""
    with tulis():
        row: LaporanData = satu(LaporanData, LaporanData.id == laporan_id)
        ambil_pegawai(pelaku, row.pegawai_id, hari_dari(pada), untuk_diubah=True)
        if row.selesai_pada:
            raise RuleViolation("Laporan ini sudah diselesaikan.")
        settled = LaporanData.update(selesai_pada=pada, selesai_oleh=pelaku.pegawai_id, jawaban=jawaban)
        settled.where(LaporanData.id == laporan_id).execute()
        catat(
            pelaku, "pegawai.selesaikan_laporan", f"laporan_data:{laporan_id}", pada=pada, pegawai_id=row.pegawai_id,
            sesudah={"jawaban": jawaban},
        )  # fmt: skip
    return row
