"""特许 Old known oddities, excused one by one with a reason and a last day."""

from typing import Annotated

from generator.records.base import Form, Record, Text
from generator.records.day import PrintedDay

Code = Annotated[str, Form(r"[A-Z][0-9]{3}", "问题代码，如 V203")]


class Excuse(Record):
    """特许 One finding that may stand: its code, its file, why, and until when.

    `says` narrows it to the findings whose message holds these words.
    """

    code: Code
    file: Text
    says: Text | None = None
    reason: Text
    ends: PrintedDay


class Excuses(Record):
    """特许表 The file excused.yaml."""

    excused: tuple[Excuse, ...]
