"""Tests of the room tukar; contoh.py makes the files of an invented office."""
