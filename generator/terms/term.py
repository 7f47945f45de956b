"""受控词 What a controlled word is: a code that never changes, and the label that people read."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """受控词 A code with its Chinese label; some say what they mean, and the article behind it."""

    label: str
    meaning: str
    article: int | None
    english: str

    def __new__(
        cls, code: str, label: str, meaning: str = "", article: int | None = None, english: str = ""
    ) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label, term.meaning, term.article = label, meaning, article
        term.english = english
        return term

    @classmethod
    def labels(cls) -> dict[str, str]:
        """对照 The label of every code of this list."""
        return {term.value: term.label for term in cls}
