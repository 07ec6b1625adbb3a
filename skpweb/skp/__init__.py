"""SKP: one person's plan for one year in one riwayat row: RHK with their IKI (PermenPANRB 6/2022 p. 27–60).

Words: RHK rencana hasil kerja (utama, tambahan), IKI indikator kinerja individu, aspek, target (the words printed),
batas (the figures calculated with), direktif (a task whose giver is named instead of a link).
Its way through the hands is in `persetujuan`, its months in `matriks`.
"""
