"""Who is whose superior in a file of people: found by NIP, name or post; one root, no circle. Pure.

Each row gets `data["atasan"]`: the superior's key in `Kantor.orang` or NIP in the file, AKAR (the root post, also while
vacant), PUNCAK (the row is the root itself) or TETAP (nothing is said, so nothing changes).
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import STRUKTURAL, JenisJabatan, kunci_nama
from skpweb.pegawai.rules import Kepegawaian, baca_nip, pisah_kedudukan, tampilkan_nip
from skpweb.tukar.rules import KOSONG, Baris, Pilihan, Tanya, angka_hilang, angka_nip, teks
from skpweb.tukar.rules_cocok import kunci_gelar, kunci_orang
from skpweb.tukar.rules_pegawai import Kantor

AKAR, PUNCAK, TETAP = "akar", "puncak", "tetap"
PERINGKAT = {
    jenis: n
    for n, jenis in enumerate(
        (
            JenisJabatan.JPT_MADYA,
            JenisJabatan.JPT_PRATAMA,
            JenisJabatan.STAF_AHLI,
            JenisJabatan.ADMINISTRATOR,
            JenisJabatan.PENGAWAS,
        )
    )
}


@dataclass
class Calon:
    """Everyone who may be a superior: those of the file and those known, by NIP, by name and by post."""

    label: dict[str, str] = field(default_factory=dict)
    gelar: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nama: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    jabatan: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def tambah(self, kunci: str, nip: str, nama: str, jabatan: str, unit: str) -> None:
        self.label[kunci] = " · ".join(k for k in (nama, tampilkan_nip(nip), jabatan, unit) if k)
        self.gelar[kunci_gelar(nama)].add(kunci)
        self.nama[kunci_orang(nama)].add(kunci)
        self.jabatan[kunci_nama(jabatan)].add(kunci)


def kumpulkan_calon(baris: Sequence[Baris], kantor: Kantor) -> Calon:
    calon = Calon()
    di_file = {str(b.data["nip"]) for b in baris if "nip" in b.data}
    for kunci, orang in kantor.orang.items():
        if kunci not in di_file:
            calon.tambah(kunci, orang.nip, orang.nama, orang.jabatan, orang.unit)
    for satu in baris:
        if "nip" in satu.data:
            isi = {k: str(satu.data.get(k, "")) for k in ("nip", "nama", "jabatan", "unit")}
            calon.tambah(isi["nip"], isi["nip"], isi["nama"], isi["jabatan"], isi["unit"])
    return calon


def tetapkan_atasan(
    baris: Sequence[Baris], kantor: Kantor, jawaban: Mapping[str, str], label: Mapping[str, str]
) -> None:
    """Give each row its superior, or the fault or question why there is none."""
    calon = kumpulkan_calon(baris, kantor)
    kosong = []
    for satu in baris:
        kunci, tertulis = _tertulis(satu)
        if not tertulis:
            kosong.append(satu)
            continue
        try:
            hasil = cari_atasan(satu.sel[kunci], calon, jawaban)
        except RuleViolation as tolak:
            satu.salah(label[kunci], tertulis, tolak.message)
            continue
        if isinstance(hasil, Tanya):
            satu.salah(label[kunci], tertulis, hasil.teks, hasil)
        elif hasil == satu.data.get("nip"):
            satu.salah(label[kunci], tertulis, "Atasan adalah orang itu sendiri. Isi dengan atasan langsungnya.")
        else:
            satu.data["atasan"] = hasil
    _isi_yang_kosong(kosong, baris, kantor, label)
    periksa_lingkaran(baris, kantor, calon, label)
    for satu in baris:
        _bandingkan_atasan(satu, kantor, calon, label)


def _bandingkan_atasan(baris: Baris, kantor: Kantor, calon: Calon, label: Mapping[str, str]) -> None:
    """A known person's superior changes unless the one named holds the post above his already."""
    lama, kunci = kantor.orang.get(str(baris.data.get("nip"))), str(baris.data.get("atasan", ""))
    if lama is None or kunci not in calon.label or kunci == lama.atasan_nip:
        return
    atas = kantor.orang.get(kunci)
    if atas is None or lama.jabatan_atasan_id not in atas.pos:
        dari = calon.label.get(lama.atasan_nip, "–")
        baris.perubahan[label["atasan"]] = (dari.split(" · ")[0], calon.label[kunci].split(" · ")[0])


def _tertulis(baris: Baris) -> tuple[str, str]:
    """The field that names the superior, and what it says; the NIP goes before the name."""
    for kunci in ("atasan", "nama_atasan"):
        kata = teks(baris.sel.get(kunci))
        if kata not in KOSONG:
            return kunci, kata
    return "atasan", ""


def cari_atasan(sel: object, calon: Calon, jawaban: Mapping[str, str]) -> str | Tanya:
    """The key of the superior named by NIP, name or post; a question where several fit. Raises RuleViolation."""
    tulis = sel if isinstance(sel, int) else teks(sel)  # type: ignore[arg-type]
    if angka_hilang(tulis) or re.fullmatch(r"(nip)?[\d\s.:'-]{10,}", str(tulis).casefold()):
        nip = angka_nip(tulis)
        if nip in calon.label:
            return nip
        baca_nip(nip, Kepegawaian.PNS)
        raise RuleViolation(
            "Tidak ada di file ini dan belum terdaftar. Perbaiki NIP-nya, atau tambahkan orangnya ke file."
        )
    nama = str(tulis)
    tanya = f"atasan:{kunci_gelar(nama)}"
    if jawaban.get(tanya) in calon.label:
        return jawaban[tanya]
    jabatan = kunci_nama(pisah_kedudukan(nama)[1])
    cocok = (
        calon.gelar.get(kunci_gelar(nama)) or calon.nama.get(kunci_orang(nama)) or calon.jabatan.get(jabatan) or set()
    )
    if len(cocok) == 1:
        return next(iter(cocok))
    if not cocok:
        raise RuleViolation(
            "Nama ini tidak ada di file dan belum terdaftar. Periksa ejaannya, atau tulis NIP atasannya."
        )
    pilihan = tuple(Pilihan(k, calon.label[k]) for k in sorted(cocok, key=lambda k: calon.label[k])[:10])
    return Tanya(tanya, f"Ada {len(cocok)} orang yang cocok dengan “{nama}”. Pilih yang dimaksud.", pilihan)


# ---- rows that name nobody -----------------------------------------------------------------------
def _isi_yang_kosong(kosong: Sequence[Baris], semua: Sequence[Baris], kantor: Kantor, label: Mapping[str, str]) -> None:
    """Known people stay where they are; one row is the root; the others go below the head of their unit, with a warning."""
    baru = []
    for satu in kosong:
        lama = kantor.orang.get(str(satu.data.get("nip")))
        if lama and lama.jabatan_id is not None:
            satu.data["atasan"] = TETAP
        elif "jenis" in satu.data and "jabatan" in satu.data:
            baru.append(satu)
    puncak = _pilih_puncak(baru, kantor, label)
    kepala: dict[object, list[Baris]] = defaultdict(list)
    for satu in semua:
        if satu.data.get("jenis") in STRUKTURAL and "nip" in satu.data:
            kepala[satu.data.get("unit_kunci")].append(satu)
    for satu in baru:
        if satu is puncak:
            satu.data["atasan"] = PUNCAK
        elif puncak is not None or kantor.akar:
            _ke_kepala_unit(satu, kepala.get(satu.data.get("unit_kunci"), []), puncak, label)


def _pilih_puncak(baru: Sequence[Baris], kantor: Kantor, label: Mapping[str, str]) -> Baris | None:
    """The row that is the root: the one whose post is the known root, else the only one or the only highest one."""
    if kantor.akar:
        return next((b for b in baru if kunci_nama(str(b.data["jabatan"])) == kunci_nama(kantor.akar)), None)
    if len(baru) <= 1:
        return baru[0] if baru else None
    teratas = min(PERINGKAT.get(b.data["jenis"], 9) for b in baru)  # type: ignore[call-overload]
    tinggi = [b for b in baru if PERINGKAT.get(b.data["jenis"], 9) == teratas]  # type: ignore[call-overload]
    if len(tinggi) == 1 and teratas < 9:
        return tinggi[0]
    for satu in baru:
        satu.salah(
            label["atasan"],
            "",
            f"Ada {len(baru)} orang tanpa atasan. Hanya kepala OPD yang boleh kosong; isi atasan untuk yang lain.",
        )
    return None


def _ke_kepala_unit(baris: Baris, kepala: Sequence[Baris], puncak: Baris | None, label: Mapping[str, str]) -> None:
    atas = min((b for b in kepala if b is not baris), key=lambda b: PERINGKAT[b.data["jenis"]], default=None)  # type: ignore[index]
    if atas is None or PERINGKAT[atas.data["jenis"]] >= PERINGKAT.get(baris.data["jenis"], 9):  # type: ignore[index,call-overload]
        atas = puncak
    baris.data["atasan"] = str(atas.data["nip"]) if atas is not None and "nip" in atas.data else AKAR
    siapa = str(atas.data.get("nama", "kepala OPD")) if atas is not None else "kepala OPD"
    baris.peringatan(label["atasan"], "", f"Atasan kosong. Sementara diarahkan ke {siapa}.")


# ---- circles -------------------------------------------------------------------------------------
def periksa_lingkaran(baris: Sequence[Baris], kantor: Kantor, calon: Calon, label: Mapping[str, str]) -> None:
    """Nobody is, over any number of steps, the superior of his own superior."""
    ke_atas = {kunci: orang.atasan_nip for kunci, orang in kantor.orang.items()}
    milik: dict[str, Baris] = {}
    for satu in baris:
        if "nip" in satu.data and satu.data.get("atasan") != TETAP:
            ke_atas[str(satu.data["nip"])] = str(satu.data.get("atasan", ""))
            milik[str(satu.data["nip"])] = satu
    aman: set[str] = set()
    for awal in milik:
        jalan: dict[str, None] = {}
        di = awal
        while di in ke_atas and di not in aman and di not in jalan:
            jalan[di] = None
            di = ke_atas[di]
        if di in jalan:
            lingkaran = list(jalan)[list(jalan).index(di) :]
            for kunci in lingkaran:
                if kunci in milik:
                    nama = " → ".join(calon.label[k].split(" · ")[0] for k in [*lingkaran, di])
                    milik[kunci].salah(
                        label["atasan"],
                        calon.label[ke_atas[kunci]],
                        f"Susunan atasan berputar: {nama}. Perbaiki salah satunya.",
                    )
        aman.update(jalan)
