"""释义 `registry explain CODE`: why the rule is, an example that breaks it, the fix."""

from difflib import get_close_matches
from typing import Annotated

import typer

from generator.casebook import ALL_RULES, Case, cases_of
from generator.cli.desk import refuse
from generator.findings import Rule


def explain(
    code: Annotated[
        str, typer.Argument(metavar="代码", help="问题代码，如 V201；省略则列出全部")
    ] = "",
) -> None:
    """说明一个问题代码：为什么、怎样的写法会错、怎样改。"""
    if not code:
        for rule in ALL_RULES.values():
            print(f"{rule.code}  {rule.severity.label}  {rule.title}")
        return
    found = _rule(code)
    print(f"{found.code} {found.slug}  {found.severity.label}\n{found.title}\n")
    print(f"为什么  {found.why}\n依据    {found.article}")
    for case in cases_of(found.code):
        _print_case(case)


def _rule(code: str) -> Rule:
    for rule in ALL_RULES.values():
        if code.casefold() in (rule.code.casefold(), rule.slug):
            return rule
    near = get_close_matches(code.upper(), list(ALL_RULES), 1, 0.5)
    hint = f"是否为 {near[0]}？" if near else "不带代码运行可列出全部。"
    return refuse(1, f"没有问题代码“{code}”。{hint}")


def _print_case(case: Case) -> None:
    print(f"\n例      {case.says}")
    for edit in case.edits:
        print(f"  {edit.file}\n    正：{edit.old}\n    误：{edit.new}")
    for line in case.findings:
        print(f"  → {line}")
