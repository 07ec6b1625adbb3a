"""A deed with a plain form of its own, from one description: GET shows the form, POST does the deed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core.access import izin
from skpweb.core.fields import Form, kenalkan
from skpweb.core.once import sekali
from skpweb.core.web import done

Answer = str | tuple[str, int] | AnyResponse
Remah = list[tuple[str, str]]


@dataclass(frozen=True)
class Formulir:
    """`deed` ("room.deed") is the permission; its last word is the POST's endpoint, and the GET's after "formulir_".

    `ambil` takes the values of the address and returns the row: the getter is the check. `simpan` calls the service
    and returns where to go and what to say. `awal` fills the fresh form, `siapkan` its choices. `judul` may name
    the row: "Tutup {0.nama}". The last of the crumbs is where "Batal" leads. `tampil` renders a page of the room's own.
    """

    deed: str
    alamat: str
    form: type[Form]
    judul: str
    simpan: Callable[[Any, Any], tuple[str, str]]
    remah: Callable[[Any], Remah] = lambda _row: []
    ambil: Callable[..., Any] = lambda: None
    awal: Callable[[Any], dict[str, Any]] = lambda _row: {}
    siapkan: Callable[[Any, Any], None] = lambda _form, _row: None
    tombol: str = "Simpan"
    catatan: str = ""
    berversi: bool = False
    tampil: Callable[["Formulir", Any, Any], str] | None = None


def versi_terkirim() -> int:
    """The version of the row as the form had it."""
    return request.form.get("_versi", 0, int)


def pasang(bp: Blueprint, *daftar: Formulir) -> None:
    """Add both views of each to the room's blueprint."""
    for formulir in daftar:
        _pasang(bp, formulir)


def _pasang(bp: Blueprint, formulir: Formulir) -> None:
    name = formulir.deed.partition(".")[2]
    kenalkan(formulir.deed, formulir.form)

    @izin(formulir.deed)
    def lihat(**args: Any) -> Answer:
        row = formulir.ambil(**args)
        return _halaman(formulir, formulir.form(data=formulir.awal(row)), row)

    @izin(formulir.deed)
    @sekali
    def kirim(**args: Any) -> Answer:
        row = formulir.ambil(**args)
        form = formulir.form(request.form)
        formulir.siapkan(form, row)
        if form.validate():
            with form.catches():
                return done(*formulir.simpan(row, form))
        return _halaman(formulir, form, row), 422

    bp.add_url_rule(formulir.alamat, f"formulir_{name}", lihat, methods=["GET"])
    bp.add_url_rule(formulir.alamat, name, kirim, methods=["POST"])


def _halaman(formulir: Formulir, form: Form, row: Any) -> str:
    formulir.siapkan(form, row)
    if formulir.tampil:
        return formulir.tampil(formulir, form, row)
    title, crumbs = formulir.judul.format(row), formulir.remah(row)
    return render_template(
        "layout/formulir.html", form=form, judul=title, tombol=formulir.tombol, remah=[*crumbs, (title, None)],
        aksi=request.path, buang=crumbs[-1][1], catatan=formulir.catatan,
        versi=(versi_terkirim() or row.versi) if formulir.berversi else None,
    )  # fmt: skip
