"""Checking rows of people: the single row, the unit, and what applying it would change. Pure.

Who is whose superior is in rules_atasan; both work on the same rows. Sources: spec/rules §1.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import STRUKTURAL, JenisJabatan, Jenjang, baca_jenis, kunci_nama
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
from skpweb.pegawai.rules_impor import BarisImpor, Keadaan, PosLama
from skpweb.tukar.rules import KOSONG, Baris, Dampak, Pilihan, Sel, Tanya, angka_nip, baca_tanggal, teks
from skpweb.tukar.rules_cocok import kunci_gelar, mungkin_sama, paling_mirip

UNIT_BARU = "baru"
PUNCAK, TETAP = "", "tetap"
"""In `data["atasan"]` beside a NIP: the row is the root; nothing is said about a known person, so nothing changes."""


@dataclass(frozen=True)
class Kantor:
    """The office as the import finds it. `wewenang`: units in which the actor acts, None for the whole OPD."""

    hari: date
    keadaan: Keadaan
    wewenang: frozenset[int] | None = None

    @property
    def unit(self) -> dict[int, str]:
        return {unit_id: nama for unit_id, (nama, _) in self.keadaan.unit.items()}

    @property
    def kosong(self) -> bool:
        """A first import: no unit is known but the office itself, so units are made without asking."""
        return len(self.keadaan.unit) <= 1

    @cached_property
    def pemegang(self) -> dict[int, list[str]]:
        """NIP of the holders of each post."""
        hasil: dict[int, list[str]] = defaultdict(list)
        for nip, orang in self.keadaan.orang.items():
            for duduk in orang.duduk:
                hasil[duduk.jabatan_id].append(nip)
        return hasil

    def pos(self, nip: str) -> PosLama | None:
        """The post by which a known person is listed (the definitive one first)."""
        orang = self.keadaan.orang.get(nip)
        return self.keadaan.pos.get(orang.duduk[0].jabatan_id) if orang and orang.duduk else None

    def nip_atasan(self, nip: str) -> str:
        """NIP of a holder of the post above, "" where there is none."""
        pos = self.pos(nip)
        return next(iter(self.pemegang.get(pos.atasan_id or 0, ())), "") if pos else ""


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
    """Give each row its unit: `unit_id` of a known one, or None and `unit` the name of one to be made; `unit_kunci` tells
    units apart. An unknown spelling is asked for; on a first import it is a new unit unless it looks like another.
    """
    cocok = _Unit(kantor, jawaban)
    for satu in baris:
        if "unit" in satu.data:
            cocok.catat(satu)
    putusan = {kunci: cocok.putuskan(kunci) for kunci in cocok.tulisan}
    for satu in baris:
        if "unit" not in satu.data:
            continue
        kunci = kunci_nama(str(satu.data["unit"]))
        hasil = putusan[kunci]
        if isinstance(hasil, Tanya):
            satu.salah(label["unit"], satu.data["unit"], hasil.teks, hasil)
            satu.data["unit_kunci"] = kunci
        elif isinstance(hasil, int):
            satu.data |= {"unit_id": hasil, "unit": kantor.unit[hasil], "unit_kunci": str(hasil)}
        else:
            satu.data |= {"unit_id": None, "unit": cocok.tulisan[hasil], "unit_kunci": hasil}
        _periksa_wewenang(satu, kantor, label)


class _Unit:
    """The spellings of units in a file against the units of the office, by kunci_nama."""

    def __init__(self, kantor: Kantor, jawaban: Mapping[str, str]) -> None:
        self.kantor, self.jawaban = kantor, jawaban
        self.tulisan: dict[str, str] = {}
        self.banyak: Counter[str] = Counter()
        self.tanpa_atasan: dict[str, set[str]] = {}
        self.ada: dict[str, list[int]] = defaultdict(list)
        for unit_id, nama in kantor.unit.items():
            self.ada[kunci_nama(nama)].append(unit_id)

    def catat(self, baris: Baris) -> None:
        nama = str(baris.data["unit"])
        kunci = kunci_nama(nama)
        self.banyak[kunci] += 1
        self.tulisan.setdefault(kunci, nama)
        if teks(baris.sel.get("atasan") or baris.sel.get("nama_atasan")) in KOSONG:
            self.tanpa_atasan.setdefault(kunci, set()).add(str(baris.data.get("nip")))

    def _unit_kepala(self, kunci: str) -> int | None:
        """The office itself, however it was called at set-up: the unit of the one row without superior, where that is
        the head or hardly any unit is known yet."""
        puncak = next((n for n, (_, induk) in self.kantor.keadaan.unit.items() if induk is None), None)
        akar = next((p.id for p in self.kantor.keadaan.pos.values() if p.atasan_id is None), 0)
        orang = self.tanpa_atasan.get(kunci, set())
        kepala = self.kantor.kosong or (len(orang) == 1 and orang <= set(self.kantor.pemegang.get(akar, ())))
        return puncak if kepala and len(self.tanpa_atasan) == 1 and orang else None

    def putuskan(self, kunci: str) -> int | str | Tanya:
        """The id of a known unit, the key of one to be made, or the question."""
        nama, tanya, unit = self.tulisan[kunci], f"unit:{kunci}", self.kantor.unit
        jawab, kembar = self.jawaban.get(tanya, ""), self.ada.get(kunci, [])
        if len(kembar) == 1:
            return kembar[0]
        if jawab.startswith("id:") and jawab[3:] in {str(n) for n in unit}:
            return int(jawab[3:])
        if jawab == UNIT_BARU or jawab.removeprefix("sama:") in self.tulisan:
            return kunci if jawab == UNIT_BARU else jawab.removeprefix("sama:")
        if kembar:
            return Tanya(tanya, f"Ada beberapa unit bernama “{nama}”. Pilih salah satu.", self._pilihan(kembar))
        dekat = [
            k for k in self.tulisan if k not in self.ada and self._lebih_lazim(k, kunci) and mungkin_sama(kunci, k)
        ]
        if kepala := self._unit_kepala(kunci):
            return kepala
        if self.kantor.kosong and not dekat and not any(mungkin_sama(kunci, k) for k in self.ada):
            return kunci
        pilihan = self._pilihan([n for mirip in paling_mirip(nama, unit.values()) for n in unit if unit[n] == mirip])
        pilihan += tuple(Pilihan(f"sama:{k}", f"{self.tulisan[k]} (dari file ini)") for k in dekat)
        if self.kantor.wewenang is None:
            pilihan += (Pilihan(UNIT_BARU, f"Buat unit baru “{nama}”"),)
        return Tanya(tanya, f"Unit “{nama}” tidak dikenal. Pilih unit yang dimaksud, atau perbaiki di file.", pilihan)

    def _lebih_lazim(self, satu: str, lain: str) -> bool:
        """Of two spellings in the file the rarer one is asked for."""
        return (self.banyak[satu], satu) > (self.banyak[lain], lain)

    def _pilihan(self, unit: Sequence[int]) -> tuple[Pilihan, ...]:
        return tuple(Pilihan(f"id:{n}", self.kantor.unit[n]) for n in unit)


def _periksa_wewenang(baris: Baris, kantor: Kantor, label: Mapping[str, str]) -> None:
    """A pengelola of some units brings people into those units only, and changes only people who are there."""
    if kantor.wewenang is None:
        return
    lama = kantor.pos(str(baris.data.get("nip")))
    if ("unit_id" in baris.data and baris.data["unit_id"] not in kantor.wewenang) or (
        lama and lama.unit_id not in kantor.wewenang
    ):
        pesan = "Di luar unit wewenang Anda. Hapus baris ini, atau minta pengelola seluruh OPD yang mengimpornya."
        baris.salah(label["unit"], baris.data.get("unit"), pesan)


# ---- what would change ---------------------------------------------------------------------------
def bandingkan(baris: Baris, kantor: Kantor, label: Mapping[str, str]) -> None:
    """Set `keadaan` and `perubahan` against what is known. An empty cell or missing column changes nothing."""
    nip, data = str(baris.data.get("nip")), baris.data
    lama, pos = kantor.keadaan.orang.get(nip), kantor.pos(nip)
    if baris.ada_salah:
        baris.keadaan = Dampak.SALAH
        return
    if lama is None:
        baris.keadaan = Dampak.BARU
        return
    duduk = lama.duduk[0] if lama.duduk else None
    pasangan: dict[str, tuple[object, object]] = {
        "nama": (lama.nama, data["nama"]),
        "kepegawaian": (
            lama.kepegawaian.label if lama.kepegawaian else "",
            Kepegawaian(str(data["kepegawaian"])).label,
        ),
        "golongan": (lama.golongan, data.get("golongan")),
        "hp": (lama.hp, data["hp"]),
        "email": (lama.email, data["email"]),
        "jabatan": (pos.nama if pos else "", data["jabatan"]),
        "jenis": (pos.jenis.label if pos else "", JenisJabatan(str(data["jenis"])).label),
        "kedudukan": (duduk.kedudukan.label if duduk else "", Kedudukan(str(data["kedudukan"])).label),
        "unit": (kantor.unit.get(pos.unit_id, "") if pos else "", data["unit"]),
        "mulai": (duduk.mulai if duduk else None, data["mulai"]),
    }
    for kunci, (dari, ke) in pasangan.items():
        sama = kunci_nama(str(dari)) == kunci_nama(str(ke)) if kunci in ("jabatan", "unit") else dari == ke
        if ke and not sama:
            baris.perubahan[label[kunci]] = (_tampak(dari), _tampak(ke))
    baris.keadaan = Dampak.BERUBAH if baris.perubahan else Dampak.SAMA


def _tampak(nilai: object) -> str:
    return teks(nilai) if isinstance(nilai, date) else str(nilai or "")


def lengkapi(baris: Sequence[Baris], kantor: Kantor, label: Mapping[str, str]) -> None:
    """Warnings that need the whole: no TMT, a Plt. alone, a new person with the very name of a known one."""
    kenal = {kunci_gelar(o.nama): nip for nip, o in kantor.keadaan.orang.items() if not o.luar}
    for satu in baris:
        data, kembar = satu.data, kenal.get(kunci_gelar(str(satu.data.get("nama", ""))))
        if satu.keadaan is Dampak.BARU and kembar and kembar != data["nip"]:
            pesan = f"Sudah ada pegawai bernama sama dengan NIP {tampilkan_nip(kembar)}. Bila orangnya sama, betulkan "
            satu.peringatan(
                label["nama"], data["nama"], pesan + "NIP-nya di halaman pegawai, jangan diimpor sebagai orang baru."
            )
        if satu.keadaan is Dampak.BARU and data["kedudukan"] is not Kedudukan.DEFINITIF:
            pesan = "Jabatan definitifnya belum diketahui. Lengkapi kemudian di halaman pegawai."
            satu.peringatan(label["kedudukan"], Kedudukan(str(data["kedudukan"])).label, pesan)
        if not data.get("mulai"):
            orang = kantor.keadaan.orang.get(str(data.get("nip")))
            tetap = (
                orang and orang.duduk and not {label[k] for k in ("jabatan", "unit", "kedudukan")} & set(satu.perubahan)
            )
            data["mulai"] = orang.duduk[0].mulai if orang and tetap else kantor.hari
            if not tetap and not satu.ada_salah:
                satu.peringatan(label["mulai"], "", f"TMT jabatan kosong, jadi dicatat mulai {teks(kantor.hari)}.")


def ke_impor(nomor: int, data: Mapping[str, object]) -> BarisImpor:
    """A row without fault, also as it was stored, as the room pegawai takes it."""
    return BarisImpor(
        nomor, str(data["nip"]), str(data["nama"]), Kepegawaian(str(data["kepegawaian"])),
        str(data.get("golongan") or "") or None, JenisJabatan(str(data["jenis"])),
        Jenjang(str(data["jenjang"])) if data["jenjang"] else None, str(data["jabatan"]),
        Kedudukan(str(data["kedudukan"])), int(str(data["unit_id"])) if data["unit_id"] else str(data["unit"]),
        None if data["atasan"] in (PUNCAK, TETAP) else str(data["atasan"]), str(data["hp"]), str(data["email"]),
        date.fromisoformat(str(data["mulai"])), data["atasan"] == TETAP,
    )  # fmt: skip
