"""The server's log, on stderr (journald as a service): when (UTC), how grave, where, what. Audit lines are not here.

Nothing that somebody typed can look like an entry of its own: what follows the first line of an entry is set in, and
control characters are written out.
"""

import logging
import time


class Entry(logging.Formatter):
    """One entry of the log."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return "\n    ".join(_visible(line) for line in super().format(record).split("\n"))


def _visible(line: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def start() -> None:
    """From now on everything is logged this way, unless somebody else has set up logging before."""
    handler = logging.StreamHandler()
    handler.setFormatter(Entry())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
