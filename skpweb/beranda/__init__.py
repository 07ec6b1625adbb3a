"""The start page: what is due for whom, by when, one button each; reads all rooms before it and writes nothing.

Words: tugas (something this person must do), tenggat (its last moment), papan (how far the office is).
"""
