from datetime import date, datetime

from skpweb.core import clock
from skpweb.core.errors import RuleViolation
from skpweb.core.fields import (
    AreaField,
    BanyakField,
    BerkasField,
    BulatField,
    DesimalField,
    Form,
    JamField,
    LembarForm,
    PilihField,
    RadioField,
    TanggalField,
    TextField,
    YaField,
    wajib,
)
from skpweb.core.formats import BULAN
from skpweb.pegawai.rules import Kepegawaian
from skpweb.petruk.rules import (
    INOVASI,
    TEAM_WORK,
    Akibat,
    Instrumen,
    JenisNilai,
    Predikat,
    SumberKinerja,
    Syarat,
    Tingkat,
)
from skpweb.petruk.rules_calon import Isian

TANGGAL = "hh-bb-tttt, misalnya 15-11-2026."
PILIH_BULAN = [(str(n), nama) for n, nama in enumerate(BULAN, start=1)]


def saat(hari: date, jam: str) -> datetime:
    """The moment of a typed day and hour on the office's clock."""
    pukul, _, menit = jam.partition(".")
    return clock.saat(hari, int(pukul), int(menit))


class PeriodeForm(Form):
    """The assessed months and both ends of the window."""

    tahun = PilihField("Tahun", coerce=int)
    bulan_awal = PilihField("Bulan pertama yang dinilai", choices=PILIH_BULAN, coerce=int)
    bulan_akhir = PilihField("Bulan terakhir yang dinilai", choices=PILIH_BULAN, coerce=int)

    buka = TanggalField("Buka tanggal", wajib("Isi tanggal buka."), hint=TANGGAL)
    jam_buka = JamField("Jam buka", wajib("Isi jam buka, misalnya 07.30."), default="00.00", hint="JJ.MM.")
    tutup = TanggalField("Tutup tanggal", wajib("Isi tanggal tutup."), hint=TANGGAL)
    jam_tutup = JamField("Jam tutup", wajib("Isi jam tutup, misalnya 23.59."), default="23.59", hint="JJ.MM.")

    @property
    def rentang(self) -> dict[str, datetime]:
        return {"buka": saat(self.buka.data, self.jam_buka.data), "tutup": saat(self.tutup.data, self.jam_tutup.data)}


class AlasanForm(Form):
    alasan = AreaField("Alasan", wajib("Tulis alasannya; alasan ini tercatat."), maks=500)


class BukaKembaliForm(AlasanForm):
    tanggal_tutup = TanggalField("Dibuka sampai tanggal", hint=TANGGAL)
    jam_tutup = JamField("Sampai jam", default="23.59", hint="JJ.MM.")

    @property
    def tutup(self) -> datetime | None:
        return saat(self.tanggal_tutup.data, self.jam_tutup.data or "23.59") if self.tanggal_tutup.data else None


class PenilaianForm(Form):
    """The scorecard as far as the pengelola types it; what comes from elsewhere is no field."""

    inovasi_uraian = AreaField(
        "Uraian", maks=4000,
        hint="Nama dan manfaatnya, misalnya: Papan harga daring, harga 21 komoditas tampil setiap hari.",
    )  # fmt: skip
    inovasi_tingkat = RadioField("Tingkat kemanfaatan", coerce=int)
    berkas = BerkasField("Tambah data dukung", hint="PDF, JPG, atau PNG; boleh beberapa sekaligus.")
    perilaku = DesimalField("Nilai perilaku", maksimum=100, hint="Rata-rata 0–100, misalnya 82,1.")
    perilaku_sumber = TextField("Sumber nilai perilaku", hint="Misalnya: rekap e-Perilaku semester I 2026.")
    bebas_hukuman = YaField("Saya menyatakan pegawai ini tidak sedang menjalani hukuman disiplin.")

    @property
    def isian(self) -> Isian:
        return Isian(
            self.inovasi_uraian.data or "", self.inovasi_tingkat.data, bool(self.bebas_hukuman.data),
            self.perilaku.data, self.perilaku_sumber.data or "",
        )  # fmt: skip


class ScanForm(Form):
    berkas = BerkasField("Scan lembar bertanda tangan", hint="PDF, JPG, atau PNG.")


class BarisForm(Form):
    """A page with a line per nominee: refusals that name one (`team_work-12`) stay at it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.baris: dict[str, str] = {}
        self.nama: dict[str, str] = {}  # by the number behind the dash: whose line it is

    def take(self, fault: RuleViolation) -> None:
        if fault.field and "-" in fault.field:
            self.baris[fault.field] = fault.message
        else:
            super().take(fault)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        return super().faults + [
            (k, self.nama.get(k.rpartition("-")[2], "Baris"), teks) for k, teks in self.baris.items()
        ]


class TeamWorkForm(BarisForm):
    """Done by the head on the screen."""


class TeamWorkKertasForm(BarisForm, LembarForm):
    """Typed from the signed sheet."""


class TetapkanForm(BarisForm):
    """The decision on the screen; order and reason only where people are equal in everything."""

    nomor = TextField("Nomor berita acara", wajib("Isi nomor berita acara."), maks=100)
    tanggal = TanggalField("Tanggal", wajib("Isi tanggal berita acara."), hint=TANGGAL)
    alasan = AreaField("Alasan urutan", maks=500, hint="Tertulis di berita acara.")


class PenetapanKertasForm(BarisForm, LembarForm):
    """The decision from the signed sheet: the ranking, which is printed before it, or minutes written elsewhere."""

    nomor = TextField("Nomor berita acara", wajib("Isi nomor berita acara."), maks=100)
    alasan = AreaField("Alasan urutan", maks=500)


class NilaiForm(Form):
    nilai = DesimalField("Nilai", maksimum=100, hint="0–100, misalnya 86,4.")
    predikat = PilihField("Predikat", choices=[("", "Pilih"), *((p.value, p.label) for p in Predikat)])
    sumber = TextField(
        "Sumber", wajib("Tulis sumbernya."), hint="Misalnya: aplikasi e-Kinerja, diunduh 3 November 2026."
    )

    def __init__(self, *args: object, jenis: JenisNilai, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        del self._fields["nilai" if jenis is JenisNilai.PREDIKAT else "predikat"]


class InstrumenForm(Form):
    """A new version of the rule sheet, begun from the present one."""

    sumber_kinerja = PilihField("Sumber angka Kinerja", choices=[(s.value, s.label) for s in SumberKinerja])
    ambang_kinerja = DesimalField("Ambang Kinerja", wajib("Isi ambangnya."), maksimum=100)
    ambang_kehadiran = DesimalField("Ambang kehadiran (%)", wajib("Isi ambangnya."), maksimum=100)
    ambang_perilaku = DesimalField("Ambang perilaku 360°", wajib("Isi ambangnya."), maksimum=100)
    poin_kinerja = BulatField("Nilai bila Kinerja tercapai", wajib("Isi nilainya."), maksimum=100)
    poin_kehadiran = BulatField("Nilai bila kehadiran tercapai", wajib("Isi nilainya."), maksimum=100)
    poin_perilaku = BulatField("Nilai bila perilaku tercapai", wajib("Isi nilainya."), maksimum=100)
    bukti_mulai = BulatField("Data dukung wajib mulai tingkat", wajib("Isi tingkatnya."), maksimum=100)
    team_work = BanyakField(
        "Pilihan nilai Team Work", choices=[(str(t.nilai), f"{t.nilai}: {t.uraian}") for t in TEAM_WORK],
        hint="0, 10, 15, dan 20 selalu ada; 25 dan 30 boleh ditambahkan.",
    )  # fmt: skip
    status = BanyakField("Yang boleh dinominasikan", choices=[(k.value, k.label) for k in Kepegawaian])
    maksimum_unit = BulatField("Usulan paling banyak tiap unit", wajib("Isi jumlahnya."), maksimum=50)
    jumlah_pemenang = BulatField("Jumlah pegawai terbaik", wajib("Isi jumlahnya."), maksimum=50)
    masa_kerja_bulan = BulatField("Masa kerja di OPD paling sedikit (bulan)", wajib("Isi jumlahnya."), maksimum=120)
    jeda_pemenang = BulatField("Pemenang diperingatkan selama (periode)", wajib("Isi jumlahnya."), maksimum=24)
    perilaku_bulan = BulatField("Nilai perilaku berlaku (bulan)", wajib("Isi jumlahnya."), minimum=1, maksimum=24)
    catatan = TextField("Catatan versi", maks=300, hint="Apa yang berubah dan mengapa, misalnya nomor keputusannya.")

    def baca(self) -> Instrumen:
        """The typed instrument, not yet checked."""
        isi = {k: v for k, v in self.data.items() if k not in ("catatan", "team_work", "status")}
        isi = {k: v for k, v in isi.items() if not k.startswith(("tingkat_", "jf_", "syarat_", "predikat_"))}
        isi["sumber_kinerja"] = SumberKinerja(isi["sumber_kinerja"])
        return Instrumen(
            **isi,
            team_work=tuple(int(n) for n in self.team_work.data),
            status=tuple(Kepegawaian(s) for s in self.status.data),
            inovasi=tuple(
                Tingkat(t.nilai, self[f"tingkat_{t.nilai}"].data, self[f"jf_{t.nilai}"].data) for t in INOVASI
            ),
            syarat={s: Akibat(self[f"syarat_{s}"].data) for s in Syarat},
            nilai_predikat={p: self[f"predikat_{p}"].data for p in Predikat},
        )

    @staticmethod
    def isi_dari(i: Instrumen) -> dict[str, object]:
        """What the form shows of a version."""
        return {
            **{k: getattr(i, k) for k in ("sumber_kinerja", "ambang_kinerja", "ambang_kehadiran", "ambang_perilaku")},
            **{k: v for k, v in i.ke_json().items() if isinstance(v, int)},
            "team_work": [str(n) for n in i.team_work], "status": [str(s) for s in i.status],
            **{f"tingkat_{t.nilai}": t.uraian for t in i.inovasi}, **{f"jf_{t.nilai}": t.jf for t in i.inovasi},
            **{f"syarat_{s}": str(a) for s, a in i.syarat.items()},
            **{f"predikat_{p}": n for p, n in i.nilai_predikat.items()},
        }  # fmt: skip


for _t in INOVASI:
    _tingkat = TextField(f"Tingkat {_t.nilai}", wajib("Isi penjelasannya."), maks=300)
    setattr(InstrumenForm, f"tingkat_{_t.nilai}", _tingkat)
    setattr(InstrumenForm, f"jf_{_t.nilai}", TextField(f"Tambahan untuk JF, tingkat {_t.nilai}", maks=300))
for _s in Syarat:
    setattr(InstrumenForm, f"syarat_{_s}", PilihField(_s.label, choices=[(a.value, a.label) for a in Akibat]))
for _p in Predikat:
    setattr(InstrumenForm, f"predikat_{_p}", BulatField(f"Angka {_p.label}", wajib("Isi angkanya."), maksimum=100))
