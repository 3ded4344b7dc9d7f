"""TERM: words that are wrong, redundant, contradictory or drifting."""
