"""Spreadsheets in and out.

In: a file of people, attendance or values from elsewhere is read without the database (`xlsx.py`, `rules*.py`),
shown as a pratinjau with every fault named, and applied through the owning rooms all or nothing; the last
import can be undone. Out: `/ekspor/<jenis>` writes what a list shows, by the list's own query.

Words: berkas (the file), lembar (a sheet), kolom (a column), bidang (what a column means), salah and
peringatan (a fault, a warning), tanya (a question whose answer mends a fault), jawaban.

Only `xlsx.py` opens the spreadsheet libraries.
"""
