"""The document store: what was issued, under which number, what it rests on; search; signature status."""
