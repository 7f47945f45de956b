"""紧凑编码 Thrift's compact protocol, as far as the foot of a Parquet file needs it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

I32, I64, BINARY, LIST = 5, 6, 8, 9


class Field:
    """一个值 Its kind on the wire, and its bytes."""

    def __init__(self, kind: int, content: bytes) -> None:
        self.kind, self.content = kind, content


class Struct(Field):
    """结构 Fields by number, in growing order."""

    KIND: ClassVar[int] = 12

    def __init__(self, *fields: tuple[int, Field]) -> None:
        super().__init__(self.KIND, struct_of(*fields))


def struct_of(*fields: tuple[int, Field]) -> bytes:
    """结构的字节 Each field by its distance from the one before; a zero at the end."""
    last, found = 0, b""
    for number, each in fields:
        found += bytes(((number - last) << 4 | each.kind,)) + each.content
        last = number
    return found + b"\0"


def i32(value: int) -> Field:
    """整数 Zigzag, as a varint."""
    return Field(I32, _varint(value << 1))


def i64(value: int) -> Field:
    """长整数 Zigzag, as a varint."""
    return Field(I64, _varint(value << 1))


def binary(text: str) -> Field:
    """文本 Its length, then UTF-8."""
    content = text.encode()
    return Field(BINARY, _varint(len(content)) + content)


def listed(kind: int, items: Sequence[Field]) -> Field:
    """列表 Of values of one kind."""
    few = len(items) < 15
    head = bytes(((len(items) if few else 15) << 4 | kind,)) + (b"" if few else _varint(len(items)))
    return Field(LIST, head + _joined(items))


def _joined(items: Iterable[Field]) -> bytes:
    return b"".join(item.content for item in items)


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
