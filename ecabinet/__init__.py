"""The house: the only folder that touches the world (files, sockets, clocks, randomness)."""
