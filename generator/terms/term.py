"""受控词 What a controlled word is: a code that never changes, and the label that people read."""

from enum import StrEnum
from typing import Self, TypeVar

T = TypeVar("T", bound="Term")


class Term(StrEnum):
    """A code with its Chinese label; some say what they mean, and the article behind it.

    A word without a code or a label raises ValueError when its list is imported.
    """

    label: str
    meaning: str
    article: int | None
    english: str

    def __new__(
        cls, code: str, label: str, meaning: str = "", article: int | None = None, english: str = ""
    ) -> Self:
        return word(cls, code, label, meaning, article, english)

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The label of every code of this list."""
        return {term.value: term.label for term in cls}


def word(
    cls: type[T],
    code: str,
    label: str,
    meaning: str = "",
    article: int | None = None,
    english: str = "",
) -> T:
    """One word of a list; a list whose words carry more adds it to what this gives."""
    if not code or not label:
        raise ValueError(f"{cls.__name__}: {code or label or 'a word'} needs a code and a label")
    term = str.__new__(cls, code)
    term._value_ = code
    term.label, term.meaning, term.article, term.english = label, meaning, article, english
    return term
