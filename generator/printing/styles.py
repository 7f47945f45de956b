"""样式 The part of the style sheet that is made from the words: colours, marks and borders.

A status or a kind of act has its colour and its mark in its own entry in `generator.terms`.
"""

from collections.abc import Iterator
from urllib.parse import quote

from generator.terms import ActKind, Status, StatusEntry
from generator.terms.standing import Border

BORDERS: dict[Border, str] = {
    "solid": "",
    "dashed": "border-style:dashed;border-left-style:solid",
    "double": "border-style:double;border-width:.25rem;border-left-width:.6rem",
}


def word_styles() -> bytes:
    """CSS for every status and every kind of act, to stand behind the rules of the site."""
    entries = [status.entry for status in Status]
    light = "".join(f"--reg-{each.code}:{each.light};" for each in entries)
    dark = "".join(f"--reg-{each.code}:{each.dark};" for each in entries)
    lines = [
        "/* Made from generator/terms. */",
        f'[data-md-color-scheme="default"]{{{light}}}',
        f'[data-md-color-scheme="slate"]{{{dark}}}',
        *(rule for each in entries for rule in _status_rules(each)),
        *(_kind_rule(kind) for kind in ActKind),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _kind_rule(kind: ActKind) -> str:
    return f".reg-kind--{kind.value}{{--reg-tone:var(--reg-{kind.tone});color:var(--reg-tone)}}"


def _status_rules(entry: StatusEntry) -> Iterator[str]:
    yield f".reg-status--{entry.code}{{color:var(--reg-{entry.code});--reg-mark:{_mark(entry)}}}"
    if border := BORDERS[entry.border]:
        yield f".reg-verdict.reg-status--{entry.code}{{{border}}}"


def _mark(entry: StatusEntry) -> str:
    """The mark as a picture in the style sheet; what is cut out of it is transparent."""
    shape, mask = entry.shape, ""
    if entry.cut:
        # In a mask white stays and black goes.
        mask = f'<mask id="m"><rect width="16" height="16" fill="#fff"/>{entry.cut}</mask>'
        shape = f'<g mask="url(#m)">{shape}</g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{mask}{shape}</svg>'
    return f'url("data:image/svg+xml,{quote(svg, safe=" =/:;,().-")}")'
