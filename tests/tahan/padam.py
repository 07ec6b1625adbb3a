"""A power cut after the fact: strace tells what the server wrote and what it waited for; only that is on the disk."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PANGGILAN = ("pwrite64", "fdatasync", "fsync", "ftruncate")
BARIS = re.compile(
    r"^(\d+) +([\d.]+) (?:(\w+)\(\d+<([^>]*)>(.*?)(?: <unfinished \.\.\.>|= (-?\d+)[^<]*<([\d.]+)>)|<\.\.\. (\w+) resumed>.*)$"
)
TULISAN = re.compile(r', "((?:\\x[0-9a-f]{2})*)", (\d+), (\d+)')


def strace(basis: Path, log: Path, *more: str, calls: tuple[str, ...] = PANGGILAN) -> tuple[str, ...]:
    """What runs a command so that its writes to the database are told in `log`. The tracer is a process beside it."""
    paths = [part for name in ("", "-wal") for part in ("-P", f"{basis}{name}")]
    told = ("-D", "-I2", "-f", "-qq", "-ttt", "-T", "-y", "-xx", "-s", "70000", "-e", f"trace={','.join(calls)}")
    return ("strace", *told, "-o", str(log), *paths, *more)


@dataclass
class Disk:
    """What would be there after a cut: files as far as they were waited for, and writes that are still on their way."""

    tetap: dict[str, bytearray]
    jalan: list[tuple[str, int, bytes | None]] = field(default_factory=list)

    def tulis(self, name: str, at: int, data: bytes | None) -> None:
        """`data` None: the file is cut to `at` bytes."""
        file = self.tetap.setdefault(name, bytearray())
        if data is None:
            del file[at:]
            file.extend(bytes(at - len(file)))
        else:
            file.extend(bytes(max(0, at - len(file))))
            file[at : at + len(data)] = data

    def tunggu(self, name: str) -> None:
        """The file is on the disk now."""
        for op in self.jalan:
            if op[0] == name:
                self.tulis(*op)
        self.jalan = [op for op in self.jalan if op[0] != name]

    def padam(self, folder: Path, acak: random.Random | None) -> Path:
        """The files as they are found afterwards; `acak`: any of what was on its way may have arrived."""
        found = Disk({name: bytearray(data) for name, data in self.tetap.items()})
        for op in self.jalan if acak else ():
            if acak and acak.random() < 0.5:
                found.tulis(*op)
        for old in folder.iterdir():
            old.unlink()
        for name, data in found.tetap.items():
            (folder / name).write_bytes(data)
        return folder / "skpweb.db"


@dataclass(frozen=True)
class Peristiwa:
    pada: float
    nama: str
    berkas: str
    sisa: str


def _byte(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


def baca_jejak(log: Path) -> Iterator[Peristiwa]:
    """Calls in the order in which they ended."""
    begun: dict[str, tuple[str, str, str]] = {}
    for line in log.read_text().splitlines():
        if not (m := BARIS.match(line)):
            continue
        thread, when, name, path, rest, _code, spent, resumed = m.groups()
        if resumed and thread in begun:
            yield Peristiwa(float(when), *begun.pop(thread))
        elif name:
            call = (name, Path(_byte(path).decode()).name, rest)
            if spent is None:
                begun[thread] = call
            else:
                yield Peristiwa(float(when) + float(spent), *call)


def putar(disk: Disk, log: Path) -> Iterator[tuple[float, Disk]]:
    """The disk after each call."""
    for p in baca_jejak(log):
        if p.nama == "pwrite64":
            m = TULISAN.search(p.sisa)
            assert m, p.sisa[-80:]
            disk.jalan.append((p.berkas, int(m[3]), _byte(m[1])))
        elif p.nama == "ftruncate":
            disk.jalan.append((p.berkas, int(re.findall(r"\d+", p.sisa)[0]), None))
        else:
            disk.tunggu(p.berkas)
        yield p.pada, disk
