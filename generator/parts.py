"""部分 A site in parts: files that are made together, of the same records."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

Held = tuple[str, bytes]
# A file too large to be held lies ready somewhere, until the next one is asked for.
File = tuple[str, bytes | Path]


@dataclass(frozen=True, slots=True)
class Part:
    """部分 `key` gives a hash of everything the files are made of: the same key, the same bytes.

    Small parts are handed out many at a time. `head` is what their files begin with that is
    not in the key: it is of the build, and ends where a line of the records' own begins.
    """

    name: str
    key: Callable[[], str]
    make: Callable[[], Iterable[File]]
    is_small: bool = False
    head: bytes = b""


@dataclass(frozen=True)
class Parts(Sequence[Part]):
    """各部分 A few, then those of each platform; these are hundreds of thousands, made when asked for."""

    few: Sequence[Part]
    names: Sequence[str] = ()
    makers: Sequence[Callable[[str], Part]] = ()

    def __add__(self, other: "Parts") -> "Parts":
        """合并 The few of both, and of each platform what both make."""
        return Parts(
            [*self.few, *other.few], self.names or other.names, [*self.makers, *other.makers]
        )

    def named(self, name: str) -> Part | None:
        """按名 The part of this name; of a platform without looking through all."""
        of = name.rpartition(" ")[2].rpartition("/")[2]
        mine = [maker(of) for maker in self.makers] if of in self.names else []
        return next((part for part in (*self.few, *mine) if part.name == name), None)

    def __len__(self) -> int:
        return len(self.few) + len(self.names) * len(self.makers)

    @overload
    def __getitem__(self, at: int) -> Part: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Part]: ...
    def __getitem__(self, at: int | slice) -> Part | Sequence[Part]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if at < len(self.few):
            return self.few[at]
        name, maker = divmod(at - len(self.few), len(self.makers) or 1)
        return self.makers[maker](self.names[name])
