"""Backups of a whole installation, and archives of one meeting: taken while a server runs, checked, brought back."""
