"""Eligibility: the borders of every threshold, each function, what is missing; and the command."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.intake import receive
from generator.intake.receiving import read_alone
from generator.records.acts import AnnouncementRow
from generator.records.registry import Application
from generator.records.regulation import Regulation
from generator.register.eligibility import (
    asked_text,
    figure_text,
    figures_said,
    judge,
    misfits,
    newest,
    result_text,
)
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.derivation import plain
from generator.site.pages.regulations import eligibility_page
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from generator.terms.words import Fulfilment, UnitKind
from tests.conftest import DAY, DEMONSTRATION, ROOT, Command
from tests.eligibility import EDITIONS, GISTS, THRESHOLDS, WHOLE, application, criteria, sound

SAMPLE = ROOT / "docs" / "samples" / "eligibility.yaml"
MET, NOT_MET, NOT_GIVEN = Fulfilment.MET, Fulfilment.NOT_MET, Fulfilment.NOT_GIVEN
edition_wise = pytest.mark.parametrize("edition", EDITIONS.values(), ids=list(EDITIONS))


def result_of(edition: Regulation, name: str, figure: str, kind: str | None) -> Fulfilment:
    """How one figure comes out, alone in an application."""
    judgement = judge(edition, application({name: figure}, kind))
    lines = [*judgement.general, *(line for f in judgement.functions for line in f.lines)]
    return next(line.result for line in lines if line.criterion.id == name)


@edition_wise
@pytest.mark.parametrize("case", THRESHOLDS["lines"], ids=lambda case: case["id"])
def test_border_of_every_threshold(edition: Regulation, case: dict[str, str]) -> None:
    """Just enough is met, just less is not; the relaxed set only for the kinds named."""
    name = case["id"]
    for kind in THRESHOLDS["kinds_not_relaxed"]:
        assert result_of(edition, name, case["met"], kind) is MET
        assert result_of(edition, name, case["not_met"], kind) is NOT_MET
    for kind in THRESHOLDS["kinds_relaxed"]:
        assert result_of(edition, name, case.get("relaxed_met", case["met"]), kind) is MET
        assert (
            result_of(edition, name, case.get("relaxed_not_met", case["not_met"]), kind) is NOT_MET
        )


@edition_wise
def test_cases_name_every_threshold_of_the_edition(edition: Regulation) -> None:
    """No threshold of the edition is left out, none is relaxed unseen, and no id stands twice."""
    assert edition.eligibility is not None
    known = criteria(edition)
    assert len(list(edition.eligibility.criteria)) == len(known) == 51
    wanted = {name: each.relaxed is not None for name, each in known.items() if each.at_least}
    assert {case["id"]: "relaxed_met" in case for case in THRESHOLDS["lines"]} == wanted
    assert set(WHOLE["sound"]) == {each.id for each in edition.eligibility.general}
    assert list(WHOLE["functions"]) == [f.function for f in edition.eligibility.functions]
    assert [f.term for f in edition.service_functions] == list(WHOLE["functions"])
    materials = edition.eligibility.materials
    assert materials is not None
    assert [each.item for each in materials.items] == list(range(1, 13))


@edition_wise
@pytest.mark.parametrize("case", WHOLE["cases"], ids=lambda case: case["says"])
def test_whole_application(edition: Regulation, case: dict[str, Any]) -> None:
    """The verdict on an application changed in a few places."""
    figures = WHOLE["sound"] | case.get("add", {})
    for name in case.get("drop", ()):
        del figures[name]
    kind = case.get("kind", "enterprise")
    judgement = judge(edition, application(figures, None if kind == "none" else kind))
    assert (judgement.one_function.value, judgement.result.value) == (
        case["one_function"],
        case["result"],
    )


@edition_wise
@pytest.mark.parametrize("function", WHOLE["functions"])
def test_each_function_suffices_and_needs_each_of_its_criteria(
    edition: Regulation, function: str
) -> None:
    """One function is enough; any of its figures taken away or spoiled, and it is not."""
    assert judge(edition, application(sound(function))).result is MET
    for name, wanted in WHOLE["functions"][function].items():
        without = sound(function)
        del without[name]
        assert judge(edition, application(without)).result is NOT_GIVEN
        spoiled = sound(function) | {name: "false" if wanted == "true" else "0"}
        judgement = judge(edition, application(spoiled))
        found = {each.asked.function: each.result for each in judgement.functions}
        assert judgement.result is NOT_GIVEN
        # The other way of financing is still open.
        assert found[function] is (NOT_GIVEN if function == "financing" else NOT_MET)


@edition_wise
def test_functions_not_offered_are_not_asked_about(edition: Regulation) -> None:
    """Of the functions ticked one is enough; what is not ticked is no unknown, however good its figures."""
    figures = sound("training") | {"expert_pool": "false"}
    offered = judge(edition, application(figures, functions=("technology", "training")))
    said = {each.asked.function: each.result.value for each in offered.functions}
    others = ("information", "entrepreneurship", "financing", "consulting", "legal")
    assert said == {"technology": "not_met", "training": "met"} | dict.fromkeys(
        others, "not_offered"
    )
    assert offered.result is MET
    only = judge(edition, application(figures, functions=("technology",)))
    assert (only.one_function, only.result) == (NOT_MET, NOT_MET)
    none = judge(edition, application(figures, functions=("logistics",)))
    assert (none.one_function, none.result) == (NOT_GIVEN, NOT_GIVEN)


@edition_wise
def test_each_general_criterion_is_needed(edition: Regulation) -> None:
    """Any one missing leaves it open; any one not met decides it."""
    for name, wanted in WHOLE["sound"].items():
        without = sound("training")
        del without[name]
        assert judge(edition, application(without)).result is NOT_GIVEN, name
        spoiled = without | {name: "false" if wanted == "true" else "1"}
        assert judge(edition, application(spoiled)).result is NOT_MET, name


@edition_wise
def test_nothing_is_guessed(edition: Regulation) -> None:
    """With no figures at all every line is not given, and nothing is met or unmet."""
    judgement = judge(edition, application({}))
    lines = [*judgement.general, *(line for f in judgement.functions for line in f.lines)]
    assert len(lines) == 51
    assert {line.result for line in lines} == {NOT_GIVEN}
    assert judgement.result is NOT_GIVEN
    unfit = judge(edition, application({"assets": "true", "plan": "1"}))
    assert {line.result for line in unfit.general} == {NOT_GIVEN}


def test_lines_read_as_people_write_them() -> None:
    """Units, percent signs and plain numbers; a dash where nothing is given."""
    figures = {"assets": "150.50", "satisfaction": "95", "plan": "false", "leader": "true"}
    judgement = judge(EDITIONS["demo-2023"], application(figures, "social_organisation"))
    said = {line.criterion.id: (asked_text(line), figure_text(line)) for line in judgement.general}
    assert said["assets"] == ("不低于 100 万元（已放宽）", "150.5 万元")
    assert said["satisfaction"] == ("不低于 90%", "95%")
    assert (said["plan"], said["leader"]) == (("是", "否"), ("是", "是"))
    assert said["staff"] == ("不低于 10 人（已放宽）", "—")


@pytest.mark.parametrize("figure", ["两百", "'1,200'", "-5", "1e3", "0.12345", "[200]"])
def test_threshold_of_an_edition_is_a_plain_number(registry_copy: Path, figure: str) -> None:
    """Anything else is a finding at its place, and the edition is not filed."""
    path = registry_copy / "regulations" / "demo-2023.yaml"
    text = path.read_text("utf-8").replace("at_least: 200", f"at_least: {figure}")
    path.write_text(text, "utf-8")
    receipt = receive(registry_copy)
    found = [f for f in receipt.findings if f.is_error]
    assert [(f.rule.code, f.place.line) for f in found] == [
        ("F003", _line_of(text, f"at_least: {figure}"))
    ]
    assert [filed for filed in receipt.regulations if filed.record.id == "demo-2023"] == []


def _line_of(text: str, said: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), 1) if said in line)


def test_relaxed_threshold_is_met_on_its_condition() -> None:
    """Only between the two thresholds, only for the kinds named, and the line says so."""
    edition = EDITIONS["demo-2023"]
    for figure, kind, said in (
        ("199.9", "public_institution", "按放宽的标准符合"),
        ("200", "public_institution", "符合"),
        ("99.9", "public_institution", "不符合"),
        ("199.9", "enterprise", "不符合"),
    ):
        judgement = judge(edition, application({"assets": figure}, kind))
        (line,) = (each for each in judgement.general if each.criterion.id == "assets")
        assert result_text(line) == said
        assert judgement.on_condition == ((line,) if said.startswith("按") else ())


def test_figures_on_record_are_said_with_their_labels() -> None:
    """Amounts with their unit, a yes or no, and the id where the edition has no such criterion."""
    figures = application(
        {"assets": "156.50", "leader": "true", "plan": "false", "odd": "2"}
    ).figures
    said = ["资产总额 156.5 万元", "主要负责人 是", "规划与目标 否", "odd 2"]
    assert figures_said(EDITIONS["demo-2023"], figures) == said
    assert figures_said(None, application({"assets": "156.50"}).figures) == ["assets 156.5"]


def test_counts_are_whole_numbers() -> None:
    """Of people, firms and occasions there is no half; of money, years and shares there is."""
    edition = EDITIONS["demo-2023"]
    assert edition.eligibility is not None
    halves = {name: "0.5" for name, each in criteria(edition).items() if each.at_least is not None}
    found = {each.id for each in misfits(edition.eligibility, application(halves).figures)}
    parts = {
        "operating_years", "assets", "satisfaction", "public_benefit_share", "qualified_share",
        "financing_raised", "new_guarantees",
    }  # fmt: skip
    assert found == halves.keys() - parts


def test_missing_kind_of_unit_is_said(subtests: pytest.Subtests) -> None:
    """Between the two thresholds only the kind of unit is missing, and the line says so."""
    for edition in EDITIONS.values():
        with subtests.test(edition.id):
            judgement = judge(edition, application({"assets": "150"}, None))
            said = {line.criterion.id: result_text(line) for line in judgement.general}
            assert said["assets"] == "未填单位性质，不能判断"
            assert said["staff"] == "未填"


def test_edition_without_criteria_grants_nothing() -> None:
    """Nothing asked is nothing met."""
    bare = EDITIONS["demo-2023"].model_copy(update={"eligibility": None})
    assert judge(bare, application(sound("legal"))).result is NOT_GIVEN


@pytest.mark.parametrize(
    ("title", "day", "wanted"),
    [
        ("山东省中小企业公共服务示范平台", "2026-11-23", "demo-2023"),
        ("山东省中小企业公共服务示范平台", "2023-10-06", "lgxf-2020-4"),
        ("山东省中小企业公共服务示范平台", "2020-10-06", None),
        ("国家中小企业公共服务示范平台", "2026-11-23", None),
    ],
)
def test_newest_edition_of_the_title_and_day(title: str, day: str, wanted: str | None) -> None:
    """An edition not yet begun, or of another title, is not used."""
    receipt = receive(DEMONSTRATION)
    site = receipt.site[0].record.model_copy(update={"designation_title": title})
    titled = replace(receipt, site=(replace(receipt.site[0], record=site),))
    found = newest(Register.bind(titled), date.fromisoformat(day))
    assert (found.id if found else None) == wanted


def self_check(folder: Path, day: date) -> str:
    """The content of the self-check page of a registry on a day."""
    snapshot = Snapshot.of(Register.bind(receive(folder)), day)
    wording = Wording(snapshot.register)
    (page,) = eligibility_page(snapshot, wording)
    common = {"page": page, "root": page.root, "snapshot": snapshot, "wording": wording}
    return environment().get_template(page.template).render(common | page.words)


def test_page_embeds_hostile_text_harmlessly(registry_copy: Path) -> None:
    """A label that would end the script stays text, in the page and in its data."""
    hostile = "</script><img src=x onerror=alert(1)>&amp;"
    path = registry_copy / "regulations" / "demo-2023.yaml"
    path.write_text(
        path.read_text("utf-8").replace("label: 资产总额", f'label: "{hostile}"'), "utf-8"
    )
    content = self_check(registry_copy, DAY)
    assert content.count("</script>") == 2
    assert "<img" not in content
    embedded = re.findall(r'<script type="application/json" id="criteria">(.*?)</script>', content)
    assert [c for c in "<>&" if c in embedded[0]] == []
    labels = [each["label"] for each in json.loads(embedded[0])["terms"]["general"]]
    assert hostile in labels


def test_page_of_a_day_uses_the_edition_of_that_day() -> None:
    """It names its edition; before any edition has begun it says that there is none."""
    registry = DEMONSTRATION
    assert "鲁工信发〔2020〕4号" in self_check(registry, date(2022, 1, 1))
    assert "regulations/demo-2023/#art-14" in self_check(registry, DAY)
    assert "暂不能自查" in self_check(registry, date(2019, 1, 1))


def test_assessment_is_published_as_numbers() -> None:
    """What a row carries of its assessment leaves as JSON numbers and booleans."""
    figures = {"assets": "156.50", "staff": "12", "plan": "true"}
    row = AnnouncementRow.model_validate({"platform": "sd-0001", "assessment": figures})
    published = {"assets": 156.5, "staff": 12, "plan": True}
    assert json.dumps(plain(row)["assessment"]) == json.dumps(published)


def test_command_prints_a_line_per_criterion(registry_command: Command) -> None:
    """The sample is met under the relaxed set, whose condition is said; what is not offered has no lines."""
    done = registry_command("eligibility", SAMPLE, "--on", DAY)
    assert done.returncode == 0, done.stderr
    said = "资产总额：要求 不低于 100 万元（已放宽），填报 156.5 万元（第十四条第（一）项）"
    assert f"  按放宽的标准符合  {said}" in done.stdout.splitlines()
    condition = "放宽的标准（资产总额、专职服务人员）另有条件，由评审判断："
    assert [line.startswith(condition) for line in done.stdout.splitlines()].count(True) == 1
    assert "  符合  特色与带头作用：要求 是，填报 是（第十六条）" in done.stdout.splitlines()
    assert len([line for line in done.stdout.splitlines() if "：要求 " in line]) == 31
    assert "法律服务：不提供" in done.stdout.splitlines()


def test_command_answers_in_json_by_a_named_edition(registry_command: Command) -> None:
    """The same judgement as data, with exit code 1 where something is not met."""
    arguments = ("--regulation", "lgxf-2020-4", "--format", "json")
    done = registry_command("eligibility", SAMPLE, *arguments)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["regulation"], answer["result"]) == (0, "lgxf-2020-4", "met")
    assert len(answer["general"]) == 23
    assert answer["general"][2] == {
        "id": "assets", "label": "资产总额", "article": 14, "item": 1, "asked": 100,
        "unit": "万元", "given": 156.5, "result": "met", "on_condition": True,
        "says": "按放宽的标准符合",
    }  # fmt: skip
    financing = next(f for f in answer["functions"] if f["function"] == "financing")
    assert [len(way["criteria"]) for way in financing["any_of"]] == [2, 2]


def spoiled(folder: Path, *changes: tuple[str, str]) -> Path:
    """The sample with changes, in a file of its own."""
    text = SAMPLE.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = folder / "申报.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (("staff: 12", "staff: 9"), "结论：不符合。"),
        (("  staff: 12\n", ""), "结论：没有填齐，尚不能判断。"),
        (("kind: private_non_enterprise", "kind: enterprise"), "结论：不符合。"),
        (("  kind: private_non_enterprise\n", ""), "结论：没有填齐，尚不能判断。"),
    ],
    ids=["not met", "not given", "enterprise", "no kind"],
)
def test_command_says_what_is_missing(
    registry_command: Command, tmp_path: Path, change: tuple[str, str], verdict: str
) -> None:
    """Not met and not complete are exit code 1, each in its own words."""
    done = registry_command("eligibility", spoiled(tmp_path, change), "--on", DAY)
    assert done.returncode == 1
    assert verdict in done.stdout.splitlines()[-1]


def test_mistakes_in_an_application_are_findings(registry_command: Command, tmp_path: Path) -> None:
    """File, line and column of every mistake at once, and exit code 1."""
    path = spoiled(
        tmp_path,
        ("assets: 156.5", "asset: 156.5"),
        ("satisfaction: 93.5", "satisfaction: 935"),
        ("staff: 12", "staff: true"),
        ("team: true", "team: 1"),
        ("trainees: 460", "trainees: 460.5"),
    )
    done = registry_command("eligibility", path, "--format", "json")
    answer = json.loads(done.stdout)
    found = [(f["line"], f["column"], f["code"], f["fix"]) for f in answer["findings"]]
    assert done.returncode == 1
    assert found == [
        (12, 10, "F002", "是否为“assets”？"),
        (17, 17, "F003", "核对填报的内容"),
        (28, 9, "F003", "核对填报的内容"),
        (30, 10, "F003", "核对填报的内容"),
        (37, 13, "F003", "核对填报的内容"),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("assets: 156.5", "assets: 1,565"), "F003"),
        (("assets: 156.5", "assets: [156]"), "F003"),
        (("  name: 示例·济南某技术服务中心\n", ""), "F001"),
        (("platform:", "platfrom:"), "F002"),
        (("kind: private_non_enterprise", "kind: ngo"), "F005"),
        (("assets: 156.5", "assets:"), "F006"),
        (("figures:", "figures: ["), "Y001"),
    ],
)
def test_shape_of_an_application_is_checked(
    tmp_path: Path, change: tuple[str, str], code: str
) -> None:
    """Whatever is wrong with the file is a finding with its code, never a crash."""
    filed, findings = read_alone(Application, spoiled(tmp_path, change))
    assert filed is None
    assert [finding.rule.code for finding in findings] == [code]


def test_application_may_be_filed_with_a_byte_order_mark(tmp_path: Path) -> None:
    """What an editor on Windows writes is read like any other file."""
    path = spoiled(tmp_path)
    path.write_text(path.read_text("utf-8"), "utf-8-sig")
    filed, findings = read_alone(Application, path)
    assert findings == []
    assert filed is not None
    assert filed.record.unit_kind is UnitKind.PRIVATE_NON_ENTERPRISE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-file.yaml",), "没有文件“no-such-file.yaml”"),
        ((SAMPLE, "--regulation", "lgfx-2020-4"), "是否为“lgxf-2020-4”？"),
        ((SAMPLE, "--regulation", "xyz"), "应为 demo-2023、"),
        ((SAMPLE, "--regulation", "lzxqj-2018-14"), "“lzxqj-2018-14”没有录入认定条件"),
        ((SAMPLE, "--on", "2019-01-01"), "没有录入认定条件的办法版本"),
    ],
    ids=["file", "near", "unknown", "terms unknown", "too early"],
)
def test_wrong_use_of_the_command(
    registry_command: Command, arguments: tuple[object, ...], said: str
) -> None:
    """No file, no such edition, an edition without criteria: exit code 2 and a sentence."""
    done = registry_command("eligibility", *arguments)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


@edition_wise
def test_gists_say_all_that_is_asked(edition: Regulation) -> None:
    """Each criterion and function in words that leave nothing of the demand out."""
    assert edition.eligibility is not None
    assert edition.eligibility.relaxed_for is not None
    texts = {id: f"{each.label}：{each.gist}" for id, each in criteria(edition).items()}
    texts |= {each.term: each.gist or "" for each in edition.service_functions}
    texts["relaxed"] = edition.eligibility.relaxed_for.gist or ""
    wanted = {line["id"]: line["words"] for line in (*GISTS["lines"], *GISTS["functions"])}
    wanted["relaxed"] = GISTS["relaxed"]
    missing = [(id, w) for id, words in wanted.items() for w in words if w not in texts[id]]
    assert missing == []
