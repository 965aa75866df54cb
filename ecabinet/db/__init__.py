"""The database: tables, migrations, one writer with group commit, read-only readers."""
