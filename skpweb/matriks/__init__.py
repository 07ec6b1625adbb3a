"""Matriks: the monthly targets of each IKI, what they add up to, and the pure arithmetic of capaian (spec/rules §3).

Words: sel (a target of one month), setahun (what the months make by their agregasi), capaian (0–100, two decimals).
"""
