"""Sending, returning, agreeing: what each step leaves behind and whom it tells."""

from datetime import date

import pytest

from skpweb.audit.models import Jejak
from skpweb.core.db import tulis
from skpweb.core.errors import Conflict, NotAllowed, NotFound, RuleViolation
from skpweb.core.tables import Paging
from skpweb.pegawai.models import Pegawai, RiwayatJabatan
from skpweb.pegawai.rules import Kedudukan
from skpweb.persetujuan import services
from skpweb.persetujuan.models import Ketetapan, Langkah
from skpweb.persetujuan.queries import antrean, ketetapan
from skpweb.persetujuan.queries_naskah import daftar_langkah, pembanding
from skpweb.persetujuan.rules import bandingkan, nomor_terima, sidik
from skpweb.skp.models import Rhk, Skp
from skpweb.skp.rules import StatusSkp
from tests.conftest import PADA
from tests.persetujuan.bantu import (
    bupati,
    delegasi,
    jendela,
    kembali,
    kirim,
    konsep,
    lonceng,
    orang,
    sidik_kini,
    terkirim,
    tetap,
)  # fmt: skip
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

HARI = date(2026, 11, 21)
S = StatusSkp


def menunggu(cast, who, hari=HARI):
    return [r.skp_id for r in antrean(orang(cast, who), hari, Paging())[0].rows]


def tulis_ulang(skp, teks="Tersedianya data harga 21 komoditas"):
    with tulis(exempt="uji"):
        Rhk.update(teks=teks).where(Rhk.skp == skp).execute()


def test_sending_gives_a_numbered_receipt_and_tells_the_superior(app, cast):
    skp = terkirim(cast)
    step = Langkah.get()
    assert (skp.status, skp.diajukan_pada, skp.tepat_waktu) == (S.PERIKSA, PADA, True)
    assert nomor_terima(step.id, 2026) == f"SKP-2026-{step.id:06}"
    assert (step.dari, step.ke, step.kepada_id, step.oleh) == (
        S.KONSEP,
        S.PERIKSA,
        cast.orang["atasan"],
        cast.orang["pegawai"],
    )
    assert step.isi["penilai"]["nama"] == "Bagja Permana, S.T."
    assert step.isi["rhk"][0]["iki"][0]["bulan"] == {str(b): "10" for b in range(1, 13)}
    assert lonceng(cast, "atasan") == ["Endah Lestari mengajukan SKP 1-2026. Periksa, lalu tetapkan."]
    assert lonceng(cast, "pegawai") == []
    line = Jejak.select().order_by(Jejak.id.desc()).get()
    assert (line.tindakan, line.objek, line.sesudah["status"]) == ("persetujuan.ajukan", f"skp:{skp.id}", "periksa")


def test_every_fault_is_told_at_once(app, cast):
    jendela()
    skp = skp_ada(cast, "pegawai", PADA, status=S.KONSEP)
    with pytest.raises(RuleViolation, match="Belum ada RHK utama"):
        kirim(cast, skp)
    rhk = rhk_ada(skp, direktif=False, pemberi="")
    iki_ada(rhk, batas="119")
    with pytest.raises(RuleViolation) as faults:
        kirim(cast, skp)
    assert "belum ditautkan" in faults.value.faults[0].message
    assert "Jumlah bulanannya 120, targetnya 119" in faults.value.faults[1].message
    assert Skp.get_by_id(skp.id).status is S.KONSEP
    assert Langkah.select().count() == 0


def test_who_has_no_superior_cannot_send(app, cast):
    jendela()
    skp = konsep(cast, "kepala")
    with pytest.raises(RuleViolation, match="Atasan Anda belum dikenal"):
        kirim(cast, skp, "kepala")
    bupati()
    assert kirim(cast, skp, "kepala").isi["penilai"]["jabatan"] == "Bupati Teladan"


def test_only_what_was_on_the_page_is_sent(app, cast):
    jendela()
    skp = konsep(cast)
    seen = sidik_kini(skp)
    tulis_ulang(skp)
    with pytest.raises(Conflict):
        services.ajukan(orang(cast, "pegawai"), skp.id, seen, pada=PADA)
    assert Skp.get_by_id(skp.id).status is S.KONSEP


def test_return_needs_a_note_and_the_way_goes_round(app, cast):
    skp = terkirim(cast)
    for empty in ("", "  \n"):
        with pytest.raises(RuleViolation) as fault:
            kembali(cast, skp, catatan=empty)
        assert fault.value.field == "catatan"
    kembali(cast, skp, catatan=" Naikkan targetnya. ")
    assert Skp.get_by_id(skp.id).status is S.REVISI
    assert lonceng(cast, "pegawai") == [
        "SKP 1-2026 dikembalikan oleh Bagja Permana, S.T. dengan catatan: Naikkan targetnya."
    ]
    tulis_ulang(skp)
    kirim(cast, Skp.get_by_id(skp.id))
    steps = daftar_langkah(skp.id)
    assert [s.deed for s in steps] == ["ajukan", "kembalikan", "ajukan"]
    found = bandingkan(pembanding(steps), steps[-1].isi)
    assert [(b.label, b.baru) for b in found] == [("RHK 1", "Tersedianya data harga 21 komoditas")]
    row = tetap(cast, skp)
    assert row.isi["rhk"][0]["teks"] == "Tersedianya data harga 21 komoditas"


def test_agreeing_freezes_the_text_and_both_parties(app, cast):
    skp = terkirim(cast)
    row = tetap(cast, skp)
    skp = Skp.get_by_id(skp.id)
    assert (skp.status, skp.ditetapkan_pada) == (S.SETUJU, PADA)
    assert (row.penilai_id, row.oleh, row.tanggal, row.nomor, row.scan_id) == (cast.orang["atasan"],) * 2 + (
        HARI,
        "",
        None,
    )
    with tulis(exempt="uji"):
        Pegawai.update(nama="Nama Baru").execute()
    tulis_ulang(skp, "Lain sama sekali")
    kept = ketetapan(skp.id).isi
    assert (kept["pegawai"]["nama"], kept["penilai"]["nama"]) == ("Endah Lestari", "Bagja Permana, S.T.")
    assert kept["rhk"][0]["teks"] == "Tersedianya data harga pasar"
    assert kept["rhk"][0]["induk_iki"] == []
    assert lonceng(cast, "pegawai") == [
        "SKP 1-2026 Anda sudah ditetapkan oleh Bagja Permana, S.T., jadi kinerja harian dapat dikirim."
    ]
    assert sidik(daftar_langkah(skp.id)[0].isi) == row.sidik


def test_the_indicators_of_a_supported_head_are_kept_beside_the_line(app, cast):
    top = konsep(cast, "kepala")
    jendela()
    skp = skp_ada(cast, "atasan", PADA, status=S.KONSEP)
    iki_ada(rhk_ada(skp, induk=Rhk.get(Rhk.skp == top), induk_teks="Tersedianya data harga pasar"))
    kirim(cast, skp, "atasan")
    row = tetap(cast, skp, "kepala")
    assert row.isi["rhk"][0]["induk_iki"] == [["Jumlah laporan yang terbit", "120 laporan"]]


def test_what_changed_since_it_was_seen_is_not_agreed(app, cast):
    skp = terkirim(cast)
    seen = sidik_kini(skp)
    services.tarik(orang(cast, "pegawai"), skp.id, pada=PADA)
    tulis_ulang(skp)
    kirim(cast, Skp.get_by_id(skp.id))
    for deed in (
        lambda: services.tetapkan(orang(cast, "atasan"), skp.id, seen, pada=PADA),
        lambda: services.kembalikan(orang(cast, "atasan"), skp.id, seen, "x", pada=PADA),
    ):
        with pytest.raises(Conflict):
            deed()
    assert Skp.get_by_id(skp.id).status is S.PERIKSA
    assert Ketetapan.select().count() == 0


@pytest.mark.parametrize("siapa", ["pegawai", "atasan"])
def test_the_hash_covers_both_parties(app, cast, siapa):
    skp = terkirim(cast)
    seen = sidik_kini(skp)
    with tulis(exempt="uji"):
        Pegawai.update(nama="Nama Baru").where(Pegawai.id == cast.orang[siapa]).execute()
    with pytest.raises(Conflict):
        services.tetapkan(orang(cast, "atasan"), skp.id, seen, pada=PADA)


def test_the_matrix_is_in_the_hash(app, cast):
    from skpweb.matriks.models import Target

    skp = terkirim(cast)
    seen = sidik_kini(skp)
    with tulis(exempt="uji"):
        Target.update(nilai=20, nilai_atas=20).where(Target.bulan == 3).execute()
    assert sidik_kini(skp) != seen


def test_what_waits_moves_with_the_tree(app, cast):
    skp = terkirim(cast)
    assert (menunggu(cast, "atasan"), menunggu(cast, "atasan_lain")) == ([skp.id], [])
    seen = sidik_kini(skp)
    with tulis(exempt="uji"):
        RiwayatJabatan.update(jabatan=cast.jabatan["pengolah_b"]).where(
            RiwayatJabatan.pegawai == cast.orang["pegawai"]
        ).execute()
    assert (menunggu(cast, "atasan"), menunggu(cast, "atasan_lain")) == ([], [skp.id])
    with pytest.raises(NotFound):
        services.tetapkan(orang(cast, "atasan"), skp.id, seen, pada=PADA)
    with pytest.raises(Conflict):
        services.tetapkan(orang(cast, "atasan_lain"), skp.id, seen, pada=PADA)
    assert tetap(cast, skp, "atasan_lain").isi["penilai"]["nama"] == "Cempaka Wulandari, S.E."


def test_a_plh_takes_the_queue_while_he_acts(app, cast):
    skp = terkirim(cast)
    with tulis(exempt="uji"):
        RiwayatJabatan.create(
            pegawai=cast.orang["sekretaris"], jabatan=cast.jabatan["kabid_a"], kedudukan=Kedudukan.PLH,
            mulai=HARI, sampai=HARI,
        )  # fmt: skip
    assert (menunggu(cast, "atasan"), menunggu(cast, "sekretaris")) == ([], [skp.id])
    assert menunggu(cast, "atasan", date(2026, 11, 22)) == [skp.id]


def test_a_delegate_sees_is_told_and_acts(app, cast):
    delegasi(cast, "atasan", "ketua_tim")
    skp = terkirim(cast)
    assert (menunggu(cast, "ketua_tim"), menunggu(cast, "atasan")) == ([skp.id], [skp.id])
    assert len(lonceng(cast, "ketua_tim")) == 1
    row = tetap(cast, skp, "ketua_tim")
    assert (row.penilai_id, row.oleh) == (cast.orang["atasan"], cast.orang["ketua_tim"])
    assert lonceng(cast, "atasan")[-1] == "SKP 1-2026 Endah Lestari sudah ditetapkan."


def test_a_delegate_never_agrees_his_own_plan(app, cast):
    delegasi(cast, "atasan", "pegawai")
    skp = terkirim(cast)
    assert menunggu(cast, "pegawai") == []
    with pytest.raises(NotAllowed, match="sendiri"):
        tetap(cast, skp, "pegawai")


@pytest.mark.parametrize("mati", ["tugas lain", "berakhir", "dicabut"])
def test_a_delegation_that_does_not_hold_gives_nothing(app, cast, mati):
    from skpweb.pegawai.rules_atasan import TugasDelegasi

    row = delegasi(
        cast, "atasan", "ketua_tim", TugasDelegasi.VALIDASI if mati == "tugas lain" else TugasDelegasi.TETAPKAN,
        date(2026, 11, 20) if mati == "berakhir" else date(2026, 12, 31),
    )  # fmt: skip
    if mati == "dicabut":
        with tulis(exempt="uji"):
            row.dicabut_pada = PADA
            row.save()
    skp = terkirim(cast)
    assert menunggu(cast, "ketua_tim") == []
    with pytest.raises(NotAllowed, match="Bagja Permana"):
        tetap(cast, skp, "ketua_tim")


def test_the_queue_asks_little(app, cast, hitung_query):
    boss = orang(cast, "atasan")
    with hitung_query() as q:
        assert antrean(boss, HARI, Paging())[0].jumlah == 0
    assert len(q) == 1
    terkirim(cast)
    terkirim(cast, "ketua_tim")
    with hitung_query() as q:
        assert len(antrean(boss, HARI, Paging())[0].rows) == 2
    assert len(q) == 4
