"""有效期调整 New days for whole announcements, or for single platforms."""

from collections.abc import Iterator

from generator.desk.documents import columns
from generator.desk.documents.document import Paragraph
from generator.desk.documents.forms.form import Form
from generator.desk.documents.matter import Matter
from generator.pages.wording import long_day
from generator.records.acts import ValidityChange


def _says(matter: Matter) -> Iterator[Paragraph]:
    act = matter.act
    assert isinstance(act, ValidityChange)
    notices, days = "、".join(map(matter.named, act.of_notices)), _new_days(act)
    whole = f"{notices}公布的平台，{days}。" if notices and days else ""
    single = f"附件所列{len(act.rows)}个平台的有效期，调整为附件载明的日期。" if act.rows else ""
    yield Paragraph(
        f"{matter.grounded()}现对{matter.title_granted}的有效期作如下调整：{whole}{single}"
    )


def _new_days(act: ValidityChange) -> str:
    days = (("起日", act.starts), ("截止日", act.ends))
    return "，".join(f"有效期{label}调整为{long_day(day)}" for label, day in days if day)


def _list_title(matter: Matter) -> str:
    return f"调整有效期的{matter.title_granted}名单"


FORM = Form(
    _says,
    _list_title,
    (columns.NAME, columns.UNIT, columns.CREDIT_CODE, columns.CITY, columns.STARTS, columns.ENDS,
     columns.REMARKS),
)  # fmt: skip
