"""What was found is kept between runs, so that a file that has not changed is not linted again.

Whatever is wrong with what is kept (damaged, of another version, written by somebody else, not writable) it is as if
it were not there. It is data only: reading it runs nothing.
"""

from reportlint.cache.context import context_of
from reportlint.cache.kept import Cache
from reportlint.cache.store import Store, Summary

__all__ = ["Cache", "Store", "Summary", "context_of"]
