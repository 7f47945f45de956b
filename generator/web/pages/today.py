"""The first page: what is due as buttons, drafts under way, and every kind of document to begin."""

from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from generator.desk.annexes.listing import AnnexListing
from generator.desk.due import DueDuty
from generator.terms.citations import article_label
from generator.terms.words import ActKind, Duty
from generator.web.draft import DeskDraft
from generator.web.pages.common import BEGUN, kinds_of, table_of, title_of
from generator.web.visitor import Visitor

SOON, YEAR = 60, 365
MOST = 12


@dataclass(frozen=True)
class DutyView:
    """A duty: its day and sentence, and the document to begin for it with what is known already."""

    on: str
    label: str
    says: str
    article: str
    is_overdue: bool
    kind: str
    button: str
    answers: dict[str, str]
    platforms: str


def today(visitor: Visitor) -> Response:
    """The first page."""
    # By the time a draft is told, main has been judged.
    visitor.desk.futures.prepare(visitor.edition)
    duties = visitor.edition.duties(SOON)
    drafts = [_now(each, visitor) for each in visitor.desk.drafts.all()]
    own = [each for each in drafts if each.owner == visitor.clerk.email]
    open_ones = [each for each in drafts if not each.is_settled]
    return visitor.page(
        "today",
        "今天办什么",
        duties=[_duty(each, visitor) for each in duties[:MOST]],
        more=max(0, len(duties) - MOST),
        settled=[_draft(each) for each in own if each.is_settled],
        mine=[_draft(each) for each in open_ones if each in own],
        others=[_draft(each) for each in open_ones if each not in own],
        kinds=BEGUN,
    )


def _now(draft: DeskDraft, visitor: Visitor) -> DeskDraft:
    """The draft as its request stands now."""
    desk, main = visitor.desk, visitor.edition.commit
    return desk.settling.settled(
        draft, desk.drafts, desk.repository, main, visitor.forge, partial(_listings, visitor)
    )


def _listings(visitor: Visitor, draft: DeskDraft) -> list[AnnexListing | None]:
    return [each.act.listing for each in table_of(visitor, draft).acts]


def due(visitor: Visitor) -> Response:
    """Page of everything due within as many days as asked for."""
    days = visitor.query.get("days", "")
    within = int(days) if days.isdecimal() and len(days) < 5 else YEAR
    duties = [_duty(each, visitor) for each in visitor.edition.duties(within)]
    return visitor.page("due", "到期", duties=duties, within=within)


def _draft(draft: DeskDraft) -> dict[str, object]:
    return {"draft": draft, "title": title_of(draft), "kinds": kinds_of(draft)}


def _duty(duty: DueDuty, visitor: Visitor) -> DutyView:
    kind, button, answers, platforms = _begins(duty)
    return DutyView(
        on=duty.on.isoformat(),
        label=duty.duty.label,
        says=visitor.plain(duty.sentence),
        article=article_label(duty.article) if duty.article else "",
        is_overdue=duty.is_overdue(visitor.edition.as_of),
        kind=kind,
        button=button,
        answers=answers,
        platforms=platforms,
    )


def _begins(duty: DueDuty) -> tuple[str, str, dict[str, str], str]:
    """Kind of the document that a duty asks for, what the button says, and what it is filled with."""
    subject = duty.subject
    begun: dict[Duty, tuple[ActKind, str, dict[str, str], str]] = {
        Duty.ANNOUNCEMENT_WAITING: (ActKind.ANNOUNCEMENT, "登记公布", {"publicity": subject}, ""),
        Duty.WINDOW_CLOSES: (ActKind.OBJECTION, "登记异议处理", {"publicity": subject}, ""),
        Duty.APPLICATIONS_CLOSE: (ActKind.PUBLICITY, "登记公示", {}, ""),
        Duty.TITLE_ENDS: (ActKind.REVIEW, "登记复核", {}, subject),
        Duty.RECTIFICATION_DUE: (ActKind.INSPECTION, "登记检查结果", {}, subject),
        Duty.CHECK_FAILED: (ActKind.REVOCATION, "登记撤销", {}, subject),
        Duty.ANNUAL_REPORT: (
            ActKind.ANNUAL_REPORT,
            "登记年度总结",
            {"year": str(duty.on.year)},
            subject,
        ),
    }
    return begun.get(duty.duty, ("", "", {}, ""))
