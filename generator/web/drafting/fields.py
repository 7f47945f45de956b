"""Every box of the form and the field it fills: the one table of both.

`.github/ISSUE_TEMPLATE/act.yml` has exactly these boxes, in this order; a test holds it so.
"""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from generator.desk.annexes.columns import folded_head
from generator.desk.new import HEADING
from generator.desk.questions import Question, questions
from generator.records.acts import ACTS
from generator.terms.heads import HEADS
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


def own_fields(kind: ActKind) -> dict[str, Question]:
    """Questions on a kind of act that no other box answers, by their paths."""
    common = {box.field for box in BOXES}
    return {q.path: q for q in questions(ACTS[kind]) if q.path not in (*common, HEADING)}


def own_names(kind: ActKind) -> dict[str, tuple[str, ...]]:
    """Paths that a name in the box of own fields may mean: one, or the two ends of a period.

    A name is that of the record form, that of the desk, or one that lists print as a head.
    """
    names: dict[str, tuple[str, ...]] = {}
    for path, question in own_fields(kind).items():
        heads = HEADS.get(question.name, ())
        for name in (path, question.called, *(heads if question.part in ("", VALIDITY) else ())):
            names.setdefault(folded_head(name), (path,))
    for begins, heads in _periods(kind):
        ends = (f"{begins}.starts", f"{begins}.ends")
        names |= {folded_head(head): ends for head in heads if folded_head(head) not in names}
    return names


def own_labels(kind: ActKind) -> Iterator[str]:
    """Names of the own fields as the desk has them, for whoever wrote another."""
    return (q.called for path, q in own_fields(kind).items() if path not in RARE)


# Taken where they are written; nobody is told to write them.
RARE = ("id", "source.archived_sha256")
VALIDITY = "全部行共同的有效期"


def _periods(kind: ActKind) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path, question in own_fields(kind).items():
        begins, _, end = path.rpartition(".")
        if end == "starts" and begins:
            time = f"{question.part.removesuffix('期')}时间"
            yield begins, (question.part, time, *HEADS.get(begins, ()))
