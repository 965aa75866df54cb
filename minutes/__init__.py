"""The record's content: a second fold of the journal, its wording, and the document model the typesetter gets."""
