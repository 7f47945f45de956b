"""退出 Platforms that give up the title."""

from collections.abc import Iterator

from generator.desk.documents import columns
from generator.desk.documents.document import Paragraph
from generator.desk.documents.forms.form import Form
from generator.desk.documents.matter import Matter
from generator.pages.wording import long_day


def _says(matter: Matter) -> Iterator[Paragraph]:
    effective = long_day(matter.act.effective_on)
    yield Paragraph(
        f"{matter.grounded()}附件所列{matter.count}个平台退出{matter.title_granted}，"
        f"自{effective}起不再具有称号。"
    )


def _list_title(matter: Matter) -> str:
    return f"退出的{matter.title_granted}名单"


FORM = Form(
    _says,
    _list_title,
    (columns.NAME, columns.UNIT, columns.CREDIT_CODE, columns.CITY, columns.WITHDRAWN_FOR,
     columns.REMARKS),
)  # fmt: skip
