"""Child processes of the PDF engines: a home of their own, a bare environment, limits, and a sure end."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

MEMORI = 2 * 1024**3  # bytes of address space; 100 scorecards need a tenth of it
MENGALAH = 5  # nice value: paper gives way to pages


def mulai(perintah: Sequence[str], rumah: str, tambahan: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a child with pipes on all three streams. `rumah` is its home and the only place it may think its own."""
    p = subprocess.Popen(  # noqa: S603 (the program is found by us, the arguments are numbers and constants)
        list(perintah), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=_lingkungan(rumah) | (tambahan or {}), start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
    if sys.platform == "linux":
        import resource

        with suppress(ProcessLookupError):  # it has ended already; whoever reads from it will see that
            resource.prlimit(p.pid, resource.RLIMIT_AS, (MEMORI, MEMORI))
            os.setpriority(os.PRIO_PROCESS, p.pid, MENGALAH)
    return p


def _lingkungan(rumah: str) -> dict[str, str]:
    """Nothing of the server's environment: it holds secrets. Windows programs do not start without theirs."""
    if sys.platform == "win32":
        return {k: v for k, v in os.environ.items() if not k.upper().startswith("SKPWEB_")}
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": rumah, "XDG_RUNTIME_DIR": rumah, "XDG_CACHE_HOME": rumah}


def bunuh(p: subprocess.Popen[bytes]) -> None:
    """End the child and what it started, and wait for it."""
    if sys.platform == "win32":
        p.kill()
    else:
        import signal

        with suppress(ProcessLookupError):  # already gone
            os.killpg(p.pid, signal.SIGKILL)
    p.wait()


@contextmanager
def batas_waktu(p: subprocess.Popen[bytes], detik: float) -> Iterator[threading.Event]:
    """Kill the child when the block takes longer than `detik`; the event tells that this has happened."""
    habis = threading.Event()

    def akhiri() -> None:
        habis.set()
        bunuh(p)

    jam = threading.Timer(detik, akhiri)
    jam.daemon = True
    jam.start()
    try:
        yield habis
    finally:
        jam.cancel()
