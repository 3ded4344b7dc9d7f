"""Passages and words that stand twice."""
