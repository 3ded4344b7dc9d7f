"""A language server: findings, explanations and fixes in the editor while a report is being written."""
