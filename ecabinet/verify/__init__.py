"""The offline verifier: one record file in, one report out. Looks at nothing but the file and the given roots."""
