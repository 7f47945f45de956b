"""公示过的平台须有下落 Every publicised platform is announced, or an objection to it was upheld."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import Line, lines, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Announcement, Publicity
from generator.records.rows import PublicityRow
from generator.register.history import History
from generator.register.register import Register
from generator.standing.publicity import SETTLING, upheld
from generator.terms import Severity

RULE = Rule(
    "P308",
    "publicised-unaccounted",
    Severity.WARNING,
    "公示过的平台须有下落",
    "第二十一条",
    "公示名单中有而公布名单中没有的平台，公众会问为什么；应有异议成立的处理文件。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Every publicised platform is announced, or it is on record why not."""
    for line in lines(register, Publicity):
        history = register.histories.get(line.row.platform)
        announcements = [
            act for _, act, _ in of_kind(register, Announcement) if act.publicity == line.act.id
        ]
        whole = announcements and all(act.rows_complete for act in announcements)
        if history and whole and not _settled(history, line, as_of):
            message = f"公示过的平台“{line.row.platform}”没有公布，也没有异议成立的处理文件"
            fix = "补录异议处理文件；确未公布又无文件的，列入 excused.yaml 并说明"
            yield RULE.found(line.place("platform"), message, fix)


def _settled(history: History, line: Line, as_of: date) -> bool:
    """Announced, reviewed, objected to with success, or ended some other way since."""
    publicity = next(entry for entry in history.of(Publicity) if entry.act.id == line.act.id)
    since = (entry for entry in history.of(*SETTLING) if entry.issued_on >= publicity.issued_on)
    is_review = isinstance(line.row, PublicityRow) and line.row.reviewed
    return is_review or any(since) or upheld(history, publicity, as_of) is not None
