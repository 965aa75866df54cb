"""What the benchmarks share: the load client, the servers they measure, the world they play in, and tables.

Rules: import from here first (`from bench.load ...`). Python puts a script's own folder first on its path, and there
`bench/papers.py` would hide the room `papers`; importing this package takes that folder out again.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != ROOT / "bench"]
