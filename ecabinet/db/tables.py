"""The tables, as SQLAlchemy Core. What it is not: an object model; rows are read and written by plain statements.

Rules:
- `unit_id` stands on people, meetings, documents and registers: a unit is a scope, from the first migration on.
- Ids of rows are 12-character random base32; ids inside a meeting are integers from the meeting's own counter.
- Times are UTC milliseconds. Secrets (passwords, cookies, links) are stored hashed.
- `entry` and `command` are append-only. Everything a meeting decided is in `entry`; the rest is rebuilt or prose.
- A change here needs a new migration; `tests/db` compares both.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# -- the installation, its units and people ---------------------------------------------------------------------------

setting = Table(
    "setting", metadata, Column("name", String(64), primary_key=True), Column("value", Text, nullable=False)
)

unit = Table(
    "unit",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("parent", String(12), ForeignKey("unit.id")),
    Column("name", Text, nullable=False),  # "Ủy ban nhân dân tỉnh Lam Giang"
    Column("short", Text, nullable=False),  # "UBND tỉnh"
    Column("parent_name", Text, nullable=False, server_default=""),  # printed above the name; may be empty
    Column("locality", Text, nullable=False, server_default=""),  # "Lam Giang", for date lines
    Column("notation", Text, nullable=False, server_default=""),  # ending of document numbers: "UBND"
    Column("offset", Integer, nullable=False, server_default="420"),  # minutes from UTC
    Column("created_at", BigInteger, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("unit_id", String(12), ForeignKey("unit.id"), nullable=False),
    Column("login", String(64), unique=True),
    Column("password", Text),  # argon2id, or none: cannot sign in with a password
    Column("name", Text, nullable=False),
    Column("position", Text, nullable=False, server_default=""),
    Column("fold", Text, nullable=False, server_default=""),  # name, position, unit without accents, for search
    Column("roles", Text, nullable=False, server_default="[]"),  # JSON: "administrator", "secretary", "records"
    Column("disabled", Boolean, nullable=False, server_default="0"),
    Column("created_at", BigInteger, nullable=False),
    Index("person_by_unit", "unit_id"),
)

account_session = Table(
    "account_session",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the cookie
    Column("kind", String(8), nullable=False),  # "person" or "screen"
    Column("person", String(12), ForeignKey("person.id", ondelete="CASCADE")),
    Column("meeting", String(12)),  # of a screen
    Column("address", Text, nullable=False, server_default=""),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("session_by_person", "person"),
)

signin_link = Table(
    "signin_link",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the token
    Column("kind", String(8), nullable=False),  # "seat" (demo only) or "screen"
    Column("person", String(12), ForeignKey("person.id", ondelete="CASCADE")),
    Column("meeting", String(12)),
    Column("label", Text, nullable=False, server_default=""),
    Column("token", Text),  # kept in demo mode only, where the table of seats shows it
    Column("rank", Integer, nullable=False, server_default="0"),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)

# -- meetings ---------------------------------------------------------------------------------------------------------

entry = Table(
    "entry",
    metadata,
    Column("meeting", String(12), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("header", LargeBinary, nullable=False),  # the hashed bytes, never re-encoded
    Column("payload", LargeBinary),  # empty once withheld or erased by law: the chain still verifies
    PrimaryKeyConstraint("meeting", "seq"),
)

command = Table(
    "command",
    metadata,
    Column("meeting", String(12), nullable=False),
    Column("person", String(12), nullable=False),  # empty: the house
    Column("command_id", String(64), nullable=False),
    Column("body", String(64), nullable=False),  # SHA-256 of name and arguments
    Column("seq", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("meeting", "person", "command_id"),
)

deposit = Table(
    "deposit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting", String(12), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("deposit_by_entry", "meeting", "seq"),
)

rule_pack = Table(
    "rule_pack",
    metadata,
    Column("unit_id", String(12), nullable=False),
    Column("code", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON of voting.rule.Rule
    Column("by", String(12), nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("unit_id", "code", "version"),
)

meeting_card = Table(
    "meeting_card",
    metadata,
    Column("meeting", String(12), primary_key=True),
    Column("unit_id", String(12), nullable=False),
    Column("phase", String(16), nullable=False),
    Column("starts_at", BigInteger, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("card", Text, nullable=False),  # JSON of meeting.card.Card
    Index("card_by_time", "unit_id", "starts_at"),
)

participation = Table(
    "participation",
    metadata,
    Column("meeting", String(12), nullable=False),
    Column("person", String(12), nullable=False),
    Column("participant", Integer, nullable=False),
    Column("capacity", String(16), nullable=False),
    Column("duties", Text, nullable=False),  # JSON
    PrimaryKeyConstraint("meeting", "person"),
    Index("participation_by_person", "person"),
)

notice = Table(
    "notice",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("person", String(12), ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("meeting", String(12), nullable=False),
    Column("kind", String(16), nullable=False),  # "sent", "extended", "due_24h", "due_2h", "overdue", "reminder"
    Column("about", BigInteger, nullable=False),  # the deadline it is about; of a reminder by hand: when it was asked
    Column("at", BigInteger, nullable=False),
    Column("seen_at", BigInteger),
    Column("mailed_at", BigInteger),  # for the queue of mail
    UniqueConstraint("person", "meeting", "kind", "about"),
    Index("notice_by_person", "person", "at"),
    Index("notice_by_meeting", "meeting"),
)

# -- files and papers -------------------------------------------------------------------------------------------------

file = Table(
    "file",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("meeting", String(12)),  # none: a record or another document of the store
    Column("unit_id", String(12), nullable=False),
    Column("item", Integer),
    Column("paper", Integer),
    Column("title", Text, nullable=False, server_default=""),
    Column("name", Text, nullable=False),  # of the file as sent
    Column("original_sha256", String(64), nullable=False),
    Column("clean_sha256", String(64)),
    Column("size", BigInteger, nullable=False),
    Column("pages", Text, nullable=False, server_default="[]"),  # JSON: [[width, height], ...] in points
    Column("status", String(16), nullable=False),  # "received", "ready", "failed"
    Column("findings", Text, nullable=False, server_default="[]"),  # JSON: what was removed or refused, as codes
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", String(12)),
    Index("version_by_meeting", "meeting"),
    Index("version_by_original", "original_sha256"),
)

page_text = Table(
    "page_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String(12), ForeignKey("version.id", ondelete="CASCADE"), nullable=False),
    Column("page", Integer, nullable=False),  # from 1
    Column("text", Text, nullable=False),  # NFC
    Column("fold", Text, nullable=False),  # without accents, one character for each character of `text`
    Column("words", LargeBinary, nullable=False),  # zlib of the JSON with word boxes
    UniqueConstraint("version", "page"),
)
# `page_fts` is an FTS5 table over page_text.fold, made by migration 0001 and kept by ecabinet/db/page_index.py.

# -- private annotations and the minutes' prose -----------------------------------------------------------------------

note_op = Table(
    "note_op",
    metadata,
    Column("meeting", String(12), nullable=False),
    Column("person", String(12), nullable=False),
    Column("n", Integer, nullable=False),  # counts from 1 per person and meeting
    Column("op_id", String(64), nullable=False),
    Column("version", String(12), nullable=False),
    Column("page", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON of the operation, opaque to the house
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("meeting", "person", "n"),
    UniqueConstraint("person", "op_id"),
)

prose = Table(
    "prose",
    metadata,
    Column("meeting", String(12), nullable=False),
    Column("rev", Integer, nullable=False),  # counts from 1 per meeting; the text of a key is its highest revision
    Column("key", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(12), nullable=False),
    PrimaryKeyConstraint("meeting", "rev"),
    Index("prose_by_key", "meeting", "key", "rev"),
)

# -- numbers, documents, keys -----------------------------------------------------------------------------------------

register = Table(
    "register",
    metadata,
    Column("unit_id", String(12), nullable=False),
    Column("year", Integer, nullable=False),
    Column("kind", String(8), nullable=False),  # "BB"
    Column("number", Integer, nullable=False),
    Column("notation", Text, nullable=False),  # "05/BB-UBND"
    Column("meeting", String(12), nullable=False),
    Column("status", String(16), nullable=False),  # "reserved", "filed", "cancelled"
    Column("reason", Text, nullable=False, server_default=""),
    Column("document", String(12)),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("unit_id", "year", "kind", "number"),
    Index("register_by_meeting", "meeting"),
)

document = Table(
    "document",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("unit_id", String(12), nullable=False),
    Column("meeting", String(12)),
    Column("number", Integer, nullable=False),
    Column("notation", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("abstract", Text, nullable=False),
    Column("fold", Text, nullable=False),  # number, type and abstract without accents, for search
    Column("date", Text, nullable=False),  # ISO day
    Column("sha256", String(64), nullable=False),
    Column("signers", Text, nullable=False),  # JSON
    Column("pages", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("document_by_unit", "unit_id", "date"),
    Index("document_by_meeting", "meeting"),
)

document_link = Table(
    "document_link",
    metadata,
    Column("from_kind", String(16), nullable=False),
    Column("from_id", Text, nullable=False),
    Column("relation", String(32), nullable=False),
    Column("to_kind", String(16), nullable=False),
    Column("to_id", Text, nullable=False),
    PrimaryKeyConstraint("from_kind", "from_id", "relation", "to_kind", "to_id"),
    Index("link_back", "to_kind", "to_id"),
)

signing_key = Table(
    "signing_key",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("person", String(12), ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("p12", LargeBinary, nullable=False),  # encrypted under its owner's PIN, which is never stored
    Column("certificate", LargeBinary, nullable=False),  # DER
    Column("sha256", String(64), nullable=False),  # of the certificate
    Column("subject", Text, nullable=False),
    Column("not_after", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Index("key_by_person", "person"),
)
