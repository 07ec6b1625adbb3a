"""Checking rows of people: the single row, the unit, and what applying it would change. Pure.

Who is whose superior is in rules_atasan; both work on the same rows. Sources: spec/rules §1.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

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
from skpweb.tukar.rules import Baris, Dampak, Pilihan, Tanya, angka_nip, baca_tanggal, isian, tandai_ganda, teks
from skpweb.tukar.rules_cocok import kunci_gelar, mungkin_sama, paling_mirip

UNIT_BARU = "baru"
PILIHAN_SEMUA = 60  # units that are offered where none is called alike
PUNCAK, TETAP = "", "tetap"
"""In `data["atasan"]` beside a NIP: the row is the root; nothing is said about a known person, so nothing changes."""


@dataclass(frozen=True)
class Kantor:
    """The office as the import finds it. `wewenang`: units in which the actor acts, None for the whole OPD."""

    hari: date
    keadaan: Keadaan
    wewenang: frozenset[int] | None = None

    @cached_property
    def unit(self) -> dict[int, str]:
        return {unit_id: nama for unit_id, (nama, _) in self.keadaan.unit.items()}

    @cached_property
    def akar(self) -> PosLama | None:
        """The post above all."""
        return next((p for p in self.keadaan.pos.values() if p.atasan_id is None), None)

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


def baca_baris(baris: Baris, hari: date) -> None:
    """Read every cell of one row into `baris.data`; each fault and warning is put on the row."""
    data = baris.data
    baris.baca("nama", teks, "Nama belum diisi. Ketik nama lengkapnya.")
    status = "Status belum diisi. Tulis PNS, PPPK, atau PPPK Paruh Waktu."
    baris.baca("kepegawaian", lambda s: baca_kepegawaian(teks(s)), status)
    kepegawaian = data.get("kepegawaian")
    baris.baca("nip", lambda s: baca_nip(angka_nip(s), kepegawaian or Kepegawaian.PNS).angka)
    if kepegawaian and "nip" in data:
        for kata in peringatan_nip(baca_nip(data["nip"], kepegawaian), hari):
            baris.peringatan("nip", kata)
    if kepegawaian and "golongan" in baris.sel:
        baris.baca("golongan", lambda s: baca_golongan(isian(s), kepegawaian) or "")
    _baca_jabatan(baris)
    baris.baca("unit", teks, "Unit kerja belum diisi.")
    baris.baca("mulai", baca_tanggal)
    _baca_kontak(baris)


def _baca_jabatan(baris: Baris) -> None:
    """Post, what stands before it (Plt.), kedudukan, kind and level."""
    data = baris.data
    baris.baca("jabatan", lambda s: pisah_kedudukan(teks(s)), "Jabatan belum diisi. Ketik nama jabatannya.")
    if "jabatan" not in data:
        return
    awalan, data["jabatan"] = data["jabatan"]
    baris.baca("kedudukan", lambda s: baca_kedudukan(isian(s)) if isian(s) or not awalan else awalan)
    if awalan and data.get("kedudukan", awalan) is not awalan:
        baris.peringatan("kedudukan", f"Nama jabatan diawali {awalan.label}, jadi dibaca {awalan.label}")
        data["kedudukan"] = awalan
    kosong = "Jenis jabatan belum diisi. Tulis misalnya Pelaksana atau Fungsional."
    baris.baca("jenis", lambda s: baca_jenis(teks(s), data["jabatan"]), kosong)
    if "jenis" in data:
        data["jenis"], data["jenjang"] = data["jenis"]
        if data["jenis"] is JenisJabatan.FUNGSIONAL and data["jenjang"] is None:
            pesan = "Jenjang tidak terbaca dari nama jabatan fungsional ini. Lengkapi kemudian di halaman jabatan."
            baris.peringatan("jabatan", pesan)


def _baca_kontak(baris: Baris) -> None:
    hp = re.sub(r"[^\d+]", "", isian(baris.sel.get("hp")))
    hp = f"0{hp}" if isinstance(baris.sel.get("hp"), int) and hp.startswith("8") else hp
    if isian(baris.sel.get("hp")) and not re.fullmatch(r"\+?\d{8,15}", hp):
        baris.peringatan("hp", "Bukan satu nomor HP (8 sampai 15 angka), jadi tidak disimpan.")
        hp = ""
    baris.data["hp"] = hp
    email = isian(baris.sel.get("email"))
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        baris.peringatan("email", "Bukan alamat email, jadi tidak disimpan.")
        email = ""
    baris.data["email"] = email


# ---- rows among each other -----------------------------------------------------------------------
def periksa_ganda(baris: Sequence[Baris]) -> None:
    """One NIP stands in one row; a structural post of a unit has one definitive holder."""

    def kursi(satu: Baris) -> tuple[str, str] | None:
        data = satu.data
        tetap = data.get("jenis") in STRUKTURAL and data.get("kedudukan") is Kedudukan.DEFINITIF
        return (data.get("unit_kunci", ""), kunci_nama(data["jabatan"])) if tetap else None

    pesan = (
        "NIP ini juga ada di baris {lain}. Sisakan satu baris saja; jabatan rangkap (Plt.) dicatat di halaman pegawai."
    )
    tandai_ganda(baris, "nip", pesan, lambda b: b.data.get("nip"))
    pesan = (
        "Jabatan ini juga dipegang secara definitif di baris {lain}. Tulis Plt. pada salah satunya, atau bila memang "
        "dua unit, tulis nama unit lengkap."
    )
    tandai_ganda(baris, "jabatan", pesan, kursi)


def cocokkan_unit(baris: Sequence[Baris], kantor: Kantor, jawaban: Mapping[str, str]) -> None:
    """Give each row its unit: `unit_id` of a known one, or None and `unit` the name of one to be made; `unit_kunci` tells
    units apart. An unknown spelling is asked for; on a first import it is a new unit unless it looks like another.
    """
    cocok = _Unit(kantor, jawaban)
    berunit = [satu for satu in baris if "unit" in satu.data]
    for satu in berunit:
        cocok.catat(satu)
    putusan = {kunci: cocok.putuskan(kunci) for kunci in cocok.tulisan}
    for satu in berunit:
        kunci = kunci_nama(satu.data["unit"])
        hasil = putusan[kunci]
        if isinstance(hasil, Tanya):
            satu.salah("unit", hasil.teks, tanya=hasil)
            satu.data["unit_kunci"] = kunci
        elif isinstance(hasil, int):
            satu.data |= {"unit_id": hasil, "unit": kantor.unit[hasil], "unit_kunci": str(hasil)}
        else:
            satu.data |= {"unit_id": None, "unit": cocok.tulisan[hasil], "unit_kunci": hasil}
        _periksa_wewenang(satu, kantor)


class _Unit:
    """The spellings of units in a file against the units of the office, by kunci_nama."""

    def __init__(self, kantor: Kantor, jawaban: Mapping[str, str]) -> None:
        self.kantor, self.jawaban = kantor, jawaban
        self.tulisan: dict[str, str] = {}  # the commonest spelling
        self.ejaan: dict[str, Counter[str]] = defaultdict(Counter)
        self.tanpa_atasan: dict[str, set[str]] = {}
        self.ada: dict[str, list[int]] = defaultdict(list)
        for unit_id, nama in kantor.unit.items():
            self.ada[kunci_nama(nama)].append(unit_id)

    def catat(self, baris: Baris) -> None:
        nama = baris.data["unit"]
        kunci = kunci_nama(nama)
        self.ejaan[kunci][nama] += 1
        self.tulisan[kunci] = self.ejaan[kunci].most_common(1)[0][0]
        if not isian(baris.sel.get("atasan") or baris.sel.get("nama_atasan")):
            self.tanpa_atasan.setdefault(kunci, set()).add(str(baris.data.get("nip")))

    def _unit_kepala(self, kunci: str) -> int | None:
        """The office itself, however it was called at set-up: the unit of the one row without superior, where that is
        the head or hardly any unit is known yet."""
        puncak = next((n for n, (_, induk) in self.kantor.keadaan.unit.items() if induk is None), None)
        orang, akar = self.tanpa_atasan.get(kunci, set()), self.kantor.akar
        pemegang = self.kantor.pemegang.get(akar.id, ()) if akar else ()
        kepala = self.kantor.kosong or (len(orang) == 1 and orang <= set(pemegang))
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
        lain = [k for k in self.tulisan if k not in self.ada and self._lebih_lazim(k, kunci)]
        dekat = [k for k in lain if mungkin_sama(kunci, k)]
        if kepala := self._unit_kepala(kunci):
            return kepala
        if self.kantor.kosong and not dekat and not any(mungkin_sama(kunci, k) for k in self.ada):
            return kunci
        mirip = paling_mirip(nama, unit.values()) or sorted(unit.values())[:PILIHAN_SEMUA]
        pilihan = self._pilihan([n for satu in dict.fromkeys(mirip) for n in unit if unit[n] == satu])
        pilihan += tuple(Pilihan(f"sama:{k}", f"{self.tulisan[k]} (dari file ini)") for k in dekat)
        if self.kantor.wewenang is None:
            pilihan += (Pilihan(UNIT_BARU, f"Buat unit baru “{nama}”"),)
        return Tanya(tanya, f"Unit “{nama}” tidak dikenal. Pilih unit yang dimaksud, atau perbaiki di file.", pilihan)

    def _lebih_lazim(self, satu: str, lain: str) -> bool:
        """Of two spellings in the file the rarer one is asked for."""
        return (self.ejaan[satu].total(), satu) > (self.ejaan[lain].total(), lain)

    def _pilihan(self, unit: Sequence[int]) -> tuple[Pilihan, ...]:
        return tuple(Pilihan(f"id:{n}", self.kantor.unit[n]) for n in unit)


def _periksa_wewenang(baris: Baris, kantor: Kantor) -> None:
    """A pengelola of some units brings people into those units only, and changes only people who are there."""
    lama = kantor.pos(baris.data.get("nip", ""))
    unit = {baris.data["unit_id"]} if "unit_id" in baris.data else set()
    if kantor.wewenang is not None and not unit | ({lama.unit_id} if lama else set()) <= kantor.wewenang:
        pesan = "Di luar unit wewenang Anda. Hapus baris ini, atau minta pengelola seluruh OPD yang mengimpornya."
        baris.salah("unit", pesan)


# ---- what would change ---------------------------------------------------------------------------
def bandingkan(baris: Baris, kantor: Kantor) -> None:
    """Set `keadaan` and `perubahan` against what is known. An empty cell or missing column changes nothing."""
    data = baris.data
    nip = data.get("nip", "")
    lama, pos = kantor.keadaan.orang.get(nip), kantor.pos(nip)
    if baris.ada_salah or lama is None:
        baris.keadaan = Dampak.SALAH if baris.ada_salah else Dampak.BARU
        return
    duduk = lama.duduk[0] if lama.duduk else None
    dari = {
        "nama": lama.nama,
        "kepegawaian": lama.kepegawaian,
        "golongan": lama.golongan,
        "hp": lama.hp,
        "email": lama.email,
        "jabatan": pos.nama if pos else "",
        "jenis": pos.jenis if pos else None,
        "kedudukan": duduk.kedudukan if duduk else None,
        "unit": kantor.unit.get(pos.unit_id, "") if pos else "",
        "mulai": duduk.mulai if duduk else None,
    }
    for kunci, nilai in dari.items():
        ke = data.get(kunci)
        sama = kunci_nama(nilai) == kunci_nama(ke) if kunci in ("jabatan", "unit") else nilai == ke
        if ke and not sama:
            baris.perubahan[baris.label[kunci]] = (_tampak(nilai), _tampak(ke))
    baris.keadaan = Dampak.BERUBAH if baris.perubahan else Dampak.SAMA


def _tampak(nilai: Any) -> str:
    return nilai.label if isinstance(nilai, Kepegawaian | JenisJabatan | Kedudukan) else teks(nilai)


def lengkapi(baris: Sequence[Baris], kantor: Kantor) -> None:
    """Warnings that need the whole: no TMT, a Plt. alone, a new person with the very name of a known one."""
    kenal = {kunci_gelar(o.nama): nip for nip, o in kantor.keadaan.orang.items() if not o.luar}
    for satu in baris:
        data, kembar = satu.data, kenal.get(kunci_gelar(satu.data.get("nama", "")))
        if satu.keadaan is Dampak.BARU and kembar and kembar != data["nip"]:
            pesan = f"Sudah ada pegawai bernama sama dengan NIP {tampilkan_nip(kembar)}. Bila orangnya sama, betulkan "
            satu.peringatan("nama", pesan + "NIP-nya di halaman pegawai, jangan diimpor sebagai orang baru.")
        if satu.keadaan is Dampak.BARU and data["kedudukan"] is not Kedudukan.DEFINITIF:
            satu.peringatan("kedudukan", "Jabatan definitifnya belum diketahui. Lengkapi kemudian di halaman pegawai.")
        if not data.get("mulai"):
            orang = kantor.keadaan.orang.get(data.get("nip", ""))
            duduk = orang.duduk if orang else ()
            tetap = duduk and not {satu.label[k] for k in ("jabatan", "unit", "kedudukan")} & set(satu.perubahan)
            data["mulai"] = duduk[0].mulai if tetap else kantor.hari
            if not tetap and not satu.ada_salah:
                satu.peringatan("mulai", f"TMT jabatan kosong, jadi dicatat mulai {teks(kantor.hari)}.")


def ke_impor(nomor: int, data: Mapping[str, Any]) -> BarisImpor:
    """A row without fault, also as it was stored, as the room pegawai takes it."""
    return BarisImpor(
        nomor, data["nip"], data["nama"], Kepegawaian(data["kepegawaian"]), data.get("golongan") or None,
        JenisJabatan(data["jenis"]), Jenjang(data["jenjang"]) if data["jenjang"] else None, data["jabatan"],
        Kedudukan(data["kedudukan"]), data["unit_id"] or data["unit"],
        None if data["atasan"] in (PUNCAK, TETAP) else data["atasan"], data["hp"], data["email"],
        date.fromisoformat(str(data["mulai"])), data["atasan"] == TETAP,
    )  # fmt: skip
