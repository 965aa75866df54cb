"""Opinions in writing: reminders, signed opinions, the table of answers, and the report to the next session."""
