"""起草 The drafts that an annex makes: its new platforms and the act, or none of them."""

from collections.abc import Mapping
from pathlib import Path

from generator.desk import drafts, guard
from generator.desk.annexes.complaint import Complaint
from generator.desk.annexes.listing import Listing
from generator.desk.annexes.records import act_rows, common, newcomers, platform_record, without
from generator.desk.annexes.rows import Ground
from generator.desk.annexes.taking import Taken
from generator.desk.drafting import Form
from generator.desk.questions import Question
from generator.records.acts import Announcement
from generator.records.day import parse_day

# What follows from the rows, once they are read.
FROM_ROWS = ("count", "id")
DAYS = ("validity", "starts", "ends")


def answered(form: Form, said: Mapping[str, str], listing: Listing) -> list[Question]:
    """填文件各项 What was said, then what the register proposes; gives the questions it proposed for."""
    asked = [question for question in form.questions() if question.path not in FROM_ROWS]
    for question in form.questions():
        if question.path in said:
            form.answer(question, said[question.path])
    left = _not_proposed(form, listing)
    proposed = []
    for question in asked:
        suggested = None if question.path in (*form.said, *left) else form.proposal(question)
        if suggested is not None:
            form.said[question.path] = suggested
            proposed.append(question)
    return proposed


def _not_proposed(form: Form, listing: Listing) -> tuple[str, ...]:
    """Days that the list prints, or that are said to be unknown, are not worked out."""
    prints_days = any(column.field in DAYS for column in listing.columns)
    unknown = form.said.get("validity_unknown")
    return ("validity.starts", "validity.ends") if prints_days or unknown else ()


def missing(form: Form) -> list[Question]:
    """尚缺 The required fields of the act that nobody has answered."""
    asked = (question for question in form.questions() if question.path not in FROM_ROWS)
    return [q for q in asked if q.is_required and not form.said.get(q.path)]


def ground_of(form: Form) -> Ground:
    """读行的依据 The act's day and edition, by which its rows are read."""
    register, said = form.desk.register, form.said
    try:
        day = parse_day(said["issued_on"])
    except ValueError as reason:
        raise Complaint(f"成文日期“{said['issued_on']}”不是日期，应写作 2022-11-07。") from reason
    edition = register.regulations.get(said["regulation"])
    if edition is None:
        known = "、".join(register.regulations)
        raise Complaint(f"没有办法版本“{said['regulation']}”，登记簿中有：{known}。")
    for act in register.acts.values():
        if (act.kind_of_act, act.title, act.issued_on) == (form.kind, said["title"], day):
            raise Complaint(f"{day} 的《{act.title}》已经登记，编号是 {act.id}；不能再登记一次。")
    return Ground(register, form.kind, said["title"], day, edition)


def drafted(form: Form, taken: Taken, series: str | None) -> list[drafts.Draft]:
    """成稿 The platforms that are new, then the act with its rows in printed order."""
    title = taken.ground.title
    new = newcomers(taken)
    ids = dict(
        zip((match.row.line.label for match in new), _ids(form, len(new), series), strict=True)
    )
    platforms = [platform_record(match, ids[match.row.line.label], title) for match in new]
    _fill(form, taken, act_rows(taken, ids))
    return [*map(drafts.platform_draft, platforms), form.draft()]


def _ids(form: Form, count: int, series: str | None) -> list[str]:
    register = form.desk.register
    chosen = series or guard.usual_series(register.platforms)
    if count and not chosen:
        raise Complaint("登记簿里还没有平台，请用 --series 写明编号的系列，如 --series sd。")
    known = [*register.platforms, *register.receipt.refused]
    return guard.next_ids(Path(register.receipt.folder), known, chosen or "", count)


def _fill(form: Form, taken: Taken, rows: list[dict[str, object]]) -> None:
    """What follows from the rows: their common days, their number, and whether they are all."""
    days = common(rows, "validity") if form.kind == Announcement.kind_of_act else None
    said = {end: form.said.get(f"validity.{end}") for end in ("starts", "ends")}
    if days and not any(said.values()):
        form.said |= {f"validity.{end}": day for end, day in days.items()}
        said = days
    form.rows = list(without(rows, "validity", said))
    form.said.setdefault("count", str(len(taken.matches)))
    if len(rows) < len(taken.matches) or str(len(rows)) != form.said["count"]:
        form.said["rows_complete"] = "false"
    by_path = {question.path: question for question in form.questions()}
    form.said.setdefault("id", form.proposal(by_path["id"]))
