"""Deeds on a person's file. Each bumps `Pegawai.versi`, so that an undo or a second tab sees that something changed.

`pelaku` needs authority over the person's unit; all raise NotFound and NotAllowed besides what they say.
Pejabat luar, teams, delegation and reports are in `services_tim`, the tree in `services_pohon`, imports in `services_impor`.
"""

from datetime import date, datetime, timedelta
from typing import Any

from skpweb.audit.services import catat
from skpweb.core.access import Pelaku
from skpweb.core.clock import hari as hari_dari
from skpweb.core.db import tulis, update_versioned
from skpweb.core.errors import RuleViolation
from skpweb.core.formats import tanggal
from skpweb.organisasi.models import Jabatan
from skpweb.organisasi.queries import ambil_jabatan, pastikan_wewenang
from skpweb.organisasi.rules import STRUKTURAL
from skpweb.organisasi.services import simpan_versi
from skpweb.pegawai.models import AnggotaTim, Kontrak, NomorPegawai, Pangkat, Pegawai, RiwayatJabatan, StatusPegawai
from skpweb.pegawai.queries import ambil_pegawai, ambil_riwayat, identitas
from skpweb.pegawai.rules import (
    KELUAR,
    Kedudukan,
    Kelamin,
    Kepegawaian,
    Nip,
    Status,
    baca_golongan,
    baca_nip,
    periksa_rentang,
)

SEHARI = timedelta(days=1)


def catat_pegawai(
    pelaku: Pelaku, tindakan: str, pegawai_id: int, *, pada: datetime,
    sebelum: dict[str, Any] | None = None, sesudah: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """The audit line of a deed on a person's file, and the file's new version."""
    Pegawai.update(versi=Pegawai.versi + 1).where(Pegawai.id == pegawai_id).execute()
    catat(pelaku, tindakan, f"pegawai:{pegawai_id}", pada=pada, pegawai_id=pegawai_id, sebelum=sebelum, sesudah=sesudah)


def _pastikan_nip_bebas(nip: Nip, kecuali: int = 0) -> None:
    owner = Pegawai.get_or_none(Pegawai.nip == nip.angka, Pegawai.id != kecuali)
    if owner is not None:
        raise RuleViolation(
            f"Nomor {nip.tampil} sudah dipakai {owner.nama}. Periksa nomornya atau buka datanya.", "nip"
        )


def tambah_pegawai(
    pelaku: Pelaku, *, nama: str, nip: str, kepegawaian: Kepegawaian, mulai: date, kelamin: Kelamin | None = None,
    hp: str = "", email: str = "", golongan: str | None = None, jabatan_id: int | None = None,
    kedudukan: Kedudukan = Kedudukan.DEFINITIF, sk_nomor: str = "", pada: datetime,
) -> Pegawai:  # fmt: skip
    """A new employee, aktif from `mulai`; with a golongan and a post from that day where they are given.

    Raises RuleViolation (fields nip, golongan, jabatan, …). Without a post only for a pengelola of the whole OPD.
    """
    with tulis():
        if jabatan_id is None:
            pastikan_wewenang(pelaku, None)
        number = baca_nip(nip, kepegawaian)
        _pastikan_nip_bebas(number)
        pegawai = Pegawai.create(
            nama=nama, nip=number.angka, kepegawaian=kepegawaian, kelamin=kelamin, hp=hp, email=email, dibuat_pada=pada
        )
        NomorPegawai.create(pegawai=pegawai, nip=number.angka, kepegawaian=kepegawaian, mulai=mulai)
        StatusPegawai.create(pegawai=pegawai, status=Status.AKTIF, mulai=mulai)
        if golongan:
            Pangkat.create(pegawai=pegawai, golongan=baca_golongan(golongan, kepegawaian), mulai=mulai)
        if jabatan_id is not None:
            _tempatkan(pelaku, pegawai, jabatan_id, kedudukan, mulai, None, sk_nomor)
        catat(
            pelaku, "pegawai.tambah_pegawai", f"pegawai:{pegawai.id}", pada=pada, pegawai_id=pegawai.id,
            sesudah={"nama": nama, "nip": number.angka, "kepegawaian": kepegawaian, "golongan": golongan,
                     "jabatan_id": jabatan_id, "kedudukan": kedudukan, "mulai": mulai},
        )  # fmt: skip
    return pegawai


def ubah_pegawai(
    pelaku: Pelaku, pegawai_id: int, versi: int, *,
    nama: str, kelamin: Kelamin | None, hp: str, email: str, pada: datetime,
) -> None:  # fmt: skip
    """Name with degrees, sex, telephone, e-mail. Raises Conflict."""
    with tulis():
        old = ambil_pegawai(pelaku, pegawai_id, hari_dari(pada), untuk_diubah=True)
        values = {"nama": nama, "kelamin": kelamin, "hp": hp, "email": email}
        simpan_versi(old, versi, {"Nama": old.nama, "No. HP": old.hp, "E-mail": old.email}, **values)
        catat(
            pelaku, "pegawai.ubah_pegawai", f"pegawai:{pegawai_id}", pada=pada, pegawai_id=pegawai_id,
            sebelum={name: getattr(old, name) for name in values}, sesudah=values,
        )  # fmt: skip


def ubah_nomor(
    pelaku: Pelaku, pegawai_id: int, *, nip: str, kepegawaian: Kepegawaian, mulai: date, alasan: str, pada: datetime
) -> None:
    """Another number from `mulai` on (corrected, PPPK → PNS); the present one is that for logging in.

    Raises RuleViolation (fields nip, mulai).
    """
    with tulis():
        pegawai = ambil_pegawai(pelaku, pegawai_id, hari_dari(pada), untuk_diubah=True)
        number = baca_nip(nip, kepegawaian)
        _pastikan_nip_bebas(number, pegawai_id)
        if mulai > hari_dari(pada):
            raise RuleViolation("Nomor baru dicatat pada hari berlakunya. Isi tanggal hari ini.", "mulai")
        later = NomorPegawai.select().where(NomorPegawai.pegawai == pegawai_id, NomorPegawai.mulai > mulai).first()
        if later:
            raise RuleViolation(
                f"Nomor sekarang berlaku sejak {tanggal(later.mulai)}. Isi tanggal sesudahnya.", "mulai"
            )
        NomorPegawai.create(pegawai=pegawai_id, nip=number.angka, kepegawaian=kepegawaian, mulai=mulai, alasan=alasan)
        Pegawai.update(nip=number.angka, kepegawaian=kepegawaian).where(Pegawai.id == pegawai_id).execute()
        catat_pegawai(
            pelaku, "pegawai.ubah_nomor", pegawai_id, pada=pada,
            sebelum={"nip": pegawai.nip, "kepegawaian": pegawai.kepegawaian},
            sesudah={"nip": number.angka, "kepegawaian": kepegawaian, "mulai": mulai, "alasan": alasan},
        )  # fmt: skip


def tetapkan_status(
    pelaku: Pelaku, pegawai_id: int, *, status: Status, mulai: date, sampai: date | None = None,
    sk_nomor: str = "", sk_tanggal: date | None = None, pada: datetime,
) -> None:  # fmt: skip
    """A status from a day on. Leaving (pindah keluar, pensiun, meninggal, kontrak berakhir) closes posts and teams on the
    day before. Raises RuleViolation (fields sampai, sk_nomor)."""
    with tulis():
        pegawai = ambil_pegawai(pelaku, pegawai_id, hari_dari(pada), untuk_diubah=True)
        before = identitas(pegawai.id, mulai).status
        periksa_rentang(mulai, sampai)
        if status in KELUAR and sampai:
            raise RuleViolation(f"Status {status.label} tidak berakhir. Kosongkan tanggal selesai.", "sampai")
        if status is not Status.AKTIF and not (sk_nomor and sk_tanggal) and status is not Status.MENINGGAL:
            raise RuleViolation("Isi nomor dan tanggal SK yang menetapkan status ini.", "sk_nomor")
        StatusPegawai.create(
            pegawai=pegawai_id, status=status, mulai=mulai, sampai=sampai, sk_nomor=sk_nomor, sk_tanggal=sk_tanggal
        )
        closed = _akhiri_semua(pegawai_id, mulai - SEHARI) if status in KELUAR else []
        catat_pegawai(
            pelaku, "pegawai.tetapkan_status", pegawai_id, pada=pada, sebelum={"status": before},
            sesudah={"status": status, "mulai": mulai, "sampai": sampai, "sk_nomor": sk_nomor, "jabatan_ditutup": closed},
        )  # fmt: skip


def _akhiri_semua(pegawai_id: int, sampai: date) -> list[int]:
    """Close every open post and team of a person; returns the rows of riwayat jabatan. Later ones are refused."""
    posts, member = RiwayatJabatan, AnggotaTim
    held = list(posts.select().where(posts.pegawai == pegawai_id, posts.sampai.is_null() | (posts.sampai > sampai)))
    teams = list(
        member.select().where(member.pegawai == pegawai_id, member.sampai.is_null() | (member.sampai > sampai))
    )
    late = [day for day in (*(row.mulai for row in held), *(row.mulai for row in teams)) if day > sampai]
    if late:
        raise RuleViolation(
            f"Ada jabatan atau tim yang baru mulai {tanggal(max(late))}. Perbaiki dahulu, atau isi tanggal sesudahnya.",
            "mulai",
        )
    for row in held:
        update_versioned(RiwayatJabatan, row.id, row.versi, sampai=sampai)
    AnggotaTim.update(sampai=sampai).where(AnggotaTim.id.in_([row.id for row in teams])).execute()
    return [row.id for row in held]


def tetapkan_pangkat(pelaku: Pelaku, pegawai_id: int, *, golongan: str, mulai: date, pada: datetime) -> None:
    """Golongan (and with it pangkat) from a day on; on a day that has one it is corrected. Continues the SKP.

    Raises RuleViolation (field golongan).
    """
    with tulis():
        pegawai = ambil_pegawai(pelaku, pegawai_id, hari_dari(pada), untuk_diubah=True)
        value = baca_golongan(golongan, pegawai.kepegawaian or Kepegawaian.PNS)
        if value is None:
            raise RuleViolation("Isi golongan.", "golongan")
        before = identitas(pegawai_id, mulai).golongan
        Pangkat.delete().where(Pangkat.pegawai == pegawai_id, Pangkat.mulai == mulai).execute()
        Pangkat.create(pegawai=pegawai_id, golongan=value, mulai=mulai)
        catat_pegawai(
            pelaku, "pegawai.tetapkan_pangkat", pegawai_id, pada=pada,
            sebelum={"golongan": before}, sesudah={"golongan": value, "mulai": mulai},
        )  # fmt: skip


def tambah_kontrak(
    pelaku: Pelaku, pegawai_id: int, *, nomor: str, mulai: date, sampai: date, jam: int | None = None, pada: datetime
) -> Kontrak:
    """A contract of PPPK or paruh waktu; `jam` a week. Raises RuleViolation (fields mulai, sampai): PNS, overlap."""
    with tulis():
        pegawai = ambil_pegawai(pelaku, pegawai_id, hari_dari(pada), untuk_diubah=True)
        if pegawai.kepegawaian not in (Kepegawaian.PPPK, Kepegawaian.PARUH_WAKTU):
            raise RuleViolation("Hanya PPPK dan PPPK paruh waktu yang memiliki kontrak.", "nomor")
        others = Kontrak.select().where(Kontrak.pegawai == pegawai_id)
        periksa_rentang(mulai, sampai, [(k.mulai, k.sampai) for k in others])
        kontrak = Kontrak.create(pegawai=pegawai_id, nomor=nomor, mulai=mulai, sampai=sampai, jam=jam)
        catat_pegawai(
            pelaku, "pegawai.tambah_kontrak", pegawai_id, pada=pada,
            sesudah={"nomor": nomor, "mulai": mulai, "sampai": sampai, "jam": jam},
        )  # fmt: skip
    return kontrak


def tempatkan(
    pelaku: Pelaku, pegawai_id: int, *, jabatan_id: int, kedudukan: Kedudukan = Kedudukan.DEFINITIF, mulai: date,
    sampai: date | None = None, sk_nomor: str = "", pada: datetime,
) -> RiwayatJabatan:  # fmt: skip
    """Put a person into a post. A definitif one closes the former definitif one on the day before (pindah jabatan);
    Plt., Plh., Pj. come beside it. Raises RuleViolation (fields jabatan, mulai, sampai): the post is taken or closed."""
    with tulis():
        pegawai = ambil_pegawai(pelaku, pegawai_id, hari_dari(pada), untuk_diubah=True)
        row = _tempatkan(pelaku, pegawai, jabatan_id, kedudukan, mulai, sampai, sk_nomor)
        catat_pegawai(
            pelaku, "pegawai.tempatkan", pegawai_id, pada=pada,
            sesudah={"jabatan_id": jabatan_id, "kedudukan": kedudukan, "mulai": mulai, "sampai": sampai, "sk_nomor": sk_nomor},
        )  # fmt: skip
    return row


def _tempatkan(
    pelaku: Pelaku, pegawai: Pegawai, jabatan_id: int, kedudukan: Kedudukan,
    mulai: date, sampai: date | None, sk_nomor: str,
) -> RiwayatJabatan:  # fmt: skip
    post = ambil_jabatan(jabatan_id)
    pastikan_wewenang(pelaku, post.unit_id)
    periksa_rentang(mulai, sampai)
    if mulai < post.dibuka or (post.ditutup and mulai >= post.ditutup):
        raise RuleViolation("Jabatan ini belum ada atau sudah ditutup pada tanggal mulai. Pilih yang lain.", "jabatan")
    if pegawai.luar and kedudukan is Kedudukan.DEFINITIF:
        raise RuleViolation("Pejabat luar hanya dapat menjadi Plt., Plh., atau Pj. di kantor ini.", "kedudukan")
    if identitas(pegawai.id, mulai).status in KELUAR:
        raise RuleViolation("Pegawai ini sudah keluar. Tetapkan dulu statusnya menjadi Aktif.", "mulai")
    _pastikan_kosong(pegawai, post, kedudukan, mulai, sampai)
    if kedudukan is Kedudukan.DEFINITIF:
        _akhiri_definitif(pegawai.id, mulai)
    return RiwayatJabatan.create(
        pegawai=pegawai, jabatan=post, kedudukan=kedudukan, mulai=mulai, sampai=sampai, sk_nomor=sk_nomor
    )


def _bertindihan(mulai: date, sampai: date | None) -> Any:
    """Rows of riwayat jabatan that share a day with the span."""
    open_then = RiwayatJabatan.sampai.is_null() | (RiwayatJabatan.sampai >= mulai)
    return open_then if sampai is None else open_then & (RiwayatJabatan.mulai <= sampai)


def _pastikan_kosong(pegawai: Pegawai, post: Jabatan, kedudukan: Kedudukan, mulai: date, sampai: date | None) -> None:
    """A structural post has one definitif holder, any post one Plt., Plh. and Pj. at a time, nobody the same one twice."""
    held = RiwayatJabatan.select().where(RiwayatJabatan.jabatan == post, RiwayatJabatan.kedudukan == kedudukan)
    held = held.where(_bertindihan(mulai, sampai))
    if kedudukan is Kedudukan.DEFINITIF and post.jenis not in STRUKTURAL:
        held = held.where(RiwayatJabatan.pegawai == pegawai)
    if row := held.first():
        raise RuleViolation(
            f"{kedudukan.awalan}{post.nama} sudah dipegang {row.pegawai.nama} sejak {tanggal(row.mulai)}. "
            "Akhiri dulu masa jabatannya, atau ubah tanggalnya.",
            "jabatan",
        )


def _akhiri_definitif(pegawai_id: int, mulai: date) -> None:
    """Pindah jabatan: the definitif row that covers the day ends on the day before."""
    definitif = RiwayatJabatan.select().where(
        RiwayatJabatan.pegawai == pegawai_id,
        RiwayatJabatan.kedudukan == Kedudukan.DEFINITIF,
        RiwayatJabatan.jabatan.is_null(False),
        _bertindihan(mulai, None),
    )
    for row in definitif:
        if row.mulai >= mulai:
            raise RuleViolation(
                f"TMT jabatan baru harus sesudah TMT jabatan {row.jabatan.nama}, {tanggal(row.mulai)}.", "mulai"
            )
        update_versioned(RiwayatJabatan, row.id, row.versi, sampai=mulai - SEHARI)


def _simpan_riwayat(row: RiwayatJabatan, versi: int, **values: Any) -> None:
    stored = {"Jabatan": row.jabatan.nama if row.jabatan else row.jabatan_luar, "Sampai": tanggal(row.sampai)}
    simpan_versi(row, versi, stored, **values)


def akhiri_jabatan(pelaku: Pelaku, riwayat_id: int, versi: int, *, sampai: date, pada: datetime) -> None:
    """The last day in a post (end of a Plt. task, leaving a post). Raises RuleViolation (field sampai), Conflict."""
    with tulis():
        row = ambil_riwayat(pelaku, riwayat_id, hari_dari(pada))
        periksa_rentang(row.mulai, sampai)
        _simpan_riwayat(row, versi, sampai=sampai)
        catat_pegawai(
            pelaku, "pegawai.akhiri_jabatan", row.pegawai_id, pada=pada,
            sebelum={"riwayat": riwayat_id, "sampai": row.sampai}, sesudah={"sampai": sampai},
        )  # fmt: skip


def lanjutkan_jabatan(
    pelaku: Pelaku, riwayat_id: int, versi: int, *, jabatan_id: int, mulai: date, pada: datetime
) -> None:
    """Another post without a pindah jabatan (jenjang naik, nomenklatur): the same row and SKP go on.

    Raises RuleViolation (fields jabatan, mulai), Conflict.
    """
    with tulis():
        row = ambil_riwayat(pelaku, riwayat_id, hari_dari(pada))
        post = ambil_jabatan(jabatan_id)
        pastikan_wewenang(pelaku, post.unit_id)
        if row.jabatan_id in (None, jabatan_id) or post.ditutup:
            raise RuleViolation("Pilih jabatan lain yang masih ada.", "jabatan")
        periksa_rentang(row.mulai, mulai)
        _pastikan_kosong(row.pegawai, post, row.kedudukan, mulai, row.sampai)
        past = f"{row.jabatan.nama} (s.d. {tanggal(mulai - SEHARI)})"
        trail = "; ".join(part for part in (row.sebelumnya, past) if part)
        _simpan_riwayat(row, versi, jabatan=jabatan_id, sebelumnya=trail)
        catat_pegawai(
            pelaku, "pegawai.lanjutkan_jabatan", row.pegawai_id, pada=pada,
            sebelum={"riwayat": riwayat_id, "jabatan_id": row.jabatan_id}, sesudah={"jabatan_id": jabatan_id, "mulai": mulai},
        )  # fmt: skip


def catat_riwayat_luar(
    pelaku: Pelaku, pegawai_id: int, *,
    jabatan: str, instansi: str, mulai: date, sampai: date, sk_nomor: str = "", pada: datetime,
) -> None:  # fmt: skip
    """A post held elsewhere, in words. Raises RuleViolation (field sampai)."""
    with tulis():
        ambil_pegawai(pelaku, pegawai_id, hari_dari(pada), untuk_diubah=True)
        periksa_rentang(mulai, sampai)
        RiwayatJabatan.create(
            pegawai=pegawai_id, jabatan_luar=jabatan, instansi=instansi, mulai=mulai, sampai=sampai, sk_nomor=sk_nomor
        )
        catat_pegawai(
            pelaku, "pegawai.catat_riwayat_luar", pegawai_id, pada=pada,
            sesudah={"jabatan": jabatan, "instansi": instansi, "mulai": mulai, "sampai": sampai},
        )  # fmt: skip
