"""Checking rows of people: the single row, the unit, and what applying it would change. Pure.

Who is whose superior is in rules_atasan; both work on the same rows. Sources: spec/rules §1.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import STRUKTURAL, JenisJabatan, baca_jenis, kunci_nama
from skpweb.pegawai.rules import (
    Kedudukan,
    Kepegawaian,
    baca_golongan,
    baca_kedudukan,
    baca_kepegawaian,
    baca_nip,
    peringatan_nip,
    pisah_kedudukan,
    tampilkan_nip,
)
from skpweb.tukar.rules import KOSONG, Baris, Keadaan, Pilihan, Sel, Tanya, angka_nip, baca_tanggal, teks
from skpweb.tukar.rules_cocok import kunci_gelar, mungkin_sama, paling_mirip

UNIT_BARU = "baru"


@dataclass(frozen=True)
class UnitAda:
    """A unit of the office as it is known."""

    id: int
    nama: str


@dataclass(frozen=True)
class Orang:
    """A person as known on the day, with the post by which the list shows him; `pos` are all posts he holds."""

    pegawai_id: int
    nip: str
    nama: str
    kepegawaian: Kepegawaian | None
    golongan: str = ""
    hp: str = ""
    email: str = ""
    jabatan: str = ""
    jenis: JenisJabatan | None = None
    kedudukan: Kedudukan = Kedudukan.DEFINITIF
    mulai: date | None = None
    unit_id: int | None = None
    unit: str = ""
    jabatan_id: int | None = None
    jabatan_atasan_id: int | None = None
    atasan_nip: str = ""
    pos: frozenset[int] = frozenset()
    luar: bool = False


@dataclass(frozen=True)
class Kantor:
    """What the office knows before the import. `wewenang`: units in which the actor acts, None for the whole OPD."""

    hari: date
    unit: Sequence[UnitAda] = ()
    orang: Mapping[str, Orang] = field(default_factory=dict)  # by NIP; pejabat luar without one by "luar:<id>"
    akar: str = ""  # name of the root post, "" where there is none
    wewenang: frozenset[int] | None = None

    @property
    def kosong(self) -> bool:
        """A first import: nobody is known yet, so units are made without asking."""
        return len(self.unit) <= 1 and sum(not o.luar for o in self.orang.values()) <= 1


def baca_baris(baris: Baris, label: Mapping[str, str], hari: date) -> None:
    """Read every cell of one row into `baris.data`; each fault and warning is put on the row."""
    data = baris.data

    def baca(kunci: str, cara: Callable[[Sel], object]) -> None:
        try:
            data[kunci] = cara(baris.sel.get(kunci))
        except RuleViolation as tolak:
            baris.salah(label[kunci], baris.sel.get(kunci), tolak.message)

    baca("nama", lambda s: _isi(s, "Nama belum diisi. Ketik nama lengkapnya."))
    baca(
        "kepegawaian",
        lambda s: baca_kepegawaian(_isi(s, "Status belum diisi. Tulis PNS, PPPK, atau PPPK Paruh Waktu.")),
    )
    kepegawaian = data.get("kepegawaian")
    baca(
        "nip",
        lambda s: (
            baca_nip(angka_nip(s), kepegawaian if isinstance(kepegawaian, Kepegawaian) else Kepegawaian.PNS).angka
        ),
    )
    if isinstance(kepegawaian, Kepegawaian):
        if "nip" in data:
            for kata in peringatan_nip(baca_nip(str(data["nip"]), kepegawaian), hari):
                baris.peringatan(label["nip"], data["nip"], kata)
        if "golongan" in baris.sel:
            baca("golongan", lambda s: baca_golongan(_bersih(s), kepegawaian) or "")
    _baca_jabatan(baris, label)
    baca("unit", lambda s: _isi(s, "Unit kerja belum diisi."))
    baca("mulai", baca_tanggal)
    _baca_kontak(baris, label)


def _bersih(sel: Sel) -> str:
    kata = teks(sel)
    return "" if kata in KOSONG else kata


def _isi(sel: Sel, pesan: str) -> str:
    if kata := _bersih(sel):
        return kata
    raise RuleViolation(pesan)


def _baca_jabatan(baris: Baris, label: Mapping[str, str]) -> None:
    """Post, what stands before it (Plt.), kedudukan, kind and level."""
    data, sel = baris.data, baris.sel
    if not _bersih(sel.get("jabatan")):
        baris.salah(label["jabatan"], "", "Jabatan belum diisi. Ketik nama jabatannya.")
        return
    awalan, data["jabatan"] = pisah_kedudukan(_bersih(sel["jabatan"]))
    try:
        tertulis = _bersih(sel.get("kedudukan"))
        data["kedudukan"] = baca_kedudukan(tertulis) if tertulis or not awalan else awalan
        if awalan and data["kedudukan"] is not awalan:
            baris.peringatan(
                label["kedudukan"], tertulis, f"Nama jabatan diawali {awalan.label}, jadi dibaca {awalan.label}"
            )
            data["kedudukan"] = awalan
    except RuleViolation as tolak:
        baris.salah(label["kedudukan"], sel.get("kedudukan"), tolak.message)
    try:
        tertulis = _isi(sel.get("jenis"), "Jenis jabatan belum diisi. Tulis misalnya Pelaksana atau Fungsional.")
        data["jenis"], data["jenjang"] = baca_jenis(tertulis, str(data["jabatan"]))
        if data["jenis"] is JenisJabatan.FUNGSIONAL and data["jenjang"] is None:
            baris.peringatan(
                label["jabatan"],
                data["jabatan"],
                "Jenjang tidak terbaca dari nama jabatan fungsional ini. Lengkapi kemudian di halaman jabatan.",
            )
    except RuleViolation as tolak:
        baris.salah(label["jenis"], sel.get("jenis"), tolak.message)


def _baca_kontak(baris: Baris, label: Mapping[str, str]) -> None:
    hp = re.sub(r"[^\d+]", "", _bersih(baris.sel.get("hp")))
    baris.data["hp"] = f"0{hp}" if isinstance(baris.sel.get("hp"), int) and hp.startswith("8") else hp
    email = _bersih(baris.sel.get("email"))
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        baris.peringatan(label["email"], email, "Bukan alamat email, jadi tidak disimpan.")
        email = ""
    baris.data["email"] = email


# ---- rows among each other -----------------------------------------------------------------------
def periksa_ganda(baris: Sequence[Baris], label: Mapping[str, str]) -> None:
    """One NIP stands in one row; a structural post of a unit has one definitive holder."""
    tempat: dict[str, list[Baris]] = defaultdict(list)
    kursi: dict[tuple[object, str], list[Baris]] = defaultdict(list)
    for satu in baris:
        if "nip" in satu.data:
            tempat[str(satu.data["nip"])].append(satu)
        if satu.data.get("jenis") in STRUKTURAL and satu.data.get("kedudukan") is Kedudukan.DEFINITIF:
            kursi[satu.data.get("unit_kunci"), kunci_nama(str(satu.data["jabatan"]))].append(satu)
    for kelompok in (k for k in tempat.values() if len(k) > 1):
        for satu in kelompok:
            lain = ", ".join(str(b.nomor) for b in kelompok if b is not satu)
            satu.salah(label["nip"], satu.data["nip"], f"NIP ini juga ada di baris {lain}. Sisakan satu baris saja.")
    for kelompok in (k for k in kursi.values() if len(k) > 1):
        for satu in kelompok:
            lain = ", ".join(str(b.nomor) for b in kelompok if b is not satu)
            satu.salah(
                label["jabatan"],
                satu.data["jabatan"],
                f"Jabatan ini juga dipegang secara definitif di baris {lain}. Tulis Plt. pada salah satunya, atau bila "
                "memang dua unit, tulis nama unit lengkap.",
            )


def cocokkan_unit(baris: Sequence[Baris], kantor: Kantor, jawaban: Mapping[str, str], label: Mapping[str, str]) -> None:
    """Give each row its unit: `unit_id` of a known one, or None and `unit_nama` of one to be made; `unit_kunci` tells
    units apart. An unknown spelling is asked for; on a first import it is a new unit unless it looks like another.
    """
    ada: dict[str, list[UnitAda]] = defaultdict(list)
    for unit in kantor.unit:
        ada[kunci_nama(unit.nama)].append(unit)
    banyak = Counter(kunci_nama(str(b.data["unit"])) for b in baris if "unit" in b.data)
    tulisan: dict[str, str] = {}
    for satu in baris:
        if "unit" in satu.data:
            tulisan.setdefault(kunci_nama(str(satu.data["unit"])), str(satu.data["unit"]))
    putusan = {k: _putuskan_unit(k, tulisan, banyak, ada, kantor, jawaban) for k in tulisan}
    for satu in baris:
        if "unit" not in satu.data:
            continue
        kunci = kunci_nama(str(satu.data["unit"]))
        hasil = putusan[kunci]
        if isinstance(hasil, Tanya):
            satu.salah(label["unit"], satu.data["unit"], hasil.teks, hasil)
            satu.data["unit_kunci"] = kunci
        elif isinstance(hasil, UnitAda):
            satu.data |= {"unit_id": hasil.id, "unit": hasil.nama, "unit_kunci": str(hasil.id)}
        else:
            satu.data |= {"unit_id": None, "unit": tulisan[hasil], "unit_kunci": hasil}
        _periksa_wewenang(satu, kantor, label)


def _putuskan_unit(
    kunci: str,
    tulisan: Mapping[str, str],
    banyak: Mapping[str, int],
    ada: Mapping[str, list[UnitAda]],
    kantor: Kantor,
    jawaban: Mapping[str, str],
) -> UnitAda | Tanya | str:
    """The known unit, the key of a unit to be made, or the question."""
    nama, tanya = tulisan[kunci], f"unit:{kunci}"
    jawab = jawaban.get(tanya, "")
    if len(ada.get(kunci, ())) == 1:
        return ada[kunci][0]
    if pilih := next((u for u in kantor.unit if f"id:{u.id}" == jawab), None):
        return pilih
    if jawab == UNIT_BARU or (jawab.startswith("sama:") and jawab[5:] in tulisan):
        return kunci if jawab == UNIT_BARU else jawab[5:]
    if len(ada.get(kunci, ())) > 1:
        return Tanya(tanya, f"Ada beberapa unit bernama “{nama}”. Pilih salah satu.", _pilihan_id(ada[kunci]))
    dekat = [
        k
        for k in tulisan
        if k not in ada and mungkin_sama(nama, tulisan[k]) and (banyak[k], k) > (banyak[kunci], kunci)
    ]
    kenal = [u for u in kantor.unit if mungkin_sama(nama, u.nama)]
    if kantor.kosong and not dekat and not kenal:
        return kunci
    mirip = paling_mirip(nama, (u.nama for u in kantor.unit))
    pilihan = _pilihan_id([u for n in mirip for u in kantor.unit if u.nama == n])
    pilihan += tuple(Pilihan(f"sama:{k}", f"{tulisan[k]} (dari file ini)") for k in dekat)
    if kantor.wewenang is None:
        pilihan += (Pilihan(UNIT_BARU, f"Buat unit baru “{nama}”"),)
    return Tanya(tanya, f"Unit “{nama}” tidak dikenal. Pilih unit yang dimaksud, atau perbaiki di file.", pilihan)


def _pilihan_id(unit: Sequence[UnitAda]) -> tuple[Pilihan, ...]:
    return tuple(Pilihan(f"id:{u.id}", u.nama) for u in unit)


def _periksa_wewenang(baris: Baris, kantor: Kantor, label: Mapping[str, str]) -> None:
    """A pengelola of some units brings people into those units only, and changes only people who are there."""
    if kantor.wewenang is None:
        return
    lama = kantor.orang.get(str(baris.data.get("nip")))
    unit_id = baris.data.get("unit_id")
    if ("unit_id" in baris.data and unit_id not in kantor.wewenang) or (
        lama and lama.unit_id is not None and lama.unit_id not in kantor.wewenang
    ):
        baris.salah(
            label["unit"],
            baris.data.get("unit"),
            "Di luar unit wewenang Anda. Hapus baris ini, atau minta pengelola seluruh OPD yang mengimpornya.",
        )


# ---- what would change ---------------------------------------------------------------------------
def bandingkan(baris: Baris, kantor: Kantor, label: Mapping[str, str]) -> None:
    """Set `keadaan` and `perubahan` against what is known. An empty cell or missing column changes nothing."""
    lama, data = kantor.orang.get(str(baris.data.get("nip"))), baris.data
    if baris.ada_salah:
        baris.keadaan = Keadaan.SALAH
        return
    if lama is None:
        baris.keadaan = Keadaan.BARU
        return
    data["pegawai_id"] = lama.pegawai_id
    pasangan = [
        ("nama", lama.nama, str(data["nama"])),
        (
            "kepegawaian",
            lama.kepegawaian.label if lama.kepegawaian else "",
            Kepegawaian(str(data["kepegawaian"])).label,
        ),
        ("golongan", lama.golongan, str(data.get("golongan", ""))),
        ("hp", lama.hp, str(data["hp"])),
        ("email", lama.email, str(data["email"])),
        ("jabatan", kunci_nama(lama.jabatan), kunci_nama(str(data["jabatan"]))),
        ("jenis", lama.jenis.label if lama.jenis else "", JenisJabatan(str(data["jenis"])).label),
        ("kedudukan", lama.kedudukan.label, Kedudukan(str(data["kedudukan"])).label),
        ("unit", str(lama.unit_id), str(data["unit_id"])),
        ("mulai", teks(lama.mulai), teks(data["mulai"]) if isinstance(data["mulai"], date) else ""),
    ]
    tampak = {"jabatan": (lama.jabatan, str(data["jabatan"])), "unit": (lama.unit, str(data["unit"]))}
    for kunci, dari, ke in pasangan:
        if ke and dari != ke:
            baris.perubahan[label[kunci]] = tampak.get(kunci, (dari, ke))
    baris.keadaan = Keadaan.BERUBAH if baris.perubahan else Keadaan.SAMA


def peringatan_plt(baris: Sequence[Baris], kantor: Kantor, label: Mapping[str, str]) -> None:
    """A person who comes with a Plt., Plh. or Pj. post alone is listed for completion (spec/rules §1)."""
    for satu in baris:
        kedudukan = satu.data.get("kedudukan")
        if satu.keadaan is Keadaan.BARU and isinstance(kedudukan, Kedudukan) and kedudukan is not Kedudukan.DEFINITIF:
            pesan = "Jabatan definitifnya belum diketahui. Lengkapi kemudian di halaman pegawai."
            satu.peringatan(label["kedudukan"], kedudukan.label, pesan)


def peringatan_nama(baris: Sequence[Baris], kantor: Kantor, label: Mapping[str, str]) -> None:
    """A new person with the very name of a known one may be the same person with a corrected number."""
    kenal = {kunci_gelar(o.nama): o for o in kantor.orang.values() if not o.luar}
    for satu in baris:
        sama = kenal.get(kunci_gelar(str(satu.data.get("nama", ""))))
        if sama and satu.keadaan is Keadaan.BARU and sama.nip != satu.data.get("nip"):
            satu.peringatan(
                label["nama"],
                satu.data["nama"],
                f"Sudah ada {sama.nama} dengan NIP {tampilkan_nip(sama.nip)}. Bila orangnya sama, betulkan NIP-nya di "
                "halaman pegawai, jangan diimpor sebagai orang baru.",
            )
