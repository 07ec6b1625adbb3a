"""People: numbers, dated status, pangkat, contracts, riwayat jabatan; who is atasan on a date; pejabat luar, delegation.

Words: NIP / NI PPPK, golongan and pangkat, kedudukan (definitif, Plt., Plh., Pj.), riwayat jabatan, pejabat penilai
kinerja = atasan, pejabat luar, bawahan, delegasi. Nothing here stores a superior: it is derived from the tree of posts.
Source: spec/rules §1; PermenPANRB 6/2022 p. 65–66 and p. 89.
"""
