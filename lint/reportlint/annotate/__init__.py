"""A reviewed copy of a Word document: one comment for each finding, on the very characters it is about."""
