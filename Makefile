# The commands of this project. Plain `make` lists them. HOST, PORT, SKPWEB_DATA, DEMO and SKPWEB_CLOCK are read from
# the environment by wsgi.py.
python = .venv/bin/python
# A pool of memory for each thread costs the server 20 MiB and gains nothing.
export MALLOC_ARENA_MAX = 2
uv = $(or $(wildcard $(CURDIR)/.venv/bin/uv),uv)
kunci = UV_CUSTOM_COMPILE_COMMAND='make kunci' $(uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate

.PHONY: help siap siap-uji run test test-long lint bench kunci clean

help:   ## daftar perintah ini
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 20

siap:   ## menyiapkan saja: paket sistem, .venv, pustaka Python
	@sh deploy/siapkan.sh

run: siap   ## menyiapkan lalu menjalankan di http://127.0.0.1:8000 (HOST, PORT, SKPWEB_DATA, DEMO=1)
	@exec $(python) wsgi.py

siap-uji:
	@sh deploy/siapkan.sh uji

test: siap-uji   ## semua uji
	$(python) -m pytest -n 2 --dist worksteal

test-long: siap-uji   ## uji yang lama
	$(python) -m pytest -m lama

lint: siap-uji   ## gaya dan tipe
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy

bench: siap   ## mengukur kecepatan terhadap anggaran
	$(python) -m bench

kunci:   ## menyusun ulang kedua requirements.txt dengan uv (naik=--upgrade: ke versi terbaru)
	@command -v $(uv) >/dev/null || { echo "uv belum ada. Pasang dengan: $(python) -m pip install uv"; exit 1; }
	$(kunci) $(naik) requirements.in -o requirements.txt
	$(kunci) $(naik) tests/requirements.in -o tests/requirements.txt

clean:   ## menghapus .venv dan sisa uji; data di var/ tidak disentuh
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
