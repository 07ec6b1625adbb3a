from datetime import date, datetime, timedelta

from skpweb.audit.services import catat
from skpweb.core import clock, formats
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import NotAllowed, NotFound, RuleViolation
from skpweb.organisasi.queries import ambil_unit, satu
from skpweb.organisasi.services import simpan_versi
from skpweb.pegawai.queries import identitas
from skpweb.pemberitahuan.services import kirim
from skpweb.periode import queries
from skpweb.periode.models import HariLibur, Jendela, Pengecualian, PolaKerja
from skpweb.periode.rules import JenisLibur, Pola, Tahap, akhir_menit, awal_menit, periksa_rentang


def atur_jendela(
    pelaku: Pelaku, tahun: int, tahap: Tahap, *, kode: str = "", nama: str = "", buka_pada: datetime,
    tutup_pada: datetime, versi: int | None = None, endpoint: str = "", arg: dict[str, object] | None = None,
    pada: datetime,
) -> Jendela:  # fmt: skip
    """Open, move or set up the window of a stage and tell all concerned (rules §2). Both minutes are included.

    `endpoint`, `arg`: where the message leads. Raises RuleViolation (field "tutup"), Conflict.
    """
    buka_pada, tutup_pada = awal_menit(buka_pada), akhir_menit(tutup_pada)
    periksa_rentang(buka_pada, tutup_pada)
    with tulis():
        lama = queries.cari_jendela(tahun, tahap, kode)
        nama = nama or queries.nama_jendela(tahap, tahun, lama)
        isi: dict[str, object] = {"nama": nama, "buka_pada": buka_pada, "tutup_pada": tutup_pada}
        baru = _ubah(lama, versi, isi) if lama else Jendela.create(tahun=tahun, tahap=tahap, kode=kode, **isi)
        _umumkan(pelaku, "periode.atur_jendela", baru, lama, pada, endpoint, arg)
    return baru


def _ubah(lama: Jendela, versi: int | None, isi: dict[str, object]) -> Jendela:
    tersimpan = {"Buka": formats.waktu(lama.buka_pada), "Tutup": formats.waktu(lama.tutup_pada)}
    simpan_versi(lama, lama.versi if versi is None else versi, tersimpan, **isi)
    return queries.ambil_jendela(lama.id)


def _umumkan(
    pelaku: Pelaku, tindakan: str, jendela: Jendela, lama: Jendela | None, pada: datetime,
    endpoint: str = "", arg: dict[str, object] | None = None,
) -> None:  # fmt: skip
    """The audit line, and a message to all concerned."""
    sebelum = {"buka": lama.buka_pada, "tutup": lama.tutup_pada} if lama else None
    sesudah = {"nama": jendela.nama, "buka": jendela.buka_pada, "tutup": jendela.tutup_pada}
    catat(pelaku, tindakan, f"jendela:{jendela.id}", pada=pada, sebelum=sebelum, sesudah=sesudah)
    siapa = [i.pegawai_id for i in queries.terkait(jendela.tahap, clock.hari(pada))]
    kirim(siapa, _kabar(jendela, pada), endpoint=endpoint, arg=arg, pada=pada)


def _kabar(jendela: Jendela, pada: datetime) -> str:
    buka, tutup = formats.waktu(jendela.buka_pada), formats.waktu(jendela.tutup_pada)
    if jendela.tutup_pada < pada:
        return f"{jendela.nama} ditutup sejak {tutup}."
    if jendela.buka_pada > pada:
        return f"{jendela.nama} akan dibuka {buka} sampai {tutup}."
    return f"{jendela.nama} dibuka sampai {tutup}."


def tutup_jendela(pelaku: Pelaku, jendela_id: int, *, versi: int | None = None, pada: datetime) -> None:
    """Close an open window now and tell all concerned. Raises RuleViolation when it is not open, Conflict."""
    lama = queries.ambil_jendela(jendela_id)
    if not lama.buka_pada <= pada <= lama.tutup_pada:
        raise RuleViolation(f"{lama.nama} tidak sedang dibuka. Muat ulang halaman untuk melihat keadaannya.")
    with tulis():
        jendela = _ubah(lama, versi, {"tutup_pada": max(lama.buka_pada, pada - timedelta(milliseconds=1))})
        _umumkan(pelaku, "periode.tutup_jendela", jendela, lama, pada)


def beri_pengecualian(
    pelaku: Pelaku, jendela_id: int, *, unit_id: int | None = None, pegawai_id: int | None = None,
    alasan: str, sampai_pada: datetime, pada: datetime,
) -> Pengecualian:  # fmt: skip
    """Let a unit or a person in until `sampai_pada` and tell them (rules §2): within one's units, never to oneself.

    Raises NotAllowed outside one's authority, RuleViolation on "untuk", "alasan" or "sampai".
    """
    hari, sampai_pada = clock.hari(pada), akhir_menit(sampai_pada)
    if (unit_id is None) == (pegawai_id is None):
        raise RuleViolation("Pilih satu unit atau satu pegawai, tidak keduanya.", "untuk")
    if pegawai_id is not None and pegawai_id == pelaku.pegawai_id:
        raise RuleViolation("Pengecualian untuk diri sendiri diberikan pengelola lain atau admin.", "untuk")
    tujuan = ambil_unit(unit_id).id if unit_id is not None else _unit_pegawai(pegawai_id, hari)
    if not queries.boleh_mengecualikan(pelaku, tujuan):
        raise NotAllowed("Pengecualian hanya dapat diberikan di unit yang menjadi wewenang Anda.")
    if not alasan.strip():
        raise RuleViolation("Isi alasan pengecualian, misalnya gangguan jaringan di unit itu.", "alasan")
    jendela = queries.ambil_jendela(jendela_id)
    _periksa_sampai(jendela, sampai_pada, pada)
    with tulis():
        row = Pengecualian.create(
            jendela=jendela, unit=unit_id, pegawai=pegawai_id, alasan=alasan.strip(),
            mulai_pada=pada, sampai_pada=sampai_pada, oleh=pelaku.pegawai_id,
        )  # fmt: skip
        sesudah = {"unit": unit_id, "pegawai": pegawai_id, "alasan": row.alasan, "sampai": sampai_pada}
        objek = f"jendela:{jendela.id}"
        catat(pelaku, "periode.beri_pengecualian", objek, pada=pada, pegawai_id=pegawai_id, sesudah=sesudah)
        siapa = _siapa(unit_id, pegawai_id, hari)
        teks = f"{jendela.nama} dibuka bagi Anda sampai {formats.waktu(sampai_pada)}. Alasan: {row.alasan}"
        kirim([p for p in siapa if p != pelaku.pegawai_id], teks, pada=pada)
    return row


def _siapa(unit_id: int | None, pegawai_id: int | None, hari: date) -> list[int]:
    if unit_id is None:
        return [pegawai_id or 0]
    return [i.pegawai_id for i in queries.bertugas(hari, unit_id)]


def _unit_pegawai(pegawai_id: int | None, hari: date) -> int | None:
    orang = identitas(pegawai_id or 0, hari)
    if orang.luar:
        raise NotFound
    return orang.unit_id


def _periksa_sampai(jendela: Jendela, sampai_pada: datetime, pada: datetime) -> None:
    if sampai_pada <= pada:
        raise RuleViolation("Sampai harus sesudah sekarang. Pilih tanggal atau jam yang lebih akhir.", "sampai")
    if jendela.buka_pada <= pada <= jendela.tutup_pada and sampai_pada <= jendela.tutup_pada:
        tutup = formats.waktu(jendela.tutup_pada)
        raise RuleViolation(f"Jendelanya sendiri masih dibuka sampai {tutup}. Pilih waktu sesudah itu.", "sampai")


def cabut_pengecualian(pelaku: Pelaku, pengecualian_id: int, *, pada: datetime) -> None:
    """Take an exception back and tell those it was for. Raises NotFound, NotAllowed outside one's authority."""
    row, hari = queries.ambil_pengecualian(pengecualian_id), clock.hari(pada)
    unit_id = row.unit_id if row.pegawai_id is None else _unit_pegawai(row.pegawai_id, hari)
    if not queries.boleh_mengecualikan(pelaku, unit_id):
        raise NotAllowed("Pengecualian ini di luar unit yang menjadi wewenang Anda.")
    with tulis():
        Pengecualian.update(dicabut_pada=pada).where(Pengecualian.id == row.id).execute()
        catat(
            pelaku, "periode.cabut_pengecualian", f"jendela:{row.jendela_id}",
            pada=pada, pegawai_id=row.pegawai_id, sebelum={"alasan": row.alasan, "sampai": row.sampai_pada},
        )  # fmt: skip
        siapa = _siapa(row.unit_id, row.pegawai_id, hari)
        kirim(siapa, f"Pengecualian untuk {row.jendela.nama} dicabut.", pada=pada)


# ---- the work calendar ----------------------------------------------------------------------------
def tetapkan_libur(pelaku: Pelaku, tanggal: date, nama: str, jenis: JenisLibur, *, pada: datetime) -> HariLibur:
    """Enter a day off; clocks still open grow longer, nothing else changes (§5a). Raises RuleViolation."""
    with tulis():
        ada = HariLibur.get_or_none(HariLibur.tanggal == tanggal, HariLibur.dicabut_pada.is_null())
        if ada is not None:
            raise RuleViolation(
                f"{formats.tanggal(tanggal)} sudah tercatat sebagai “{ada.nama}”. Hapus dulu bila keliru.", "tanggal"
            )
        row = HariLibur.create(tanggal=tanggal, nama=nama.strip(), jenis=jenis, dibuat_pada=pada)
        sesudah = {"tanggal": tanggal, "nama": row.nama, "jenis": str(jenis)}
        catat(pelaku, "periode.tetapkan_libur", f"libur:{row.id}", pada=pada, sesudah=sesudah)
    return row


def hapus_libur(pelaku: Pelaku, libur_id: int, *, pada: datetime) -> HariLibur:
    """Take a day off away; clocks begun before keep counting it (§5a). Raises NotFound."""
    with tulis():
        row = satu(HariLibur, HariLibur.id == libur_id, HariLibur.dicabut_pada.is_null())
        HariLibur.update(dicabut_pada=pada).where(HariLibur.id == row.id).execute()
        sebelum = {"tanggal": row.tanggal, "nama": row.nama, "jenis": str(row.jenis)}
        catat(pelaku, "periode.hapus_libur", f"libur:{row.id}", pada=pada, sebelum=sebelum)
    return row


def atur_pola(pelaku: Pelaku, unit_id: int | None, pola: Pola, *, mulai: date, pada: datetime) -> None:
    """Working days of a unit (None: the office) from `mulai` on. Raises NotFound."""
    with tulis():
        if unit_id is not None:
            ambil_unit(unit_id)
        row = PolaKerja.create(unit=unit_id, pola=pola, mulai=mulai, dibuat_pada=pada)
        sesudah = {"unit": unit_id, "pola": pola.label, "mulai": mulai}
        catat(pelaku, "periode.atur_pola", f"pola:{row.id}", pada=pada, sesudah=sesudah)
