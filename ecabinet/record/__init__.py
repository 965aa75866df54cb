"""The record: minutes typeset with the journal they rest on inside, the preview, and the way to the document store."""
