"""The law in full: a row per article, everything a row names is really there, and each sentence is proved."""

import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from generator.checks.casebook import (
    ALL_RULES,
    article_list,
    cases_of,
    mending,
)
from generator.checks.governing import (
    ArticleRow,
    articles,
    basis,
    governing,
    newest,
    ruled_in,
    ruling,
    spoken_of,
    table_of,
)
from generator.cli import COMMANDS
from generator.intake import receive
from generator.records.acts import ACTS
from generator.records.registry import Batch, Department, Platform, SiteRecord, WorkCalendar
from generator.records.regulation import Regulation
from generator.register.register import Register
from tests.conftest import DEMONSTRATION, ROOT

ROWS = articles().articles
ROOTS: dict[str, type[BaseModel]] = {
    "platform": Platform,
    "regulation": Regulation,
    "batch": Batch,
    "department": Department,
    "site": SiteRecord,
    "work_calendar": WorkCalendar,
    **ACTS,
}
ALL_ARTICLES = 29


def registered() -> Register:
    """The demonstration register."""
    return Register.bind(receive(DEMONSTRATION))


def edition(**terms: Any) -> Regulation:
    """A made-up edition."""
    own = {"id": "made-up", "title": "示例", "issuer": "sd-gxt", "level": "provincial"}
    own |= {"designation_title": "示例", "in_force": {}}
    return Regulation.model_validate(own | terms)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in a field's type, through tuples and options."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (model_in(each) for each in get_args(annotation))
    return next((found for found in inner if found), None)


def has_field(path: str) -> bool:
    """Whether a path such as publicity.window.starts leads through the models."""
    first, *rest = path.split(".")
    here: type[BaseModel] | None = ROOTS[first]
    for name in rest:
        fields = here.model_fields if here else {}
        if name not in fields:
            return False
        here = model_in(fields[name].annotation)
    return bool(rest)


def test_every_article_has_one_row() -> None:
    """Articles 1 to 29, in order, and none other."""
    assert [row.number for row in ROWS] == list(range(1, ALL_ARTICLES + 1))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.number))
def test_row_says_what_carries_the_article_or_why_nothing_can(row: ArticleRow) -> None:
    """Either sentences with something behind each, or a reason; never both, never neither."""
    carriers = row.checks + row.fields + row.commands
    assert bool(row.claims) == bool(carriers)
    assert bool(row.how) != bool(row.nothing)
    said = [*(claim.says for claim in row.claims), *filter(None, (row.loose, row.nothing))]
    assert [text for text in said if not text.endswith("。")] == []
    assert [claim.says for claim in row.claims if not claim.checks + claim.tests] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.number))
def test_what_a_row_names_exists(row: ArticleRow) -> None:
    """Checks, fields and commands."""
    assert set(row.checks) <= set(ALL_RULES)
    assert [path for path in row.fields if not has_field(path)] == []
    assert set(row.commands) <= set(COMMANDS)


def test_field_that_is_not_there_is_noticed() -> None:
    """The test of fields looks at something."""
    assert has_field("publicity.window.starts")
    assert has_field("announcement.rows.validity.ends")
    assert not has_field("publicity.window.begins")
    assert not has_field("announcement.rows.windows")
    assert not has_field("platform")
    assert sum(len(row.fields) for row in ROWS) > 50


def test_every_rule_that_an_edition_rules_stands_in_a_row() -> None:
    """A rule cites the articles whose rows name it; no article stands in the rules themselves."""
    ruled = {code: ruled_in(rule) for code, rule in ALL_RULES.items() if not rule.article}
    assert [code for code, numbers in ruled.items() if not numbers] == []
    assert len(ruled) > 35
    assert [code for code, rule in ALL_RULES.items() if "条" in rule.article] == []
    said = {code: basis(ALL_RULES[code]) for code in ("P302", "E602", "E604", "F007")}
    assert said == {
        "P302": "第二十条",
        "E602": "第六条至第十三条",
        "E604": "第十四条至第十六条",
        "F007": "登记规范：记录格式",
    }


def test_rule_is_ruled_by_the_edition_before_the_table() -> None:
    """An edition's own term is believed, whatever its number; the table speaks of its editions alone."""
    ours = registered().regulations["lgxf-2020-4"]
    theirs = edition(publicity={"working_days": "7", "first_day_counts": "true", "article": "9"})
    numbers = {
        code: (ruling(ours, code), ruling(theirs, code))
        for code in ("P302", "P304", "N701", "B504")
    }
    assert numbers == {"P302": (20, 9), "P304": (21, None), "N701": (21, None), "B504": (17, None)}
    assert ruling(edition(), "P302") is None
    assert ruling(ours.model_copy(update={"articles": (), "publicity": None}), "P302") is None


@pytest.mark.slow
def test_what_proves_a_sentence_is_collected() -> None:
    """Every test that a sentence names, and a case of every check, is there for pytest to run."""
    claims = [claim for row in ROWS for claim in row.claims]
    cases = "tests/test_cases.py"
    each = f"{cases}::test_case_brings_exactly_its_findings"
    named = {test for claim in claims for test in claim.tests}
    wanted = named | {f"{each}[{code}-1]" for claim in claims for code in claim.checks}
    files = sorted({cases, *(test.partition("::")[0] for test in named)})
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *files],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = set(done.stdout.splitlines())
    found |= {line.partition("[")[0] for line in found}
    assert sorted(wanted - found) == [], done.stdout[-2000:] + done.stderr
    assert len(named) > 35


@pytest.mark.slow
def test_every_page_of_the_table_exists_and_every_name_of_a_page_is_used(site: Path) -> None:
    """A reader who follows a row arrives."""
    table = articles()
    used = {page for row in table.articles for page in row.pages}
    assert used == set(table.pages)
    assert [page for page in used if not (site / page / "index.html").exists()] == []


def test_document_is_up_to_date() -> None:
    """docs/articles.md is what `make docs` would write, and holds every gist."""
    own = registered().regulations["lgxf-2020-4"]
    written = (ROOT / "docs" / "articles.md").read_text("utf-8")
    assert written == article_list(articles(), own), "run make docs"
    assert len(own.articles) == ALL_ARTICLES
    assert [each.number for each in own.articles if each.gist not in written] == []
    assert "| 第二十条 |" in written
    assert "检查 `P302` 公示期须满办法规定的工作日" in written


def test_table_is_for_editions_that_number_their_articles_so() -> None:
    """It names none: they are known by their articles, and by where they rule each term."""
    register = registered()
    assert [each.id for each in spoken_of(register)] == ["lgxf-2020-4", "demo-2023"]
    for each in spoken_of(register):
        assert [article.number for article in each.articles] == list(range(1, ALL_ARTICLES + 1))
    chosen = newest(register)
    assert chosen is not None
    assert chosen.id == "demo-2023"
    shorter = chosen.model_copy(update={"articles": chosen.articles[:-1]})
    assert chosen.validity is not None
    moved = chosen.validity.model_copy(update={"article": 22})
    other = chosen.model_copy(update={"validity": moved})
    silent = chosen.model_copy(update={"validity": None})
    assert [bool(table_of(each)) for each in (shorter, other, silent)] == [False, False, True]


def test_field_is_governed_by_the_edition_before_the_table() -> None:
    """An edition's own article is believed; another edition is not given our numbers."""
    ours = registered().regulations["lgxf-2020-4"]
    listed = ({"number": "9", "gist": "示例"}, {"number": "20", "gist": "示例"})
    theirs = edition(validity={"years": "5", "article": "9"}, articles=listed)
    assert governing(ours, "announcement.validity") == 23
    assert governing(ours, "publicity.window") == 20
    assert governing(ours, "platform.operating_unit") == 2
    assert governing(ours, "renaming.kind") is None
    assert governing(theirs, "announcement.validity") == 9
    assert governing(theirs, "publicity.window") is None
    assert governing(theirs, "platform.operating_unit") is None
    assert (
        governing(edition(validity={"years": "5", "article": "9"}), "announcement.validity") is None
    )
    assert governing(None, "announcement.validity") is None


@pytest.mark.parametrize("code", ALL_RULES)
def test_every_code_says_how_to_mend(code: str) -> None:
    """The fix of its first failing case: a sentence, and nothing of the folder it ran in."""
    fixes = mending(code)
    assert fixes
    assert [fix for fix in fixes if "registry-case" in fix or not fix.strip()] == []
    assert len(fixes) == len(set(fixes))
    assert next(case for case in cases_of(code) if case.findings)
