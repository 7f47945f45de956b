"""写值 One value as canonical YAML: plain where every reader of YAML takes it for the same text."""

import re

# What some reader of YAML 1.1 or 1.2 takes for a number, a day, a yes or a nothing.
MISTAKEN = re.compile(
    r"""~|null|true|false|yes|no|on|off|y|n|<<|=
    |[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*)
    |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    |[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9_]+|[0-9]+)(?:e[-+]?[0-9]+)?
    |[-+]?\.inf|\.nan
    |\d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?[ \t]*(?:z|[-+]\d\d?(?::?\d\d)?)?)?
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
INDICATOR = re.compile(r"[-?:](?:\s|$)|[,\[\]{}#&*!|>'\"%@`]|---|\.\.\.")
ENDS_PLAIN = re.compile(r":(?:\s|$)|\s#|[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]")
UNSEEN = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]")
COMPACT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
RAGGED = re.compile(
    r"^[ \t]|[ \t]$|\t|^\n|\n\n\Z|[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]", re.M
)


def scalar(value: str, is_text: bool) -> str:
    """写值 In one line; a text that looks like a number is quoted, a number is not."""
    if is_text and MISTAKEN.fullmatch(value):
        return quoted(value)
    unsafe = not value or value != value.strip() or INDICATOR.match(value)
    return quoted(value) if unsafe or ENDS_PLAIN.search(value) else value


def quoted(value: str) -> str:
    """加引号 Between double quotes."""
    return '"' + "".join(ESCAPED.get(c) or _unseen(c) for c in value) + '"'


def _unseen(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if UNSEEN.match(letter) else letter


def is_compact(value: str) -> bool:
    """是否短值 An id, a day, a number or a code: what may stand between brackets in one line."""
    return bool(COMPACT.fullmatch(value))


def is_block(value: str) -> bool:
    """是否分行 Whether a text of several lines can stand as lines."""
    return "\n" in value and not RAGGED.search(value)
