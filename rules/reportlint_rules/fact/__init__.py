"""FACT: one fact stated with different values."""
