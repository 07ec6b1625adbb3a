"""Cetak: everything that leaves the office on paper.

susun.py reads what a document says (documents.py, frozen dataclasses) from the rooms, templates/cetak how it looks,
halaman.py makes one self-contained HTML of it, tata.py decides the pages, pencetak.py queues and caches, pdf.py is
the only door to the PDF engines and kaki.py stamps the footer, the QR code and the watermark. The room reads all
others and writes nothing but the audit line, the register of issued papers and what is typed for letters.

Words: naskah = a document with the thing it is of; terbit = issued, with its verification code; kaki = footer;
kop = letterhead; konsep = draft. Source of the forms: spec/documents; naskah dinas per Permendagri 1/2023.
"""
