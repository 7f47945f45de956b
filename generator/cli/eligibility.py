"""申报条件 `registry eligibility FILE`: a line per criterion, by the newest edition or a named one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from generator import eligibility as judging
from generator.citations import item_label
from generator.cli.checking import CheckFormat, report
from generator.cli.desk import (
    REGISTRY,
    OnOption,
    RegistryOption,
    TextOrJson,
    opened,
    refuse,
    today,
)
from generator.eligibility import (
    CriterionJudgement,
    FunctionJudgement,
    Judgement,
    judge,
    misfits,
    newest,
)
from generator.exports.eligibility import judgement_json
from generator.findings import Finding
from generator.intake import rules
from generator.intake.receiving import read_application
from generator.records.application import Application
from generator.records.base import Filed
from generator.records.regulation import Regulation
from generator.register.register import Register
from generator.terms import Fulfilment

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
    """逐项对照认定条件。全部符合时退出码为 0，否则为 1。"""
    if not file.is_file():
        refuse(2, f"没有文件“{file}”。")
    register = opened(registry)
    edition = _edition(register, regulation) if regulation else _newest(register, on)
    filed, findings = read_application(file)
    findings += _misfits(edition, filed) if filed else []
    if filed is None or findings:
        report(findings, CheckFormat(format.value))
        raise typer.Exit(1)
    judgement = judge(edition, filed.record)
    if format is TextOrJson.JSON:
        print(json.dumps(judgement_json(judgement), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(filed.record, judgement)))
    raise typer.Exit(judgement.result is not Fulfilment.MET)


def _edition(register: Register, name: str) -> Regulation:
    edition = register.regulations.get(name)
    if edition is None:
        near = register.nearest(name, register.regulations)
        hint = f"是否为“{near}”？" if near else f"应为 {'、'.join(register.regulations)} 之一。"
        refuse(2, f"没有办法版本“{name}”。{hint}")
    return edition if edition.eligibility else refuse(2, f"“{name}”没有录入认定条件。")


def _newest(register: Register, on: OnOption) -> Regulation:
    title = register.site.designation_title
    edition = newest(register.regulations.values(), title, on or today())
    return edition or refuse(2, "登记簿中没有录入认定条件的办法版本。")


def _misfits(edition: Regulation, filed: Filed[Application]) -> list[Finding]:
    assert edition.eligibility is not None
    return [
        (rules.UNKNOWN if each.unknown else rules.WRONG_TYPE).found(
            filed.place("figures", each.id), each.message, each.fix
        )
        for each in misfits(edition.eligibility, filed.record.figures)
    ]


def _lines(application: Application, judgement: Judgement) -> Iterator[str]:
    edition, unit = judgement.edition, application.operating_unit
    labels = {function.term: function.label for function in edition.service_functions}
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
        yield from _function(function)
    yield f"\n结论：{VERDICTS[judgement.result]}。以主管部门的评审为准。"


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
