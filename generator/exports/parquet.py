"""列式文件 A flat Parquet file of texts and days, by the format's own specification.

The libraries that write Parquet weigh 65 to 180 megabytes; a flat table of two types,
uncompressed, in one row group, needs no more than this (docs/decisions/0010).
"""

import struct
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from generator.exports.table import Line, Value
from generator.exports.thrift import BINARY, I32, Struct, binary, i32, i64, listed, struct_of

MAGIC = b"PAR1"
EPOCH = date(1970, 1, 1).toordinal()
CREATED_BY = "registry-generator"
INT32, BYTE_ARRAY = 1, 6
UTF8, DATE = 0, 6
OPTIONAL = 1
PLAIN, RLE = 0, 3


class Parquet:
    """列式文件 Columns by name and whether they hold days; `said` is carried in the foot."""

    def __init__(
        self, path: Path, columns: Sequence[tuple[str, bool]], said: dict[str, str]
    ) -> None:
        self.path, self._columns, self._said, self._count = path, columns, said, 0
        self._levels = [bytearray() for _ in columns]
        self._values = [bytearray() for _ in columns]

    def add(self, line: Line) -> None:
        """记一行 Each value at the end of its column: whether it is there, then what it is."""
        self._count += 1
        for levels, values, value in zip(self._levels, self._values, line.cells, strict=True):
            levels += _run(value is not None)
            values += _plain(value)

    def finish(self) -> None:
        """合上 One data page per column, then the foot that says where each begins."""
        chunks = []
        with self.path.open("wb") as file:
            file.write(MAGIC)
            for at, (name, is_day) in enumerate(self._columns):
                page = _page(self._count, self._levels[at], self._values[at])
                chunks.append(_chunk(name, is_day, file.tell(), len(page), self._count))
                file.write(page)
            size = file.tell() - len(MAGIC)
            foot = _foot(self._columns, chunks, self._count, size, self._said)
            file.write(foot + struct.pack("<I", len(foot)) + MAGIC)


def _page(count: int, levels: bytearray, values: bytearray) -> bytes:
    """One data page: which values are there, then the values."""
    data = struct.pack("<I", len(levels)) + levels + values
    header = struct_of(
        (1, i32(0)), (2, i32(len(data))), (3, i32(len(data))),
        (5, Struct((1, i32(count)), (2, i32(PLAIN)), (3, i32(RLE)), (4, i32(RLE)))),
    )  # fmt: skip
    return header + data


def _run(is_there: bool) -> bytes:
    """A run of one level: its length twice over, then the level."""
    return bytes((2, is_there))


def _plain(value: Value) -> bytes:
    if value is None:
        return b""
    if isinstance(value, date):
        return struct.pack("<i", value.toordinal() - EPOCH)
    text = value.encode()
    return struct.pack("<I", len(text)) + text


def _chunk(name: str, is_day: bool, at: int, size: int, count: int) -> Struct:
    meta = Struct(
        (1, i32(INT32 if is_day else BYTE_ARRAY)), (2, listed(I32, [i32(PLAIN), i32(RLE)])),
        (3, listed(BINARY, [binary(name)])), (4, i32(0)), (5, i64(count)),
        (6, i64(size)), (7, i64(size)), (9, i64(at)),
    )  # fmt: skip
    return Struct((2, i64(at)), (3, meta))


def _foot(
    columns: Iterable[tuple[str, bool]],
    chunks: list[Struct],
    count: int,
    size: int,
    said: dict[str, str],
) -> bytes:
    named = [_element(name, is_day) for name, is_day in columns]
    root = Struct((4, binary("platforms")), (5, i32(len(named))))
    group = Struct((1, listed(Struct.KIND, chunks)), (2, i64(size)), (3, i64(count)))
    pairs = [Struct((1, binary(key)), (2, binary(value))) for key, value in said.items()]
    return struct_of(
        (1, i32(1)), (2, listed(Struct.KIND, [root, *named])), (3, i64(count)),
        (4, listed(Struct.KIND, [group])), (5, listed(Struct.KIND, pairs)), (6, binary(CREATED_BY)),
    )  # fmt: skip


def _element(name: str, is_day: bool) -> Struct:
    kind, converted = (INT32, DATE) if is_day else (BYTE_ARRAY, UTF8)
    return Struct((1, i32(kind)), (3, i32(OPTIONAL)), (4, binary(name)), (6, i32(converted)))
