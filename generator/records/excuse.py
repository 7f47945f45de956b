"""特许 Old known oddities, excused one by one with a reason and a last day."""

from typing import Annotated

from pydantic import Field

from generator.records.base import Form, Record, Text
from generator.records.day import PrintedDay

Code = Annotated[str, Form(r"[A-Z][0-9]{3}", "问题代码，如 V203")]


class Excuse(Record):
    """特许 One finding that may stand: its code, its file, why, and until when.

    `says` narrows it to the findings whose message holds these words.
    """

    code: Code = Field(description="问题代码")
    file: Text = Field(description="出问题的文件，从登记文件夹之内写起")
    says: Text | None = Field(
        None, description="提示中须有的话；不写的，这个文件中这一代码的提示都算"
    )
    reason: Text = Field(description="理由")
    ends: PrintedDay = Field(description="到哪一天为止，含当天；过后照常提示")


class Excuses(Record):
    """特许表 The file excused.yaml."""

    excused: tuple[Excuse, ...] = Field(description="全部特许")
