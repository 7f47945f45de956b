"""条文对照文档 The text of docs/articles.md: a row per article, made from the table and the gists."""

from collections.abc import Iterator

from generator.casebook.articles import ArticleRow, ArticleTable
from generator.casebook.cases import ALL_RULES
from generator.citations import article_label
from generator.records.regulation import Regulation

HEAD = """# 条文对照

《{title}》（{number}）的每一条，在本程序里由什么落实；没有什么能落实的，写明理由。

由 `generator/casebook/articles.yaml` 和 `registry/regulations/{id}.yaml` 的概述生成（`make docs`），不要直接修改。
测试核对：检查、字段、网页和命令都确实存在；引用某一条的检查都列在该条之下。概述不是原文，以官方公布的文本为准。

| 条 | 概述 | 怎样落实 | 由什么 |
|---|---|---|---|
"""


def article_list(table: ArticleTable, edition: Regulation) -> str:
    """条文对照文档 In the words of one edition."""
    number = edition.document_number or edition.id
    head = HEAD.format(title=edition.title, number=number, id=edition.id)
    gists = {article.number: article.gist for article in edition.articles}
    lines = ("| " + " | ".join(_cells(table, row, gists)) + " |" for row in table.articles)
    return head + "\n".join(lines) + "\n"


def _cells(table: ArticleTable, row: ArticleRow, gists: dict[int, str]) -> Iterator[str]:
    yield article_label(row.number)
    yield gists[row.number]
    yield row.how or f"**无从落实**：{row.nothing}"
    yield "<br>".join(_carriers(table, row))


def _carriers(table: ArticleTable, row: ArticleRow) -> Iterator[str]:
    yield from (f"检查 `{code}` {ALL_RULES[code].title}" for code in row.checks)
    if row.fields:
        yield "字段 " + " ".join(f"`{path}`" for path in row.fields)
    if row.pages:
        yield "网页 " + "、".join(f"{table.pages[page]} `/{page}`" for page in row.pages)
    if row.commands:
        yield "命令 " + "、".join(f"`registry {name}`" for name in row.commands)
