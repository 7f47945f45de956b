"""公布 The list of platforms designated, and how long the title lasts (第二十一条、第二十三条)."""

from collections.abc import Iterator

from generator.desk.documents import columns
from generator.desk.documents.document import Paragraph
from generator.desk.documents.forms.form import Form
from generator.desk.documents.matter import INCLUSIVE, Matter, span
from generator.pages.wording import long_day
from generator.records.acts import Announcement, Publicity
from generator.records.regulation import ValidityTerm
from generator.records.rows import AnnouncementRow


def _says(matter: Matter) -> Iterator[Paragraph]:
    act = matter.act
    assert isinstance(act, Announcement)
    title = f"{matter.year}{matter.title_granted}名单"
    yield Paragraph(
        f"{matter.grounded()}{_publicised(matter, act)}"
        f"现将{title}（共{matter.count}个，见附件）予以公布。"
    )
    said = "".join((_term(matter), _validity(matter, act)))
    if said:
        yield Paragraph(said)


def _publicised(matter: Matter, act: Announcement) -> str:
    publicity = matter.register.acts.get(act.publicity or "")
    if not isinstance(publicity, Publicity) or publicity.window is None:
        return ""
    edition, window = matter.edition, publicity.window
    term = edition.publicity if edition else None
    by = f"依照{matter.cited(term.article)}" if term else ""
    return f"经{long_day(window.starts)}至{long_day(window.ends)}{by}公示，"


def _term(matter: Matter) -> str:
    term: ValidityTerm | None = matter.edition.validity if matter.edition else None
    if term is None:
        return ""
    if term.years:
        return f"{matter.cited(term.article)}规定称号的有效期为{term.years}年。"
    every = term.until_review_every_years
    return f"{matter.cited(term.article)}规定每{every}年复核一次。" if every else ""


def _validity(matter: Matter, act: Announcement) -> str:
    own = [isinstance(row, AnnouncementRow) and row.validity is not None for row in matter.rows]
    if act.validity is None:
        return "各平台的有效期见附件。" if any(own) else ""
    apart = "；附件另行注明的，以注明的为准" if any(own) else ""
    both = f"，{INCLUSIVE}" if act.validity.ends else ""
    return f"本批平台的有效期{span(act.validity.starts, act.validity.ends)}{both}{apart}。"


def _list_title(matter: Matter) -> str:
    return f"{matter.year}{matter.title_granted}名单"


FORM = Form(
    _says,
    _list_title,
    (columns.NAME, columns.UNIT, columns.CREDIT_CODE, columns.CITY, columns.FUNCTIONS,
     columns.NUMBER, columns.VALIDITY, columns.REMARKS),
)  # fmt: skip
