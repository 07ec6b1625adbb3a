"""Cetak: everything that leaves the office on paper.

documents.py says what is printed (frozen dataclasses), templates/cetak how it looks, halaman.py makes one
self-contained HTML of it, tata.py decides the pages, pdf.py is the only door to the PDF engines and kaki.py
stamps the footer, the QR code and the watermark. The room reads all others and writes nothing but the audit
line and the register of issued documents.

Words: terbitan = a document with its verification code; kaki = footer; kop = letterhead; konsep = draft.
Source of the forms: spec/documents; naskah dinas per Permendagri 1/2023.
"""
