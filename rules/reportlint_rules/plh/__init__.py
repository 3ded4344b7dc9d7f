"""PLH: text that is plainly unfinished, or that has lost a piece."""
