"""Signatures: keys under their owners' PINs, the demo authority, PAdES signatures with visible marks."""
