"""The demo office as a table: units, posts, who works where. Every name is invented."""

from skpweb.organisasi.rules import JenisJabatan
from skpweb.pengaturan.rules import Kantor

KANTOR = Kantor(
    nama="Dinas Koperasi, Usaha Kecil, dan Perdagangan", singkatan="Diskopdag", pemda="Pemerintah Kabupaten Teladan",
    alamat="Jalan Pahlawan Nomor 17, Teladan 70999", kontak="Telepon (0500) 123456 · diskopdag@contoh.invalid",
    kota="Teladan",
)  # fmt: skip
BUPATI = ("Drs. H. Wirawan Candrakusuma, M.Si.", "Bupati Teladan", "Pemerintah Kabupaten Teladan")

JPT, ADM, WAS = JenisJabatan.JPT_PRATAMA, JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS
F, P = JenisJabatan.FUNGSIONAL, JenisJabatan.PELAKSANA

# key: name, parent, stands on its own
UNIT: dict[str, tuple[str, str | None, bool]] = {
    "dinas": (KANTOR.nama, None, False),
    "sekretariat": ("Sekretariat", "dinas", False),
    "umum": ("Subbagian Umum dan Kepegawaian", "sekretariat", False),
    "keuangan": ("Subbagian Keuangan", "sekretariat", False),
    "perencanaan": ("Subbagian Perencanaan dan Pelaporan", "sekretariat", False),
    "koperasi": ("Bidang Koperasi", "dinas", False),
    "ukm": ("Bidang Usaha Kecil dan Menengah", "dinas", False),
    "perdagangan": ("Bidang Perdagangan", "dinas", False),
    "konsumen": ("Bidang Perlindungan Konsumen", "dinas", False),
    "metrologi": ("UPTD Metrologi Legal", "dinas", True),
    "metrologi_tu": ("Subbagian Tata Usaha Metrologi", "metrologi", False),
    "pasar": ("UPTD Pasar Rakyat", "dinas", True),
    "pasar_tu": ("Subbagian Tata Usaha Pasar", "pasar", False),
}
# key of the post (and of its holder): name, unit, superior post, kind, golongan of the holder ("" = nobody)
JABATAN: dict[str, tuple[str, str, str | None, JenisJabatan, str]] = {
    "kepala": ("Kepala Dinas Koperasi, Usaha Kecil, dan Perdagangan", "dinas", None, JPT, "IV/c"),
    "sekretaris": ("Sekretaris", "sekretariat", "kepala", ADM, "IV/b"),
    "kasub_umum": ("Kepala Subbagian Umum dan Kepegawaian", "umum", "sekretaris", WAS, "III/d"),
    "kasub_keuangan": ("Kepala Subbagian Keuangan", "keuangan", "sekretaris", WAS, "III/d"),
    "kasub_perencanaan": ("Kepala Subbagian Perencanaan dan Pelaporan", "perencanaan", "sekretaris", WAS, "III/d"),
    "kabid_koperasi": ("Kepala Bidang Koperasi", "koperasi", "kepala", ADM, "IV/a"),
    "kabid_ukm": ("Kepala Bidang Usaha Kecil dan Menengah", "ukm", "kepala", ADM, "IV/a"),
    "kabid_perdagangan": ("Kepala Bidang Perdagangan", "perdagangan", "kepala", ADM, "IV/a"),
    "kabid_konsumen": ("Kepala Bidang Perlindungan Konsumen", "konsumen", "kepala", ADM, "IV/a"),
    "ka_metrologi": ("Kepala UPTD Metrologi Legal", "metrologi", "kepala", WAS, "III/d"),
    "kasub_metrologi": ("Kepala Subbagian Tata Usaha Metrologi", "metrologi_tu", "ka_metrologi", WAS, "III/c"),
    "ka_pasar": ("Kepala UPTD Pasar Rakyat", "pasar", "kepala", WAS, ""),
    "kasub_pasar": ("Kepala Subbagian Tata Usaha Pasar", "pasar_tu", "ka_pasar", WAS, "III/c"),
}
# unit: superior post, then name, kind and the golongan of each holder. "pw" = PPPK paruh waktu, I–XVII = PPPK.
# A word behind ":" is the key by which this person is known to the story.
STAF: dict[str, tuple[str, tuple[tuple[str, JenisJabatan, str], ...]]] = {
    "umum": ("kasub_umum", (
        ("Analis Sumber Daya Manusia Aparatur Ahli Muda", F, "III/c:pengelola"),
        ("Analis Sumber Daya Manusia Aparatur Ahli Pertama", F, "III/a IX"),
        ("Pranata Komputer Ahli Pertama", F, "III/b:admin"),
        ("Arsiparis Terampil", F, "II/d"),
        ("Penata Layanan Operasional", P, "III/a V V"),
        ("Operator Layanan Operasional", P, "II/c pw:paruh_waktu pw"),
    )),
    "keuangan": ("kasub_keuangan", (
        ("Analis Keuangan Pusat dan Daerah Ahli Muda", F, "III/c:pembaca"),
        ("Pranata Keuangan APBN Terampil", F, "II/d II/c"),
        ("Penelaah Teknis Kebijakan", P, "III/b III/a"),
        ("Pengolah Data dan Informasi", P, "II/c VII V pw"),
    )),
    "perencanaan": ("kasub_perencanaan", (
        ("Perencana Ahli Muda", F, "III/c:perencana"),
        ("Perencana Ahli Pertama", F, "III/b IX"),
        ("Penelaah Teknis Kebijakan", P, "III/b III/a"),
        ("Pengolah Data dan Informasi", P, "II/d V pw"),
    )),
    "koperasi": ("kabid_koperasi", (
        ("Pengawas Koperasi Ahli Muda", F, "III/d III/c"),
        ("Pengawas Koperasi Ahli Pertama", F, "III/b:calon_koperasi III/a IX"),
        ("Analis Kebijakan Ahli Muda", F, "III/d"),
        ("Penelaah Teknis Kebijakan", P, "III/b III/a:pindahan"),
        ("Pengolah Data dan Informasi", P, "II/d II/c V"),
        ("Operator Layanan Operasional", P, "pw pw"),
    )),
    "ukm": ("kabid_ukm", (
        ("Analis Kebijakan Ahli Muda", F, "III/d:ketua_tim"),
        ("Pengembang Kewirausahaan Ahli Muda", F, "III/c"),
        ("Pengembang Kewirausahaan Ahli Pertama", F, "III/b:calon_ukm III/b III/a IX:pppk"),
        ("Penelaah Teknis Kebijakan", P, "III/b III/a"),
        ("Pengolah Data dan Informasi", P, "II/d II/c V"),
        ("Penata Layanan Operasional", P, "pw pw"),
    )),
    "perdagangan": ("kabid_perdagangan", (
        ("Pengawas Perdagangan Ahli Muda", F, "III/d III/c"),
        ("Pengawas Perdagangan Ahli Pertama", F, "III/b:calon_perdagangan III/b III/a"),
        ("Analis Perdagangan Ahli Pertama", F, "III/a:pegawai IX X"),
        ("Penelaah Teknis Kebijakan", P, "III/b III/a"),
        ("Pengolah Data dan Informasi", P, "II/d II/c V"),
        ("Operator Layanan Operasional", P, "pw pw"),
    )),
    "konsumen": ("kabid_konsumen", (
        ("Pengawas Perdagangan Ahli Muda", F, "III/c"),
        ("Pengawas Perdagangan Ahli Pertama", F, "III/b:calon_konsumen III/a IX"),
        ("Penelaah Teknis Kebijakan", P, "III/b III/a:tugas_belajar"),
        ("Pengolah Data dan Informasi", P, "II/d II/c V pw"),
    )),
    "metrologi": ("ka_metrologi", (
        ("Penera Ahli Muda", F, "III/c"),
        ("Penera Ahli Pertama", F, "III/b:calon_metrologi III/a IX"),
        ("Penera Terampil", F, "II/d II/c:cuti VII"),
        ("Pengamat Tera Terampil", F, "II/c VII"),
    )),
    "metrologi_tu": ("kasub_metrologi", (
        ("Penata Layanan Operasional", P, "III/a II/d"),
        ("Pengolah Data dan Informasi", P, "II/c V"),
        ("Operator Layanan Operasional", P, "pw pw"),
    )),
    "pasar": ("ka_pasar", (
        ("Pengawas Perdagangan Ahli Pertama", F, "III/b:calon_pasar III/a"),
        ("Penata Layanan Operasional", P, "III/a II/d V"),
        ("Operator Layanan Operasional", P, "II/c II/a V pw pw"),
    )),
    "pasar_tu": ("kasub_pasar", (
        ("Penata Layanan Operasional", P, "III/a:pengelola_unit II/d:baru"),
        ("Pengolah Data dan Informasi", P, "II/c V"),
        ("Operator Layanan Operasional", P, "pw pw"),
    )),
}  # fmt: skip
TIM = ("Tim Percepatan Digitalisasi Pasar dan UMKM", "ketua_tim", ("calon_ukm", "pegawai", "calon_pasar", "admin"))
