"""What the console says when the server starts: the one-time address, the demo office's log-ins, or where they are."""

from flask import Flask

from skpweb.akun.rules import kode_baru, sidik_kode
from skpweb.core import clock
from skpweb.mulai import queries, services
from skpweb.mulai.rules import AKUN_CSV, AkunContoh

KODE = "kode_siapkan"  # app.extensions: SHA-256 of the code; gone when the process ends


def sambut(app: Flask) -> None:
    """Greet on the console; make the demo office first when it is asked for and nothing is there yet."""
    config = app.config["SKPWEB"]
    path = config.data / AKUN_CSV
    if not queries.masih_kosong():
        if path.exists():
            print(f"Kantor contoh. Daftar akun beserta kata sandinya: {path}", flush=True)
        return
    if config.demo:
        print("Menyiapkan kantor contoh (sekitar setengah menit) …", flush=True)
        akun = services.buat_contoh(config.data, pada=clock.sekarang())
        print(f"{tabel(akun)}\nSemua akun: {path}", flush=True)
        return
    alamat = f"http://{config.host}:{config.port}/siapkan?kode={terbitkan_kode(app)}"
    print(f"Basis data masih kosong. Buka alamat sekali pakai ini untuk menyiapkan kantor:\n  {alamat}", flush=True)


def terbitkan_kode(app: Flask) -> str:
    """A new code for /siapkan; an older one no longer opens it."""
    kode = kode_baru()
    app.extensions[KODE] = sidik_kode(kode)
    return kode


def tabel(akun: list[AkunContoh]) -> str:
    """The log-ins that matter, in columns."""
    rows = [("PERAN", "NIP", "KATA SANDI", "NAMA", "KETERANGAN")]
    rows += [(a.peran, a.nip, a.sandi, a.nama, a.catatan) for a in akun if a.utama]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)) for row in rows]
    return "\n" + "\n".join(lines) + "\n"
