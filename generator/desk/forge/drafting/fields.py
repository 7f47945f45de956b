"""Every box of the form and the field it fills: the one table of both.

`.github/ISSUE_TEMPLATE/act.yml` has exactly these boxes, in this order; a test holds it so.
"""

from enum import Enum, auto
from typing import NamedTuple

from generator.desk.new import HEADING
from generator.desk.questions import questions
from generator.records.acts import ACTS
from generator.terms.words import ActKind


class Manner(Enum):
    """How a box is filled in."""

    ONE_LINE = auto()
    TEXT = auto()
    CHOICE = auto()
    PAIRS = auto()
    ROWS = auto()
    TICKS = auto()


class Box(NamedTuple):
    """A box of the form: its heading, its field, how it is filled in, and whether it must be."""

    label: str
    field: str = ""
    manner: Manner = Manner.ONE_LINE
    required: bool = False


KIND = Box("文件种类", manner=Manner.CHOICE, required=True)
OWN_FIELDS = Box("本类文件自己的字段", manner=Manner.PAIRS)
ROWS = Box("附表", manner=Manner.ROWS)
PROMISE = Box("确认", manner=Manner.TICKS, required=True)
TITLE = Box("标题", "title", required=True)
NUMBER = Box("发文字号", "document_number")
ISSUED = Box("成文日期", "issued_on", required=True)
SOURCE = Box("原文网址", "source.url")

BOXES = (
    KIND,
    TITLE,
    NUMBER,
    ISSUED,
    Box("发文机关", "issuer", required=True),
    Box("依据的办法", "regulation", required=True),
    Box("所属批次", "batch"),
    SOURCE,
    Box("正文写明的数目", "count"),
    OWN_FIELDS,
    ROWS,
    Box("备注", "remarks", Manner.TEXT),
    PROMISE,
)
KINDS = {kind.label: kind for kind in ActKind}


def options(kind: ActKind) -> dict[str, str]:
    """Fields of a kind of act, each with its option of `registry new`."""
    asked = (question for question in questions(ACTS[kind]) if question.path != HEADING)
    return {question.path: question.option for question in asked}


def own_fields(kind: ActKind) -> tuple[str, ...]:
    """Fields of a kind of act that are in no other box."""
    common = {box.field for box in BOXES}
    return tuple(field for field in options(kind) if field not in common)
