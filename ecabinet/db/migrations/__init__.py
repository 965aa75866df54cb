"""Alembic migrations, packaged and run at start-up."""
