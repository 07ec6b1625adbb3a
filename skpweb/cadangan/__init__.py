"""Cadangan: copies of everything the office keeps, their rehearsal and the way back.

Words: cadangan (one copy of the database with its manifest), uji (a restore into a temporary place that is really
opened), pulihkan (the copy takes the place of the present data, which is put aside first).
A cadangan is a folder `skpweb-<time>` with `skpweb.db`, `kunci` and `naskah.json`; uploads never change once stored, so
all cadangan of a place share its folder `berkas`.
"""
