"""YEAR: years that cannot be the ones meant."""
