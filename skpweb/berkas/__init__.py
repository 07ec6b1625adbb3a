"""Uploaded files: checked by content, stored under generated names outside the web root.

Words: berkas (a stored file), yatim (a file on disk that no row knows). A file is served only by the room that
owns it, after that room's own check.
"""
