"""Is this machine, and this data folder, fit to run a meeting on? Looks, measures, and changes nothing that stays."""
