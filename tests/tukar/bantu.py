"""An import in short words, through HTTP."""

import io

from skpweb.tukar.models import Impor


def unggah(client, jenis, isi, nama="data.xlsx", **lain):
    return client.post(
        f"/impor/{jenis}", data={"berkas": (io.BytesIO(isi), nama), **lain}, content_type="multipart/form-data"
    )


def terbaru():
    return Impor.select().order_by(Impor.id.desc()).first()


def periksa(client, **lain):
    """Confirm the guessed columns of the latest upload."""
    impor = terbaru()
    kolom = {f"kolom-{kunci}": str(n) for kunci, n in impor.peta.items()}
    isian = {"sumber": impor.sumber, "bulan": str(impor.bulan or ""), "tahun": str(impor.tahun or ""), **kolom, **lain}
    return client.post(f"/impor/{impor.jenis}/{impor.id}/kolom", data=isian)


def pratinjau(client, jenis, isi, nama="data.xlsx", **lain):
    """Upload and check; returns the import."""
    jawab = unggah(client, jenis, isi, nama)
    assert jawab.status_code == 303, jawab.text
    jawab = periksa(client, **lain)
    assert jawab.status_code == 303, jawab.text
    return terbaru()


def terapkan(client, impor):
    return client.post(f"/impor/{impor.jenis}/{impor.id}/terapkan", data={"_versi": impor.versi})


def batalkan(client, impor):
    versi = Impor.get_by_id(impor.id).versi
    return client.post(f"/impor/{impor.jenis}/{impor.id}/batalkan", data={"_versi": versi})
