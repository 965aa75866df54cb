"""How each kind of ballot is checked, counted and decided; `voting.tally.result` chooses among them."""
