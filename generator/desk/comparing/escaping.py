"""转义 Record text in a pull-request comment: words, and nothing that a forge would obey."""

import re

from generator.desk.comparing.text import printable

LONGEST = 300
# Every sign that Markdown or HTML could obey; a hyphen within a word or a date is none.
SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
INNER_HYPHEN = re.compile(r"(?<=[0-9A-Za-z])-(?=[0-9A-Za-z])")
# Forges look for mentions, references and pictograms once more, after the entities are read.
BECKONING = re.compile(r"([@#!~%&$^:])(?=\w)|(?<=\bgh)(-)(?=\d)", re.I)
ZERO_WIDTH_SPACE = "\u200b"


def escaped(text: str) -> str:
    """转义 On one line, cut where it is very long, harmless in every Markdown dialect."""
    line = printable(text)
    line = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
    apart = BECKONING.sub(rf"\g<0>{ZERO_WIDTH_SPACE}", line)
    return "".join(
        each if each == "-" and at in _inner(apart) else SIGNS.sub(_entity, each)
        for at, each in enumerate(apart)
    )


def _inner(text: str) -> set[int]:
    return {found.start() for found in INNER_HYPHEN.finditer(text)}


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
