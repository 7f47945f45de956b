"""Commands `registry show`, `roll`, `due`, `eligibility`: questions to the register."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.cli.checking import CheckFormat, report
from generator.cli.common import (
    REGISTRY,
    KnownOnOption,
    OnOption,
    RegistryOption,
    TextOrJson,
    opened,
    refuse,
    say,
    today,
)
from generator.desk.due import DueDuty, PublishedSite, due_calendar
from generator.desk.due import due_duties as found_due
from generator.intake import rules
from generator.intake.receiving import read_alone
from generator.records.registry import Application, Erratum
from generator.records.regulation import Regulation, function_labels
from generator.records.values import Filed
from generator.register import eligibility as judging
from generator.register.divisions import full_name, is_in_use
from generator.register.eligibility import (
    CriterionJudgement,
    FunctionJudgement,
    Judgement,
    judge,
    misfits,
    newest,
)
from generator.register.identity import first_identity, lookup, nearest, similar
from generator.register.register import Entry, Register
from generator.register.sentences import merged_sentence, sentence
from generator.register.snapshot import Listing, Snapshot
from generator.site.data.csv import SEPARATOR, as_csv
from generator.site.data.eligibility import judgement_json
from generator.site.data.platform import deciding_acts, platform_json, summary
from generator.site.pages.verdict import bar_verdict
from generator.terms.citations import article_label, item_label, part_label
from generator.terms.findings import Finding
from generator.terms.words import Fulfilment, Status
from generator.verify import reader

# The columns of `roll --format csv`.
ROLL = (
    "id", "name", "operating_unit", "credit_code", "city", "functions", "starts", "ends", "caveats",
)  # fmt: skip
# Of these the period shown is the one that runs, is to come, or ran to its end.
RUNNING = (Status.IN_FORCE, Status.ANNOUNCED, Status.UNDETERMINED, Status.EXPIRED)


class RollFormat(StrEnum):
    """Format of a list: for people, programs or spreadsheets."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def show(
    said: Annotated[
        str,
        typer.Argument(
            metavar="编号|名称|代码", help="平台编号、名称、曾用名、单位、代码或证书编号"
        ),
    ],
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    known_on: KnownOnOption = None,
    format: Annotated[TextOrJson, typer.Option(help="输出格式")] = TextOrJson.TEXT,
) -> None:
    """Print how one platform stands on a day, and why; end with 1 if there is none."""
    register = opened(registry)
    found = lookup(register, said)
    if not found:
        _absent(register, said)
    if len(found) > 1:
        for history in found:
            say(
                f"{history.platform.id}  {history.platform.name or history.platform.operating_unit.name}"
            )
        refuse(2, f"“{said}”对应 {len(found)} 个平台，请改用其中一个编号。")
    counted = register.known_on(known_on) if known_on else register
    snapshot = Snapshot.of(counted, on or today())
    listing = snapshot.listings[found[0].platform.id]
    _say_limits(snapshot)
    if known_on and register.begins_on and known_on < register.begins_on:
        say(
            f"注意：本名录自 {register.begins_on} 起才有记录，{known_on} 及以前没有在录的文件；未认定不能作为不利的依据。"
        )
    if format is TextOrJson.JSON:
        _print_json(platform_json(listing, snapshot, known_on))
    else:
        if said in register.merged:
            print(merged_sentence(said, listing.id))
        errata = snapshot.errata.by_platform.get(listing.id, ())
        print("\n".join([*_answer_lines(listing, known_on), *_erratum_lines(errata)]))


def _say_limits(snapshot: Snapshot) -> None:
    """Tell where the day asked for lies beyond what the register can know."""
    day, now, begins = snapshot.as_of, today(), snapshot.register.begins_on
    if day > now:
        say(
            f"注意：{day} 还没有到，只按现有文件推算；今天（{now}）以后的公示、认定和撤销不在其中。"
        )
    if begins and day < begins:
        say(
            f"注意：本名录自 {begins} 起才有记录；{day} 更早，没有列出或者未认定不能作为不利的依据。"
        )


def _absent(register: Register, said: str) -> None:
    for name in similar(register, said):
        say(f"是否为：{name}")
    refuse(1, f"名录中没有“{said}”。名录没有录全的名单不能据此断定其未获认定。")


def _answer_lines(listing: Listing, known_on: date | None) -> Iterator[str]:
    """The answer first, with all that belongs to the status; then the dates, the acts and the history."""
    standing = listing.standing
    limit = f"（只计 {known_on} 及以前确已成文的文件）" if known_on else ""
    yield f"{listing.id}  {listing.identity.shown}"
    yield f"运营单位：{listing.identity.operating_unit}"
    yield f"截至 {listing.as_of}：{listing.status.label}{limit}"
    yield f"结论：{sentence(standing)}"
    yield from (f"注意：{caveat.label}。" for caveat in standing.caveats)
    if standing.explanation:
        yield f"缘由：{standing.explanation.label}。"
    if listing.since:
        event = f"（{listing.event.label}）" if listing.event else ""
        yield f"状态起日：{listing.since}{event}"
    yield from _term_lines(listing)
    for act in deciding_acts(standing):
        number = act.document_number or "（无文号）"
        yield f"依据：{act.issued_on} {number} 《{act.title}》{part_label(act.id)}"
    for other in listing.history.merged:
        yield f"并入的记录：{other.id}  {first_identity(other).shown}"
    yield "履历："
    yield from map(_entry_line, listing.entries)


def _term_lines(listing: Listing) -> Iterator[str]:
    """Validity and bar, both with their first and last day."""
    validity, bar = summary(listing)["validity"], listing.bar
    if validity:
        term = "有效期" if listing.status in RUNNING else "原定有效期"
        yield f"{term}：{validity['starts'] or '未载'} 至 {validity['ends'] or _open_end(listing)}"
    if bar:
        act = bar.entry.act
        by = f"{act.document_number}{part_label(act.id)}" if act.document_number else act.id
        doubt = bar_verdict(bar).slots["doubt"]
        yield f"不得申报至：{bar.ends}（含当日），自 {bar.starts} 起，依据 {by}{doubt}"


def _open_end(listing: Listing) -> str:
    """Words in place of a last day that is not on record."""
    period = listing.standing.period
    return "下次复核" if period and period.is_open else "未载"


def _entry_line(entry: Entry) -> str:
    """An act of several is told by its number and heading; a day of effect of its own, too."""
    act = entry.act
    mended = f"（由“{entry.corrected_by.id}”更正）" if entry.corrected_by else ""
    heading = f"（{act.heading}）" if act.heading else ""
    which = f"{act.document_number or act.title}{part_label(act.id)}{heading}"
    own = getattr(entry.row, "takes_effect_on", None) or act.effective_on
    since = f"  自 {own} 起" if own != act.issued_on else ""
    return f"  {act.issued_on}  {act.kind_of_act.label}  {which}{since}{mended}"


def _erratum_lines(errata: Iterable[Erratum]) -> Iterator[str]:
    """Mistakes of our own copy that were put right, which no office decided upon."""
    for each in errata:
        fields = "、".join(each.fields)
        yield f"勘误：{each.found_on} {each.id}（{each.of}：{fields}） {each.what}"


def roll(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    city: Annotated[
        str | None, typer.Option(help="地名（市、区县、省）或 6 位区划代码", metavar="地名")
    ] = None,
    function: Annotated[str | None, typer.Option(help="服务功能名称或代码", metavar="功能")] = None,
    format: Annotated[RollFormat, typer.Option(help="输出格式")] = RollFormat.TEXT,
) -> None:
    """Print every platform whose title is in force on a day."""
    register = opened(registry)
    snapshot = Snapshot.of(register, on or today())
    _say_limits(snapshot)
    wanted, wanted_function = _place(register, city), _function_asked(register, function)
    found = [
        listing
        for listing in snapshot.roll
        if (wanted is None or register.territory.is_asked(listing.division, wanted))
        and (wanted_function is None or wanted_function in listing.functions)
    ]
    _print_roll(snapshot, found, format)


def _place(register: Register, said: str | None) -> str | None:
    if said is None:
        return None
    read = register.territory.read(said)
    if read.doubt or not read.code:
        refuse(2, f"{read.doubt}。")
    if read.code != register.territory.code and not is_in_use(read.code):
        say(f"注意：{full_name(read.code)}现在没有这个区划，只列所问那一天记在它名下的平台。")
    return read.code


def _function_asked(register: Register, text: str | None) -> str | None:
    if text is None:
        return None
    from generator.desk.annexes.cells import read_functions
    from generator.desk.sentences import bare_words

    read = read_functions(text, None, register.regulations.values())
    if read.doubt or not read.value:
        refuse(2, f"{bare_words(read.doubt) if read.doubt else '没有写服务功能'}。")
    return str(read.value[0])


def _print_roll(snapshot: Snapshot, found: list[Listing], format: RollFormat) -> None:
    if format is RollFormat.JSON:
        rows = [summary(listing) for listing in found]
        _print_json({"as_of": snapshot.as_of.isoformat(), "total": len(rows), "platforms": rows})
    elif format is RollFormat.CSV:
        print(as_csv(ROLL, [_roll_row(listing) for listing in found]), end="")
    else:
        for listing in found:
            ends, caveats = _day(listing, "ends") or _open_end(listing), _caveat_texts(listing)
            notes = f"  注意：{caveats}" if caveats else ""
            print(f"{listing.id}  {listing.identity.shown}  至 {ends}{notes}")
        print(f"截至 {snapshot.as_of}，有效 {len(found)} 个")
        if unsure := len(snapshot.with_status(Status.UNDETERMINED)):
            say(f"注意：名录中另有 {unsure} 个已认定而那一天是否有效不明，没有列出。")


def _roll_row(listing: Listing) -> tuple[str | None, ...]:
    identity = listing.identity
    return (
        listing.id, identity.name, identity.operating_unit, identity.credit_code, listing.city,
        SEPARATOR.join(listing.functions), _day(listing, "starts"), _day(listing, "ends"),
        _caveat_texts(listing),
    )  # fmt: skip


def _caveat_texts(listing: Listing) -> str | None:
    return SEPARATOR.join(caveat.label for caveat in listing.standing.caveats) or None


def _day(listing: Listing, which: str) -> str | None:
    validity: dict[str, str | None] = summary(listing)["validity"] or {}
    return validity.get(which)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


SOON = 60


class DueFormat(StrEnum):
    """Renderings for people, programs and calendars."""

    TEXT = "text"
    JSON = "json"
    ICS = "ics"


def due(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    within: Annotated[
        int, typer.Option(min=0, max=3660, help="今后多少天以内", metavar="天数")
    ] = SOON,
    format: Annotated[
        DueFormat, typer.Option(help="输出格式；ics 可导入日历软件")
    ] = DueFormat.TEXT,
    site: Annotated[
        str | None,
        typer.Option(help="公布着的网站：公布失败了，由它得知", metavar="网址|文件夹"),
    ] = None,
) -> None:
    """Print the duties that a day has still to come, and those overdue."""
    snapshot = Snapshot.of(opened(registry), on or today())
    duties = found_due(snapshot, within, _published(site) if site else None)
    if format is DueFormat.ICS:
        sys.stdout.buffer.write(due_calendar(snapshot, duties))
    elif format is DueFormat.JSON:
        listed = [_plain(each, snapshot) for each in duties]
        _print_json({"as_of": snapshot.as_of.isoformat(), "within": within, "due": listed})
    else:
        print("\n".join(_duty_lines(duties, snapshot, within)))


INDEX = "api/v1/index.json"


def _published(place: str) -> PublishedSite:
    """Days of a published site; exits with 3 where it cannot be read."""
    try:
        index = json.loads(reader(place)(INDEX) or b"")
        return PublishedSite(*(date.fromisoformat(index[key]) for key in PublishedSite._fields))
    except (OSError, ValueError, KeyError, TypeError):
        return refuse(3, f"读不到公布着的网站“{place}”的 {INDEX}，不知道它更新到哪一天。")


def _plain(each: DueDuty, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "on": each.on.isoformat(),
        "duty": each.duty.value,
        "subject": each.subject or None,
        "says": each.says,
        "regulation": each.edition.id if each.edition else None,
        "article": each.article,
        "overdue": each.is_overdue(snapshot.as_of),
    }


def _duty_lines(duties: list[DueDuty], snapshot: Snapshot, within: int) -> Iterator[str]:
    late = [each for each in duties if each.is_overdue(snapshot.as_of)]
    for title, listed in (("已过期", late), (f"{within} 天以内", duties[len(late) :])):
        if listed:
            yield f"{title}："
        for each in listed:
            basis = f"（{article_label(each.article)}）" if each.article else ""
            yield f"  {each.on}  {each.duty.label}  {each.says}{basis}"
    yield f"截至 {snapshot.as_of}，已过期 {len(late)} 项，{within} 天以内 {len(duties) - len(late)} 项。"


VERDICTS = {
    Fulfilment.MET: "符合申报的基本条件和至少一项功能要求",
    Fulfilment.NOT_MET: "不符合",
    Fulfilment.NOT_GIVEN: "没有填齐，尚不能判断",
}


def eligibility(
    file: Annotated[Path, typer.Argument(metavar="文件", help="申报情况，样例见 docs/samples/")],
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    regulation: Annotated[
        str | None, typer.Option(help="按哪个办法版本（默认：最新的）", metavar="编号")
    ] = None,
    format: Annotated[TextOrJson, typer.Option(help="输出格式")] = TextOrJson.TEXT,
) -> None:
    """Print the judgement on an application, criterion by criterion; end with 1 unless all are met."""
    if not file.is_file():
        refuse(2, f"没有文件“{file}”。")
    register = opened(registry)
    edition = _edition(register, regulation) if regulation else _newest(register, on)
    filed, findings = read_alone(Application, file)
    findings += _misfits(edition, filed) if filed else []
    if filed is None or findings:
        report(findings, CheckFormat(format.value))
        raise typer.Exit(1)
    judgement = judge(edition, filed.record)
    if format is TextOrJson.JSON:
        _print_json(judgement_json(judgement))
    else:
        print("\n".join(_judgement_lines(filed.record, judgement)))
    if edition.is_over(on or today()):
        say(
            f"注意：该版本的施行期已于 {edition.in_force.ends} 届满，只供参考；以主管部门当年的通知为准。"
        )
    raise typer.Exit(judgement.result is not Fulfilment.MET)


def _edition(register: Register, name: str) -> Regulation:
    edition = register.regulations.get(name)
    if edition is None:
        near = nearest(name, register.regulations)
        hint = f"是否为“{near}”？" if near else f"应为 {'、'.join(register.regulations)} 之一。"
        refuse(2, f"没有办法版本“{name}”。{hint}")
    return edition if edition.eligibility else refuse(2, f"“{name}”没有录入认定条件。")


def _newest(register: Register, on: OnOption) -> Regulation:
    edition = newest(register, on or today())
    return edition or refuse(2, "登记簿中没有录入认定条件的办法版本。")


def _misfits(edition: Regulation, filed: Filed[Application]) -> list[Finding]:
    assert edition.eligibility is not None
    return [
        (rules.UNKNOWN if each.unknown else rules.WRONG_TYPE).found(
            filed.place("figures", each.id), each.message, each.fix
        )
        for each in misfits(edition.eligibility, filed.record.figures)
    ]


def _judgement_lines(application: Application, judgement: Judgement) -> Iterator[str]:
    edition, unit = judgement.edition, application.operating_unit
    labels = function_labels([edition])
    if application.platform:
        yield application.platform
    if unit:
        yield f"{unit.name}（{unit.kind.label if unit.kind else '单位性质未填'}）"
    yield f"按《{edition.title}》（{edition.document_number or edition.id}）\n\n基本条件"
    yield from map(_line, judgement.general)
    yield f"\n服务功能要求（至少符合一项）：{judgement.one_function.label}"
    for function in judgement.functions:
        label = labels.get(function.asked.function, function.asked.function)
        yield f"{label}：{function.result.label}"
        if function.result is not Fulfilment.NOT_OFFERED:
            yield from _function(function)
    yield from _condition(judgement)
    yield f"\n结论：{VERDICTS[judgement.result]}。以主管部门的评审为准。"


def _condition(judgement: Judgement) -> Iterator[str]:
    """A line on what the relaxed thresholds ask beyond the kind of unit, if one of them was used."""
    terms = judgement.edition.eligibility
    if judgement.on_condition and terms and terms.relaxed_for:
        labels = "、".join(line.criterion.label for line in judgement.on_condition)
        place = item_label(terms.relaxed_for.article, None)
        yield f"\n放宽的标准（{labels}）另有条件，由评审判断：{terms.relaxed_for.gist or '见条文'}（{place}）"


def _function(function: FunctionJudgement) -> Iterator[str]:
    yield from map(_line, function.own)
    for at, way in enumerate(function.ways, 1):
        yield f"  途径{at}（任一途径即可）{way.way.label}：{way.result.label}"
        yield from map(_line, way.lines)


def _line(line: CriterionJudgement) -> str:
    criterion = line.criterion
    place = item_label(criterion.article, criterion.item)
    asked, given = judging.asked_text(line), judging.figure_text(line)
    return (
        f"  {judging.result_text(line)}  {criterion.label}：要求 {asked}，填报 {given}（{place}）"
    )
