from tests.harian.akses_validasi import VALIDASI

AKSES = [*VALIDASI]
