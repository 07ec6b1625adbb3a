from skpweb.akun.models import Akun
from skpweb.pengaturan.queries import sudah_disiapkan


def masih_kosong() -> bool:
    """Nobody has set up an office here yet."""
    return not sudah_disiapkan() and not Akun.select().exists()
