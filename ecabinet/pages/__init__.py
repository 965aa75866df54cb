"""Papers as seats read them: page pictures, words and search, made by killable worker processes.

Not here: who may read what (`meeting/view.py`), the bytes of the originals (`ecabinet/files.py`).
Rules: no PDF is ever opened in the server's own process; a worker that hangs or dies costs one page, not the house.
"""
