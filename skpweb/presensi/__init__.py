"""Attendance: one recap per person and month, typed or imported, and the percentage computed from it.

Words: rekap (the month's counts), hadir, dinas luar, sakit, izin, cuti, tanpa keterangan, TL (terlambat) and
PSW (pulang sebelum waktunya) in four classes, persentase kehadiran.
Legal source: PP 94/2021 on discipline; the divisor is the office's own rule (settings).
"""
