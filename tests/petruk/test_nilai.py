"""Figures made elsewhere: typed one by one, imported by thousands, taken back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from skpweb.core.access import SISTEM
from skpweb.core.errors import Conflict, NotAllowed, NotFound, RuleViolation
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.rules import Kepegawaian
from skpweb.petruk import services
from skpweb.petruk.models import NilaiLuar
from skpweb.petruk.rules import JenisNilai, Predikat
from skpweb.petruk.services import BarisImpor
from tests.petruk import bantu
from tests.petruk.bantu import PADA, orang

pytestmark = pytest.mark.usefixtures("app")


def ketik(cast, who="pegawai", oleh="pengelola", nilai="80", bulan=10, **lain):
    return services.simpan_nilai_luar(
        orang(cast, oleh),
        cast.orang[who],
        JenisNilai.EKINERJA,
        2026,
        bulan,
        Decimal(nilai),
        None,
        sumber="surat",
        pada=PADA,
        **lain,
    )


def test_a_typed_figure_keeps_source_and_version(cast):
    row = ketik(cast)
    assert (row.nilai, row.sumber, row.versi) == (Decimal(80), "surat", 1)
    assert ketik(cast, nilai="81", versi=1).versi == 2
    with pytest.raises(Conflict) as e:
        ketik(cast, nilai="82", versi=1)
    assert e.value.stored == {"Nilai": "81,00", "Sumber": "surat"} and e.value.version == 2


@pytest.mark.parametrize(
    ("ubah", "galat"),
    [
        ({"who": "pengelola"}, NotAllowed),
        ({"oleh": "pengelola_b"}, NotFound),
        ({"bulan": 12}, RuleViolation),
        ({"nilai": "101"}, RuleViolation),
    ],
)
def test_figures_that_may_not_be_typed(cast, ubah, galat):
    with pytest.raises(galat):
        ketik(cast, **ubah)
    assert NilaiLuar.select().count() == 0


def test_an_import_is_all_or_nothing_and_can_be_undone(cast):
    ketik(cast)
    rows = [BarisImpor(cast.orang[w], JenisNilai.EKINERJA, 2026, 10, Decimal(90)) for w in ("pegawai", "pengelola")]
    rows.append(BarisImpor(cast.orang["pegawai"], JenisNilai.PREDIKAT, 2025, None, predikat=Predikat.BAIK))
    pengelola = orang(cast, "pengelola")
    with pytest.raises(RuleViolation):
        services.terapkan_impor(pengelola, [*rows, replace(rows[0], nilai=Decimal(101))], sumber="f.xlsx", pada=PADA)
    assert NilaiLuar.select().count() == 1
    hasil = services.terapkan_impor(pengelola, rows, sumber="f.xlsx", pada=PADA)
    assert [j["sebelum"] is None for j in hasil] == [False, True, True]
    assert services.terapkan_impor(pengelola, rows, sumber="f.xlsx", pada=PADA) == []
    assert services.batalkan_impor(pengelola, hasil, pada=PADA) == 3
    assert [(n.nilai, n.sumber) for n in NilaiLuar.select()] == [(Decimal(80), "surat")]


def test_an_undo_is_refused_naming_what_changed_since(cast):
    pengelola = orang(cast, "pengelola")
    rows = [BarisImpor(cast.orang[w], JenisNilai.EKINERJA, 2026, 10, Decimal(90)) for w in ("pegawai", "atasan")]
    hasil = services.terapkan_impor(pengelola, rows, sumber="f.xlsx", pada=PADA)
    ketik(cast)
    with pytest.raises(RuleViolation, match="Endah Lestari, Oktober 2026: sudah diubah"):
        services.batalkan_impor(pengelola, hasil, pada=PADA)
    assert NilaiLuar.select().count() == 2


def test_a_pengelola_of_units_imports_only_these(cast):
    rows = [BarisImpor(cast.orang["pegawai"], JenisNilai.EKINERJA, 2026, 10, Decimal(90))]
    with pytest.raises(NotAllowed, match="Endah Lestari"):
        services.terapkan_impor(orang(cast, "pengelola_b"), rows, sumber="f.xlsx", pada=PADA)


def test_five_thousand_rows_go_in_at_once(cast):
    semua = [
        {"nama": f"Orang {n}", "nip": f"19850101201001{n:04}", "kepegawaian": Kepegawaian.PNS, "dibuat_pada": PADA}
        for n in range(5000)
    ]
    with bantu.tulis(exempt="uji"):
        for awal in range(0, 5000, 500):
            Pegawai.insert_many(semua[awal : awal + 500]).execute()
    ids = [p for (p,) in Pegawai.select(Pegawai.id).where(Pegawai.nama.startswith("Orang ")).tuples()]
    rows = [BarisImpor(p, JenisNilai.EKINERJA, 2026, 10, Decimal(90)) for p in ids]
    hasil = services.terapkan_impor(SISTEM, rows, sumber="f.xlsx", pada=PADA)
    assert len(hasil) == 5000
