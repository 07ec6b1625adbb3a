"""Deeds on the content of an SKP: what they make, refuse and tell."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from skpweb.audit.models import Jejak
from skpweb.core.access import Pelaku
from skpweb.core.errors import Conflict, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.skp import services
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.queries import calon_induk, calon_skp, isi_skp, skp_hidup, skp_pada
from skpweb.skp.rules import Agregasi, Aspek, JenisRhk, Pendekatan, StatusSkp
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

U = JenisRhk.UTAMA


def orang(cast, who):
    return Pelaku(1, cast.orang[who], who, peran=frozenset({"pegawai"}))


def buat(cast, who, pada, tahun=2026):
    riwayat = RiwayatJabatan.get(RiwayatJabatan.pegawai == cast.orang[who])
    return services.buat_skp(orang(cast, who), riwayat.id, tahun, pada=pada)


def test_walk(app, cast, pada):
    skp = buat(cast, "pegawai", pada)
    me = orang(cast, "pegawai")
    r = services.tambah_rhk(me, skp.id, jenis=U, teks="x", pada=pada)
    i = services.tambah_iki(
        me, r.id, teks="Jumlah", aspek=[Aspek.KUANTITAS], target="4 x", batas_bawah=Decimal(4), pada=pada
    )
    isi = isi_skp(skp.id)
    assert isi.rhk[0].iki[0].batas_atas == 4, isi
    services.geser_iki
    services.hapus_iki(me, i.id, 1, pada=pada)
    services.hapus_rhk(me, r.id, 1, pada=pada)
    assert isi_skp(skp.id).rhk == ()
