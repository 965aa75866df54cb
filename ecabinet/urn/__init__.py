"""The sealed urn of a secret poll: its key, the opening of its ballots, and their destruction."""
