"""The style sheet of the theme without the rules that no page of ours can meet.

Every visitor fetches it; the greater part of it dresses what we do not use. Which classes a page
may bear is read from what bears them: the printed pages, our templates, our scripts.
"""

import re
from collections.abc import Iterable, Iterator, Set

WORD = re.compile(r"[\w-]+")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A piece of CSS that is read as one: a text, or a single sign.
PIECE = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|\\.|.', re.DOTALL)
# What a rule may ask for beyond classes that are there: not(…) is met where its class is not.
APART = re.compile(r"\[[^\]]*\]|:not\((?:[^()]|\([^()]*\))*\)")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NESTED = ("@media", "@supports")


def words(texts: Iterable[str]) -> set[str]:
    """Every word that could be a class in these texts."""
    return {word for text in texts for word in WORD.findall(text)}


def met(css: str, classes: Set[str]) -> str:
    """The rules with a selector all of whose classes are among these, without the other selectors."""
    return "".join(_met(COMMENT.sub("", css), classes))


def _met(css: str, classes: Set[str]) -> Iterator[str]:
    for head, body in _rules(css):
        if body is None or (head.startswith("@") and not head.startswith(NESTED)):
            yield head if body is None else f"{head}{{{body}}}"
        elif head.startswith("@"):
            if inner := "".join(_met(body, classes)):
                yield f"{head}{{{inner}}}"
        elif kept := [each for each in _parted(head) if classes >= set(_asked(each))]:
            yield f"{','.join(kept)}{{{body}}}"


def _asked(selector: str) -> list[str]:
    # One of several alternatives is enough: such a selector stays.
    return CLASS.findall(APART.sub("", selector)) if ":is(" not in selector else []


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Head and body of each rule; a statement without a body, such as @charset, by itself."""
    depth, head, text = 0, "", ""
    for piece in PIECE.findall(css):
        depth += (piece == "{") - (piece == "}")
        if piece == ";" and not depth and not head:
            yield f"{text.strip()};", None
            text = ""
        elif piece == "{" and depth == 1:
            head, text = text.strip(), ""
        elif piece == "}" and depth == 0:
            yield head, text
            head, text = "", ""
        else:
            text += piece


def _parted(selectors: str) -> list[str]:
    """Selectors between commas that stand in no bracket."""
    parts, depth = [""], 0
    for piece in PIECE.findall(selectors):
        depth += (piece in "([") - (piece in ")]")
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
