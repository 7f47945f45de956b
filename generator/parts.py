"""部分 A site in parts: files that are made together, of the same records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

File = tuple[str, bytes]


@dataclass(frozen=True)
class Part:
    """部分 `key` gives a hash of everything the files are made of: the same key, the same bytes.

    Small parts are handed out many at a time.
    """

    name: str
    key: Callable[[], str]
    make: Callable[[], Iterable[File]]
    is_small: bool = False
