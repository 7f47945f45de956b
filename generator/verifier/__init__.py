"""核验 Tells whether a copy of the site is whole, and whether its history is the same as before.

Needs nothing but Python's standard library. The modules are joined into one file,
`tools/verify.py`, that can be carried anywhere and is published with the site.
"""

from generator.verifier.commands import main
from generator.verifier.copies import verify
from generator.verifier.places import MANIFEST, SERVER_ONLY, Unverifiable

__all__ = ["MANIFEST", "SERVER_ONLY", "Unverifiable", "main", "verify"]
