"""Casebook: every rule with the cases that show it, and the guide of what carries each article.

A case is a small lawful registry (`casebook/base`) with a few edits, and the findings that
must follow. Tests and the help of each code read it; somebody who cannot program can add
a case by writing a YAML file.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator import checks, intake
from generator.checks.governing import ArticleRow, ArticleTable, record_in
from generator.history import immutability
from generator.records.registry import Endorsement
from generator.records.regulation import Regulation
from generator.records.values import Flag, Record, Slug, Text
from generator.terms.citations import article_label
from generator.terms.findings import Rule

HERE = Path(__file__).parents[1] / "casebook"
BASE = HERE / "base"
CASES = HERE / "cases"
ALL_RULES: dict[str, Rule] = {
    rule.code: rule for rule in (*intake.RULES, *checks.RULES, *immutability.RULES)
}


class Edit(Record):
    """Edit of one file: `old` becomes `new`, or the whole `content`, or it is a link, or goes."""

    file: Text
    old: Text | None = None
    new: Text | None = None
    content: Text | None = None
    encoding: Text = "utf-8"
    link: Text | None = None
    remove: Flag = False


class Case(Record):
    """One case: what is done to the base registry, and the findings of its code that follow.

    `also` lists the codes that the same edits bring with them. `before` was done, and
    published, earlier: what history forbids is judged by what it left.
    """

    says: Text
    before: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()
    endorsement: Endorsement | None = None
    findings: tuple[Text, ...]
    also: tuple[Text, ...] = ()


class CaseFile(Record):
    """The cases of one code; `mending` is what the findings of the first that fails advise, each once."""

    code: Text
    slug: Slug
    mending: tuple[Text, ...]
    cases: tuple[Case, ...]


def cases_of(code: str) -> tuple[Case, ...]:
    """Cases of a code, from the file named after it."""
    return _case_file(code).cases


def mending(code: str) -> tuple[str, ...]:
    """How to mend what a code finds, as its case file says."""
    return _case_file(code).mending


@cache
def _case_file(code: str) -> CaseFile:
    rule = ALL_RULES[code]
    return record_in(CaseFile, CASES / f"{rule.code}-{rule.slug}.yaml")


ARTICLES_HEAD = """# 条文对照

《{title}》（{number}）的每一条，在本程序里由什么落实；没有什么能落实的，写明理由。

由 `generator/casebook/articles.yaml` 和 `registry/regulations/{id}.yaml` 的概述生成（`make docs`），不要直接修改。
每句话之后的〔〕里，是这句话不实时就会失败的测试：检查的案例由 `tests/test_cases.py` 逐个运行，
其余写作 文件::测试名。
测试核对：检查、字段、网页、命令和测试都确实存在。概述不是原文，以官方公布的文本为准。

| 条 | 概述 | 怎样落实 | 由什么 |
|---|---|---|---|
"""


def article_list(table: ArticleTable, edition: Regulation) -> str:
    """Text of docs/articles.md: a row per article, in the words of one edition."""
    number = edition.document_number or edition.id
    head = ARTICLES_HEAD.format(title=edition.title, number=number, id=edition.id)
    gists = {article.number: article.gist for article in edition.articles}
    lines = ("| " + " | ".join(_cells(table, row, gists)) + " |" for row in table.articles)
    return head + "\n".join(lines) + "\n"


def _cells(table: ArticleTable, row: ArticleRow, gists: dict[int, str]) -> Iterator[str]:
    yield article_label(row.number)
    yield gists[row.number]
    yield "<br>".join(_sentences(row))
    yield "<br>".join(_carriers(table, row))


def _sentences(row: ArticleRow) -> Iterator[str]:
    """Every sentence, with what fails when it is false."""
    for claim in row.claims:
        codes = (f"检查 `{code}`" for code in claim.checks)
        proofs = (*codes, *(f"`{test}`" for test in claim.tests))
        yield f"{claim.says}〔{'、'.join(proofs)}〕"
    yield from [f"**不落实**：{row.loose}"] if row.loose else []
    yield from [f"**无从落实**：{row.nothing}"] if row.nothing else []


def _carriers(table: ArticleTable, row: ArticleRow) -> Iterator[str]:
    yield from (f"检查 `{code}` {ALL_RULES[code].title}" for code in row.checks)
    if row.fields:
        yield "字段 " + " ".join(f"`{path}`" for path in row.fields)
    if row.pages:
        yield "网页 " + "、".join(f"{table.pages[page]} `/{page}`" for page in row.pages)
    if row.commands:
        yield "命令 " + "、".join(f"`registry {name}`" for name in row.commands)
