from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.pemberitahuan.models import Pemberitahuan


def kirim(
    penerima: Iterable[int], teks: str, *, endpoint: str = "", arg: Mapping[str, Any] | None = None, pada: datetime
) -> None:
    """Tell these people (pegawai ids, each once) inside the deed that causes it."""
    rows = [
        {"pegawai": p, "teks": teks, "endpoint": endpoint, "arg": dict(arg or {}), "pada": pada, "dibaca_pada": None}
        for p in sorted(set(penerima))
    ]
    with tulis():
        for start in range(0, len(rows), 500):
            Pemberitahuan.insert_many(rows[start : start + 500]).execute()


def tandai_dibaca(pelaku: Pelaku, sampai_id: int, *, pada: datetime) -> None:
    """Everything of one's own up to this message has been seen. No deed: it leaves no audit line."""
    with tulis(exempt="lonceng"):
        Pemberitahuan.update(dibaca_pada=pada).where(
            Pemberitahuan.pegawai == pelaku.pegawai_id,
            Pemberitahuan.id <= sampai_id,
            Pemberitahuan.dibaca_pada.is_null(),
        ).execute()


def buang_pemberitahuan(sebelum: datetime) -> int:
    """Forget messages sent before then, read or not; returns how many went. Part of the daily deed."""
    with tulis():
        return int(Pemberitahuan.delete().where(Pemberitahuan.pada < sebelum).execute())
