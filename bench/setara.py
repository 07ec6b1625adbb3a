"""Are the bulk rows of `bench/tahun.py` what the services make? Twenty of 5,000 people, column by column."""

import tempfile
import time
from pathlib import Path

from bench.kantor import buat_kantor
from bench.tahun import bandingkan, buka_jendela, daftar_orang, jalani, salin
from skpweb.core.db import db

BANYAK = 5000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        buat_kantor(Path(folder), BANYAK)
        buka_jendela()
        semua = daftar_orang()
        jalani(semua[0])
        salin(semua)
        began = time.perf_counter()
        rows = bandingkan(BANYAK)
        print(f"{rows} baris dari 20 orang sama kolom demi kolom ({time.perf_counter() - began:.0f} s)")
        db.close_all()
