"""The full-text index of pages: written next to `page_text`, in the same job of the writer.

Search it with `SELECT rowid FROM page_fts WHERE page_fts MATCH ?` (rowid = page_text.id); fold the query as the
text was folded. It is not kept by triggers: with `trusted_schema=OFF` SQLite refuses virtual tables in them.
"""

from sqlalchemy import Connection, text

ADD = text("INSERT INTO page_fts(rowid, fold) SELECT id, fold FROM page_text WHERE version = :version")
DROP = text(
    "INSERT INTO page_fts(page_fts, rowid, fold) SELECT 'delete', id, fold FROM page_text WHERE version = :version"
)


def index_pages(connection: Connection, version: str) -> None:
    """After the pages of this version were inserted into `page_text`."""
    connection.execute(ADD, {"version": version})


def unindex_pages(connection: Connection, version: str) -> None:
    """Before the pages of this version are deleted from `page_text`."""
    connection.execute(DROP, {"version": version})
