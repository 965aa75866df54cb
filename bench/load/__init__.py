"""What the benchmarks share: the load client, the servers they measure, the world they play in, and tables."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
