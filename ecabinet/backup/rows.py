"""The rows that travel in an archive beside the journal: one struct a table, fields named like its columns.

What it is not: the tables (`ecabinet/db/tables.py`). A row holds what another installation can use: no password, no
role, no session, no private note. Unknown fields are refused, so an archive cannot bring in what is not here.
"""

import msgspec


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns of one table that travel."""


class UnitRow(Row, frozen=True):
    id: str
    name: str
    short: str
    parent_name: str
    locality: str
    notation: str
    offset: int


class PersonRow(Row, frozen=True):
    """Who is named. No password, no roles."""

    id: str
    unit_id: str
    login: str | None
    name: str
    position: str


class FileRow(Row, frozen=True):
    sha256: str
    size: int
    media: str
    created_at: int


class VersionRow(Row, frozen=True):
    id: str
    unit_id: str
    item: int | None
    paper: int | None
    title: str
    name: str
    original_sha256: str
    clean_sha256: str | None
    size: int
    pages: str
    status: str
    findings: str
    created_at: int
    created_by: str | None


class ProseRow(Row, frozen=True):
    rev: int
    key: str
    text: str
    at: int
    by: str


class RegisterRow(Row, frozen=True):
    unit_id: str
    year: int
    kind: str
    number: int
    notation: str
    status: str
    reason: str
    document: str | None
    at: int


class DocumentRow(Row, frozen=True):
    id: str
    unit_id: str
    number: int
    notation: str
    type: str
    abstract: str
    fold: str
    date: str
    sha256: str
    signers: str
    pages: int
    created_at: int


class LinkRow(Row, frozen=True):
    from_kind: str
    from_id: str
    relation: str
    to_kind: str
    to_id: str


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rows beside the journal."""

    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    files: tuple[FileRow, ...]
    versions: tuple[VersionRow, ...]
    prose: tuple[ProseRow, ...]
    register: tuple[RegisterRow, ...]
    documents: tuple[DocumentRow, ...]
    links: tuple[LinkRow, ...]
