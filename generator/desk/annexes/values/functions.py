"""服务功能 Printed functions as the terms of the act's edition (第七条至第十三条)."""

import re
from collections.abc import Iterable

from generator.desk.annexes.values.reading import Read, plain, sentence
from generator.records.regulation import Regulation, ServiceFunction

# Marks between functions, and numbers before them.
SEPARATORS = re.compile(r"(?:[、，,;；。/|+＋\s①-⑳]|[(（]?\d+[.．)）、])+")
ENDINGS = ("服务类", "服务", "类", "功能")


def functions(text: str, edition: Regulation | None, editions: Iterable[Regulation]) -> Read:
    """读服务功能 By label, short label or term; one unknown word makes the row doubtful.

    An edition whose terms are not on record says nothing against a function of another.
    """
    own = edition.service_functions if edition else ()
    listed = own or tuple(f for each in editions for f in each.service_functions)
    known = _known(listed)
    said = [part for part in SEPARATORS.split(text) if part]
    found = [known.get(_short(part)) for part in said]
    terms = tuple(dict.fromkeys(term for term in found if term))
    strange = [part for part, term in zip(said, found, strict=True) if term is None]
    if not strange:
        return Read(terms)
    where = f"办法版本“{edition.id}”" if edition and own else "登记簿的各办法版本"
    labels = "、".join(dict.fromkeys(function.label for function in listed))
    unknown = sentence("、".join(strange))
    return Read(terms or None, f"服务功能“{unknown}”不在{where}之内，其中有：{labels or '无'}")


def _known(listed: Iterable[ServiceFunction]) -> dict[str, str]:
    labels = {_short(function.label): function.term for function in listed}
    return labels | {term: term for term in labels.values()}


def _short(said: str) -> str:
    short = plain(said).casefold()
    ending = next((each for each in ENDINGS if short.endswith(each)), "")
    return short.removesuffix(ending)
