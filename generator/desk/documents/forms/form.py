"""文种 What a kind of act brings to its document: the text, and the list that goes with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.desk.documents.columns import Column
from generator.desk.documents.document import Paragraph
from generator.desk.documents.matter import Matter


@dataclass(frozen=True, slots=True)
class Form:
    """文种 `list_title` names the annex; `reminder` is what the register can never hold."""

    says: Callable[[Matter], Iterator[Paragraph]]
    list_title: Callable[[Matter], str]
    columns: tuple[Column, ...]
    reminder: str = ""
