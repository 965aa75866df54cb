"""The one writer of a meeting, and the hall where its audiences stand."""
