"""Run the benches named on the command line, or all of them."""

import sys
from importlib import import_module
from pathlib import Path

ALL = sorted(p.stem for p in Path(__file__).parent.glob("[!_]*.py") if p.stem not in ("kantor", "musim", "tahun"))

for name in sys.argv[1:] or ALL:
    print(f"\n== {name} ==", flush=True)
    import_module(f"bench.{name}").main()
