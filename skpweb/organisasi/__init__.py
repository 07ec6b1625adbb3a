"""Units, posts and teams of the office.

Words: unit kerja, jabatan (a post), atasan (of a post: the post one level up), akar (the one post without a superior),
pimpinan unit kerja mandiri, tim kerja. The tree is of posts, not of people: who is whose atasan follows from it.
Source: spec/rules §1; PermenPANRB 6/2022 p. 65 and p. 89.
"""
