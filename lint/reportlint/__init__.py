"""A data-quality and consistency linter for Chinese reports. Importing it loads nothing else.

``reportlint.normalize(text)`` reads numbers, rates, quantities and periods; it is imported when first used.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reportlint.normalizer import normalize

__version__ = "0.1.0"
__all__ = ["__version__", "normalize"]


def __getattr__(name: str) -> object:
    if name == "normalize":
        from reportlint.normalizer import normalize as found

        globals()[name] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
