"""First run of an empty database: the demo office, or the office's own set-up (spec/screens `/siapkan`).

Words: kode (opens /siapkan once, printed on the console), kantor contoh (an office of invented people, made by the
product's own services from a fixed seed and the day), cerita (what happened in it).
Files beside the usual furniture: `awal` is called when the server starts; `demo_…` are the invented office.
"""
