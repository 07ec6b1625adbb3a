"""People by the thousand with plans and logs of every kind, put in as raw rows: material of the independent check."""

from calendar import monthrange
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from skpweb.core.db import db, tulis
from tests.cast import Cast

TAHUN = 2026
SAAT = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp() * 1000)
STATUS_CATATAN = ("valid",) * 6 + ("konsep", "dikirim", "perbaikan", "ditolak")
STATUS_SKP = ("setuju",) * 14 + ("ditutup",) * 3 + ("konsep", "periksa", "revisi", "batal")


class Kantor:
    """Collects rows and puts them in at once; ids are given here."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.acak = cast, Random(seed)
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.id = 100_000

    def baris(self, tabel: str, **isi: Any) -> int:
        self.id += 1
        self.rows.setdefault(tabel, []).append({"id": self.id, **isi})
        return self.id

    def simpan(self) -> None:
        with tulis(exempt="uji"):
            for tabel, rows in self.rows.items():
                kolom = list(rows[0])
                tanda = ", ".join(":" + k for k in kolom)
                sql = f"INSERT INTO {tabel} ({', '.join(kolom)}) VALUES ({tanda})"
                db.connection().executemany(sql, rows)

    def kalender(self) -> None:
        """A unit of six days, one that works in shifts, holidays, one of them taken back."""
        for unit, pola in (("bidang_b", "6"), ("sekretariat", "shift")):
            self.baris("pola_kerja", unit_id=self.cast.unit[unit], pola=pola, mulai="2020-01-01", dibuat_pada=SAAT)
        for n, tanggal in enumerate(
            ("2026-01-01", "2026-02-17", "2026-03-20", "2026-05-01", "2026-06-01", "2026-08-17")
        ):
            cabut = SAAT if n == 1 else None
            self.baris(
                "hari_libur", tanggal=tanggal, nama="Libur", jenis="nasional", dibuat_pada=SAAT, dicabut_pada=cabut
            )

    def orang(self) -> int:
        a = self.acak
        siapa = self.baris(
            "pegawai", nama=f"Orang {self.id}", nip=f"{self.id:018}", kepegawaian="pns", luar=0, hp="", email="", versi=1,
            dibuat_pada=SAAT,
        )  # fmt: skip
        self._cuti(siapa)
        jabatan = a.choice(("analis_a", "pengolah_a", "pengolah_b", "penata"))
        if a.random() < 0.2:
            pindah = date(TAHUN, a.randint(2, 10), a.randint(1, 28))
            lalu = pindah.fromordinal(pindah.toordinal() - 1)
            self._skp(siapa, 1, self._riwayat(siapa, jabatan, date(2020, 1, 1), lalu), date(TAHUN, 1, 1), lalu)
            self._skp(
                siapa, 2, self._riwayat(siapa, a.choice(("penata", "pengolah_b")), pindah), pindah, date(TAHUN, 12, 31)
            )
        elif a.random() < 0.95:
            mulai = date(TAHUN, 1, 1) if a.random() < 0.7 else date(TAHUN, a.randint(1, 9), a.randint(1, 28))
            self._skp(siapa, 1, self._riwayat(siapa, jabatan, mulai), mulai, date(TAHUN, 12, 31))
        return siapa

    def _riwayat(self, siapa: int, jabatan: str, mulai: date, sampai: date | None = None) -> int:
        return self.baris(
            "riwayat_jabatan", pegawai_id=siapa, jabatan_id=self.cast.jabatan[jabatan], jabatan_luar="", instansi="",
            kedudukan="definitif", mulai=mulai.isoformat(), sampai=sampai and sampai.isoformat(), sk_nomor="",
            sebelumnya="", versi=1,
        )  # fmt: skip

    def _cuti(self, siapa: int) -> None:
        a = self.acak
        for _ in range(a.choice((0, 0, 0, 1, 2))):
            bulan = a.randint(1, 11)
            awal, akhir = date(TAHUN, bulan, a.choice((1, 5, 12))), date(TAHUN, bulan + a.choice((0, 0, 1)), 1)
            akhir = akhir.replace(day=monthrange(TAHUN, akhir.month)[1])
            self.baris(
                "cuti_dinas", pegawai_id=siapa, jenis=a.choice(("cuti", "sakit", "izin", "dinas_luar")), keterangan="",
                mulai=awal.isoformat(), sampai=akhir.isoformat(), dibuat_pada=SAAT,
                dicabut_pada=SAAT if a.random() < 0.2 else None,
            )  # fmt: skip

    def _skp(self, siapa: int, nomor: int, riwayat: int, mulai: date, sampai: date) -> None:
        a = self.acak
        status = a.choice(STATUS_SKP)
        skp = self.baris(
            "skp", pegawai_id=siapa, riwayat_id=riwayat, tahun=TAHUN, nomor=nomor, mulai=mulai.isoformat(),
            sampai=sampai.isoformat(), pendekatan="kuantitatif", status=status, versi=1, dibuat_pada=SAAT,
            ditetapkan_pada=SAAT,
        )  # fmt: skip
        for n in range(a.choice((0, 1, 2, 3, 3, 4))):
            jenis = a.choice(("utama", "utama", "utama", "tambahan"))
            rhk = self.baris(
                "rhk", skp_id=skp, jenis=jenis, urutan=n + 1, teks="Tersedianya data", induk_id=None, induk_teks="",
                tautan_putus=0, direktif=1, pemberi="Kepala", versi=1,
            )  # fmt: skip
            for m in range(a.choice((1, 1, 2))):
                self._iki(siapa, skp, rhk, jenis, m + 1, range(mulai.month, sampai.month + 1))

    def _iki(self, siapa: int, skp: int, rhk: int, jenis: str, urutan: int, bulan: range) -> None:
        a = self.acak
        berbatas, arah = a.random() < 0.85, a.choice(("naik", "naik", "turun"))
        agregasi = a.choice(("jumlah", "jumlah", "jumlah", "rata_rata", "terakhir", "maksimum"))
        batas = a.choice((240_0000, 12_5000)) if berbatas else None
        iki = self.baris(
            "iki", rhk_id=rhk, urutan=urutan, aspek='["kuantitas"]', teks="Jumlah laporan", target="12", versi=1,
            dinilai_catatan=int(not berbatas), batas_bawah=batas, batas_atas=batas, satuan="laporan", arah=arah,
            agregasi=agregasi,
        )  # fmt: skip
        for b in bulan:
            if a.random() < 0.75:
                bawah = (
                    a.choice((0, 10_0000, 7_3333, a.randint(1, 30_0000))) if arah == "turun" else a.randint(1, 30_0000)
                )
                nilai = (bawah, bawah + a.choice((0, 0, 2_5000))) if berbatas else (None, None)
                self.baris("target", iki_id=iki, bulan=b, nilai=nilai[0], nilai_atas=nilai[1])
            if berbatas and agregasi == "jumlah" and arah == "naik":
                self._catatan(siapa, skp, iki, jenis, b)
            elif a.random() < 0.8:
                self._nilai(iki, b, berbatas)

    def _catatan(self, siapa: int, skp: int, iki: int, jenis: str, bulan: int) -> None:
        a = self.acak
        for _ in range(a.choice((0, 0, 1, 1, 2, 3))):
            status = a.choice(STATUS_CATATAN)
            self.baris(
                "catatan", pegawai_id=siapa, skp_id=skp, iki_id=iki, tanggal=date(TAHUN, bulan, a.randint(1, 28)).isoformat(),
                jenis=jenis, uraian="Menerbitkan laporan", realisasi=a.choice((0, 5_0000, a.randint(0, 25_0000))), jam="",
                lokasi="", tautan="", status=status, umpan="Perbaiki", dinilai_pada=SAAT, dicatat_pada=SAAT, dikirim_pada=SAAT, versi=1,
            )  # fmt: skip

    def _nilai(self, iki: int, bulan: int, berbatas: bool) -> None:
        a = self.acak
        status = a.choice(STATUS_CATATAN)
        self.baris(
            "nilai_bulan", iki_id=iki, tahun=TAHUN, bulan=bulan, nilai=a.choice((0, a.randint(0, 40_0000))) if berbatas else None,
            tanda=None if berbatas else a.choice(("tercapai", "sebagian", "belum")), uraian="", tautan="", status=status,
            umpan="Perbaiki", dinilai_pada=SAAT, dicatat_pada=SAAT, dikirim_pada=SAAT, versi=1,
        )  # fmt: skip


def isi_kantor(cast: Cast, banyak: int, seed: int = 1) -> list[int]:
    """Fill the open database; returns the people."""
    kantor = Kantor(cast, seed)
    kantor.kalender()
    orang = [kantor.orang() for _ in range(banyak)]
    kantor.simpan()
    return orang
