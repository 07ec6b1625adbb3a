"""Who is whose superior in a file of people: found by NIP, name or post; one root, no circle. Pure.

Each row without fault gets `data["atasan"]`: the NIP of somebody in the file or known, PUNCAK or TETAP.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import STRUKTURAL, JenisJabatan, kunci_nama
from skpweb.pegawai.rules import Kepegawaian, baca_nip, pisah_kedudukan, tampilkan_nip
from skpweb.tukar.rules import Baris, Pilihan, Sel, Tanya, angka_hilang, angka_nip, isian, teks
from skpweb.tukar.rules_cocok import kunci_gelar, kunci_orang
from skpweb.tukar.rules_pegawai import PUNCAK, TETAP, Kantor

_URUTAN = [
    JenisJabatan.JPT_MADYA, JenisJabatan.JPT_PRATAMA, JenisJabatan.STAF_AHLI, JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS,
]  # fmt: skip


def tetapkan_atasan(baris: Sequence[Baris], kantor: Kantor, jawaban: Mapping[str, str]) -> None:
    """Give each row its superior, or the fault or question why there is none."""
    calon = Calon(baris, kantor)
    kosong = []
    for satu in baris:
        kunci = next((k for k in ("atasan", "nama_atasan") if isian(satu.sel.get(k))), None)
        if kunci is None:
            kosong.append(satu)
            continue
        try:
            hasil = calon.cari(satu.sel[kunci], jawaban)
        except RuleViolation as tolak:
            satu.salah(kunci, tolak.message)
            continue
        if isinstance(hasil, Tanya):
            satu.salah(kunci, hasil.teks, tanya=hasil)
        elif hasil == satu.data.get("nip"):
            satu.salah(kunci, "Atasan adalah orang itu sendiri. Isi dengan atasan langsungnya.")
        else:
            satu.data["atasan"] = hasil
    _isi_yang_kosong(kosong, baris, kantor)
    _periksa_lingkaran(baris, kantor, calon)
    for satu in baris:
        _bandingkan_atasan(satu, kantor, calon)


class Calon:
    """Everyone who may be a superior, those of the file and those known: by NIP, by name and by post."""

    def __init__(self, baris: Sequence[Baris], kantor: Kantor) -> None:
        self.label: dict[str, str] = {}
        self.nama: dict[str, str] = {}
        self._gelar: dict[str, set[str]] = defaultdict(set)
        self._orang: dict[str, set[str]] = defaultdict(set)
        self._jabatan: dict[str, set[str]] = defaultdict(set)
        self._rusak: dict[str, Baris] = {}  # rows whose NIP cannot be read, by what may name them
        for satu in (b for b in baris if "nip" not in b.data):
            nama, jabatan = teks(satu.sel.get("nama")), satu.data.get("jabatan", "")
            nomor = _sekitar(re.sub(r"\D", "", teks(satu.sel.get("nip"))))
            for kunci in {kunci_gelar(nama), kunci_orang(nama), kunci_nama(jabatan), *nomor} - {""}:
                self._rusak.setdefault(kunci, satu)
        di_file = {b.data["nip"]: b for b in baris if "nip" in b.data}
        for nip, orang in kantor.keadaan.orang.items():
            if nip not in di_file:
                pos = kantor.pos(nip)
                self._tambah(nip, orang.nama, pos.nama if pos else "", kantor.unit.get(pos.unit_id, "") if pos else "")
        for nip, satu in di_file.items():
            self._tambah(nip, *(satu.data.get(k, "") for k in ("nama", "jabatan", "unit")))

    def _tambah(self, nip: str, nama: str, jabatan: str, unit: str) -> None:
        self.label[nip] = " · ".join(
            k for k in (nama, tampilkan_nip(nip) if nip.isdecimal() else "pejabat luar", jabatan, unit) if k
        )
        self.nama[nip] = nama
        self._gelar[kunci_gelar(nama)].add(nip)
        self._orang[kunci_orang(nama)].add(nip)
        self._jabatan[kunci_nama(jabatan)].add(nip)

    def cari(self, sel: Sel, jawaban: Mapping[str, str]) -> str | Tanya:
        """The NIP of the superior named by NIP, name or post; a question where several fit. Raises RuleViolation."""
        tulis = teks(sel)
        if angka_hilang(sel) or re.fullmatch(r"(nip)?[\d\s.:'-]{10,}", tulis.casefold()):
            nip = angka_nip(sel)
            if nip not in self.label:
                baca_nip(nip, Kepegawaian.PNS)
                self._pastikan_terbaca(*_sekitar(nip))
                raise RuleViolation(
                    "Tidak ada di file ini dan belum terdaftar. Perbaiki NIP-nya, atau tambahkan orangnya."
                )
            return nip
        tanya = f"atasan:{kunci_gelar(tulis)}"
        if jawaban.get(tanya) in self.label:
            return jawaban[tanya]
        jabatan = kunci_nama(pisah_kedudukan(tulis)[1])
        cocok = self._gelar.get(kunci_gelar(tulis)) or self._orang.get(kunci_orang(tulis)) or self._jabatan.get(jabatan)
        if not cocok:
            self._pastikan_terbaca(kunci_gelar(tulis), kunci_orang(tulis), jabatan)
            raise RuleViolation("Tidak ada di file dan belum terdaftar. Periksa ejaannya, atau tulis NIP atasannya.")
        if len(cocok) == 1:
            return next(iter(cocok))
        pilihan = tuple(Pilihan(nip, self.label[nip]) for nip in sorted(cocok, key=lambda nip: self.label[nip])[:10])
        return Tanya(tanya, f"Ada {len(cocok)} orang yang cocok dengan “{tulis}”. Pilih yang dimaksud.", pilihan)

    def _pastikan_terbaca(self, *kunci: str) -> None:
        """Raises RuleViolation where a row whose NIP cannot be read is meant: here nothing is to be mended."""
        if nomor := next((self._rusak[k].nomor for k in kunci if k in self._rusak), None):
            raise RuleViolation(
                f"Menunjuk baris {nomor}, yang NIP-nya salah; hilang sendiri bila baris {nomor} diperbaiki."
            )


def _sekitar(nomor: str) -> set[str]:
    """The number and what is left of it without any one digit: two that differ in one digit, or lack one, share some."""
    return {nomor, *(nomor[:n] + nomor[n + 1 :] for n in range(len(nomor)))} if 16 <= len(nomor) <= 20 else set()


def _peringkat(baris: Baris) -> int:
    """0 is the highest kind of post; posts that lead nobody come last."""
    jenis = baris.data.get("jenis")
    return _URUTAN.index(jenis) if jenis in _URUTAN else len(_URUTAN)


# ---- rows that name nobody -----------------------------------------------------------------------
def _isi_yang_kosong(kosong: Sequence[Baris], semua: Sequence[Baris], kantor: Kantor) -> None:
    """Known people stay where they are; one row is the root; the others go below the head of their unit, with a warning."""
    baru = []
    for satu in kosong:
        if kantor.pos(satu.data.get("nip", "")):
            satu.data["atasan"] = TETAP
        elif {"nip", "jenis", "jabatan"} <= set(satu.data):
            baru.append(satu)
    puncak = _pilih_puncak(baru, kantor)
    kepala: dict[str | None, list[Baris]] = defaultdict(list)
    for satu in semua:
        if satu.data.get("jenis") in STRUKTURAL and "nip" in satu.data:
            kepala[satu.data.get("unit_kunci")].append(satu)
    for satu in baru:
        if satu is puncak:
            satu.data["atasan"] = PUNCAK
        else:
            _ke_kepala(satu, kepala[satu.data.get("unit_kunci")], puncak, kantor)


def _pilih_puncak(baru: Sequence[Baris], kantor: Kantor) -> Baris | None:
    """The row that is the root: a vacant root takes the row of its name; where nobody is known yet, or there is no root,
    it is the only row without superior or the only highest of them."""
    akar = kantor.akar
    if akar and kantor.pemegang.get(akar.id):
        return None
    if akar and not kantor.kosong:
        return next((b for b in baru if kunci_nama(b.data["jabatan"]) == kunci_nama(akar.nama)), None)
    teratas = sorted(baru, key=_peringkat)
    if len(teratas) > 1 and _peringkat(teratas[0]) == _peringkat(teratas[1]):
        return None
    return teratas[0] if teratas else None


def _ke_kepala(baris: Baris, kepala: Sequence[Baris], puncak: Baris | None, kantor: Kantor) -> None:
    """Below the head of the own unit (`kepala`: its structural posts), else below the root; a fault without either."""
    atas = min((b for b in kepala if _peringkat(b) < _peringkat(baris)), key=_peringkat, default=puncak)
    pemegang = kantor.pemegang.get(kantor.akar.id, ()) if kantor.akar else ()
    nip = atas.data["nip"] if atas else next(iter(pemegang), "")
    if not nip:
        baris.salah("atasan", "Atasan belum diisi. Hanya kepala OPD yang boleh kosong.")
        return
    baris.data["atasan"] = nip
    nama = atas.data.get("nama", "") if atas else kantor.keadaan.orang[nip].nama
    baris.peringatan("atasan", f"Atasan kosong. Sementara diarahkan ke “{nama}”.")


# ---- among each other ----------------------------------------------------------------------------
def _periksa_lingkaran(baris: Sequence[Baris], kantor: Kantor, calon: Calon) -> None:
    """Nobody is, over any number of steps, the superior of his own superior."""
    ke_atas = {nip: kantor.nip_atasan(nip) for nip in kantor.keadaan.orang}
    milik = {b.data["nip"]: b for b in baris if "nip" in b.data and b.data.get("atasan") != TETAP}
    ke_atas |= {nip: satu.data.get("atasan", "") for nip, satu in milik.items()}
    aman: set[str] = set()
    for awal in milik:
        jalan: list[str] = []
        di = awal
        while di in ke_atas and di not in aman:
            aman.add(di)
            jalan.append(di)
            di = ke_atas[di]
        if di in jalan:
            putaran = [*jalan[jalan.index(di) :], di]
            nama = " → ".join(calon.nama[nip] for nip in putaran)
            for nip in putaran[:-1]:
                if nip in milik:
                    milik[nip].salah("atasan", f"Susunan atasan berputar ({nama}). Perbaiki salah satunya.")


def _bandingkan_atasan(baris: Baris, kantor: Kantor, calon: Calon) -> None:
    """A known person's superior changes unless the one named holds the post above already."""
    nip, atasan = baris.data.get("nip", ""), baris.data.get("atasan", "")
    pos = kantor.pos(nip)
    if pos and atasan in calon.nama and atasan not in kantor.pemegang.get(pos.atasan_id or 0, ()):
        baris.perubahan[baris.label["atasan"]] = (calon.nama.get(kantor.nip_atasan(nip), ""), calon.nama[atasan])
