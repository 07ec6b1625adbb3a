"""Persetujuan: the SKP's way: periksa, ajukan, tarik, kembalikan, tetapkan, batal, tutup; the queue of the superior.

Legal source: PermenPANRB 6/2022 p. 59–66 (who agrees, until when, who instead). Nobody agrees the own plan.
Words: langkah (one step with who, when, note), ketetapan (what was agreed, frozen), sidik (the hash of what was seen).
"""
