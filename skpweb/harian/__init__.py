"""Harian: the daily log (CKHP), its validation by the superior, the month, its capaian and its lock (spec/rules §3–4).

Words: catatan (an entry of the log), nilai akhir bulan (the one figure of an IKI that is not summed), kunci bulan.
Legal source: PermenPANRB 6/2022 p. 66–70 (pendokumentasian kinerja, form B.1.2).
"""
