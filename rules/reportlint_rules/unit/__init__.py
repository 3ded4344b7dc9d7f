"""UNIT: rates and quantities in the wrong unit."""
