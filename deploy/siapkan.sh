#!/bin/sh
# Makes this checkout ready. `make run` and `make test` call it first; by hand:
#   sh deploy/siapkan.sh        what the server needs
#   sh deploy/siapkan.sh uji    what the tests need as well
# Steps: system packages (through apt, only those missing), the virtual environment .venv, the locked Python packages.
# When all of it is there already it prints nothing, touches no network and is done in a fraction of a second.
# shellcheck disable=SC2086 # lists of package names are meant to split
set -eu
cd "$(dirname "$0")/.."
tujuan=${1:-jalan}
ulangi="make run"
[ "$tujuan" = jalan ] || ulangi="make test"

gagal() {
    printf '\nPenyiapan berhenti: %s\n' "$1" >&2
    exit 1
}

# --- What is there -----------------------------------------------------------------------------------------------

# Sets $python to the first interpreter from 3.11 on that can make virtual environments. Debian keeps that part
# in python3-venv; a pyenv shim without its version, or one too old, is passed over.
cari_python() {
    for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11 /usr/bin/python3; do
        "$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    done
    return 1
}

# False too when the system's Python became another version underneath it, which leaves it without its packages.
ada_venv() { .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Asks the loader for each library, as WeasyPrint does.
dapat_dimuat() {
    for penguji in .venv/bin/python python3 /usr/bin/python3; do
        "$penguji" -c 'import ctypes, sys; [ctypes.CDLL(nama) for nama in sys.argv[1:]]' "$@" 2>/dev/null && return 0
    done
    return 1
}

ada_pango() { dapat_dimuat libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0; }

ada_mesin_pdf() { command -v wkhtmltopdf >/dev/null || ada_pango; }

ada_huruf() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name 'LiberationSans-Regular*' 2>/dev/null)" ]; }

ada_chromium() { command -v chromium >/dev/null; }

ada_strace() { command -v strace >/dev/null; }

# --- System packages ---------------------------------------------------------------------------------------------

pango="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# Prints the Debian packages that are missing for $tujuan. Debian 12 and Ubuntu offer wkhtmltopdf, Debian 13 does not;
# the tests print on both engines, so they want Pango everywhere, Playwright's driver wants libatomic, and strace makes
# the disk fail and tells what was written to it.
paket_kurang() {
    ada_venv || cari_python || echo python3-venv
    if ! ada_mesin_pdf; then
        if [ -n "$(apt-cache show wkhtmltopdf 2>/dev/null)" ]; then echo wkhtmltopdf; else echo "$pango"; fi
    fi
    ada_huruf || echo fonts-liberation
    if [ "$tujuan" = uji ]; then
        ada_chromium || echo chromium
        ada_strace || echo strace
        dapat_dimuat libatomic.so.1 || echo libatomic1
        ada_pango || echo "$pango"
    fi
}

guna_paket() {
    case $1 in
        python3-venv) echo "membuat lingkungan Python tersendiri (.venv)" ;;
        wkhtmltopdf | libpango* | libharfbuzz*) echo "mencetak dokumen PDF" ;;
        fonts-liberation) echo "huruf pada dokumen" ;;
        chromium | libatomic1) echo "menguji halaman di peramban" ;;
        strace) echo "menguji listrik padam dan disk rusak" ;;
    esac
}

# Runs apt-get as root, with sudo where needed; false when it cannot.
apt_root() {
    naik=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || return 1
        naik=sudo
    fi
    $naik env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

periksa_sistem() {
    kurang=$(paket_kurang)
    [ -n "$kurang" ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "Sistem ini tidak memakai apt. Yang diperlukan, dengan nama paketnya di Debian:" $kurang
        return 0
    fi
    echo "Ada paket sistem yang belum terpasang."
    apt_root update || true
    kurang=$(paket_kurang | tr ' ' '\n' | sort -u)
    echo "Paket sistem yang diperlukan:"
    for nama in $kurang; do printf '  %-22s %s\n' "$nama" "$(guna_paket "$nama")"; done
    apt_root install -y --no-install-recommends $kurang && return 0
    echo "Paket itu tidak dapat dipasang dari sini. Jalankan satu baris ini sebagai root, lalu ulangi $ulangi:"
    echo "  apt-get update && apt-get install -y --no-install-recommends" $kurang
}

# Stops only for what cannot be done without.
pastikan_cukup() {
    ada_venv || cari_python || gagal "Python 3.11 atau lebih baru dengan modul venv belum ada (paket python3-venv)."
    ada_mesin_pdf || gagal "belum ada mesin pencetak PDF: wkhtmltopdf, atau pustaka Pango dan HarfBuzz."
    ada_huruf || echo "Huruf Liberation belum ada; dokumen dicetak dengan huruf lain (paket fonts-liberation)."
    [ "$tujuan" = jalan ] || ada_chromium || gagal "peramban Chromium belum ada (paket chromium)."
    [ "$tujuan" = jalan ] || ada_strace || gagal "pelacak panggilan sistem belum ada (paket strace)."
}

# --- Python ------------------------------------------------------------------------------------------------------

siapkan_venv() {
    ada_venv && return 0
    cari_python
    echo "Membuat .venv dengan $("$python" --version)."
    "$python" -m venv --clear .venv || gagal "folder .venv tidak dapat dibuat."
}

# What a lock file was installed as: its content and the Python it was installed for.
sidik() { { .venv/bin/python -V && cat "$1"; } | cksum; }

# Installs the lock file $1 once: the mark $2 remembers it, and is only written when all went well.
pasang_pustaka() {
    [ "$(cat "$2" 2>/dev/null)" != "$(sidik "$1")" ] || return 0
    rm -f "$2"
    echo "Memasang pustaka Python dari $1."
    PIP_USER=0 .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --only-binary :all: -r "$1" </dev/null ||
        gagal "pustaka Python tidak dapat dipasang. Periksa sambungan internet, lalu ulangi $ulangi."
    sidik "$1" >"$2"
}

periksa_sistem
pastikan_cukup
siapkan_venv
pasang_pustaka requirements.txt .venv/siap-jalan
[ "$tujuan" = jalan ] || pasang_pustaka tests/requirements.txt .venv/siap-uji
