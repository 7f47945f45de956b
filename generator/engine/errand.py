"""差事 What a worker is sent: everything that was read, once; after that only numbers of parts."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import shelf
from generator.composing import parts_of
from generator.engine.store import Store
from generator.exports.envelope import Publication
from generator.ledger import Entry
from generator.parts import Parts

Done = list[tuple[str, Entry]]


class OtherProgram(RuntimeError):
    """程序不同 A worker of another program would make other bytes."""


@dataclass(frozen=True)
class Errand:
    """差事 What to publish, what the printer printed, and where it goes."""

    publication: Publication
    printed: dict[str, bytes]
    address: str
    program: bytes

    @classmethod
    def of(cls, publication: Publication, printed: Path, address: str) -> "Errand":
        """差事 Of this program, for others of the same."""
        shells = {
            path.relative_to(printed).as_posix(): path.read_bytes()
            for path in printed.rglob("*") if path.is_file()
        }  # fmt: skip
        return cls(publication.portable(), shells, address, shelf.program())

    def packed(self) -> bytes:
        """打包 It travels to the workers of one's own cluster, and to nobody else."""
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)


@dataclass
class _Bench:
    """A worker's own: what it was sent, unpacked once, and the shells in a folder."""

    name: str
    parts: Parts
    store: Store
    folder: "TemporaryDirectory[str]"


_benches: list[_Bench] = []


def done(packed: bytes, name: str, at: Sequence[int]) -> Done:
    """办 Makes these parts and writes them; done twice, it writes the same bytes again."""
    bench = next((each for each in _benches if each.name == name), None)
    if bench is None:
        bench = _settled(packed, name)
    parts = (bench.parts[each] for each in at)
    return [(part.name, Entry.of("", bench.store.write(part.make()))) for part in parts]


def _settled(packed: bytes, name: str) -> _Bench:
    errand: Errand = pickle.loads(packed)
    if errand.program != shelf.program():
        raise OtherProgram
    for old in _benches:
        old.folder.cleanup()
    folder = TemporaryDirectory(prefix="registry-")
    for path, content in errand.printed.items():
        place = Path(folder.name) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    parts = parts_of(errand.publication, Path(folder.name), "")
    _benches[:] = [_Bench(name, parts, Store(errand.address), folder)]
    return _benches[0]
