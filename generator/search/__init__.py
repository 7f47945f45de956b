"""检索 The look-up index: everything a platform or an act was ever called, in one file."""

from generator.search.index import compose

__all__ = ["compose"]
