"""When a thing may be done: windows of the year (jendela), exceptions, and the office's work calendar.

Words: jendela (window in which a stage is open), tahap (stage), pengecualian (exception for a unit or a person),
pola kerja (5 days, 6 days, shift), hari libur, cuti bersama, hari kerja.
Legal source: PermenPANRB 6/2022 (the year of SKP and evaluation); Keputusan Bersama on hari libur nasional and
cuti bersama, entered by the office each year.
"""
