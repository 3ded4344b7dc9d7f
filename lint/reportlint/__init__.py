"""A data-quality and consistency linter for Chinese reports. Importing it loads nothing else."""

__version__ = "0.1.0"
