"""复核 What a review of titles already granted came to."""

from collections import Counter
from collections.abc import Iterator

from generator.desk.documents import columns
from generator.desk.documents.document import Paragraph
from generator.desk.documents.forms.form import Form
from generator.desk.documents.matter import Matter
from generator.records.rows import ReviewRow
from generator.terms import ReviewOutcome


def _says(matter: Matter) -> Iterator[Paragraph]:
    rows = [row for row in matter.rows if isinstance(row, ReviewRow)]
    counted = Counter(row.outcome for row in rows)
    outcomes = "，".join(
        f"{each.label}{counted[each]}个" for each in ReviewOutcome if counted[each]
    )
    # Where our copy is partial, its rows do not add up to what the document says.
    told = f"复核{outcomes}。" if outcomes and matter.count == len(rows) else ""
    yield Paragraph(
        f"{matter.grounded()}现将{matter.title_granted}复核结果"
        f"（共{matter.count}个，见附件）予以公布。{told}"
    )
    if any(row.rectify_by for row in rows):
        yield Paragraph("限期整改的平台，应当在附件所列的期限前完成整改。")


def _list_title(matter: Matter) -> str:
    return f"{matter.title_granted}复核结果"


FORM = Form(
    _says,
    _list_title,
    (columns.NAME, columns.UNIT, columns.CREDIT_CODE, columns.CITY, columns.OUTCOME,
     columns.RECTIFY_BY, columns.VALIDITY, columns.REMARKS),
)  # fmt: skip
