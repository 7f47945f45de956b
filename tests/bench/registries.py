"""随机登记文件夹 A registry on disk of random lawful platforms: the same seed gives the same bytes.

One batch a year, each with its call, its publicity and its announcement; a platform is
designated one to four times, every third year; some are renamed between, some revoked,
some fall to an objection. `registry check` finds no error in it.
"""

import json
import random
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.intake import receive
from tests.bench.records import FUNCTIONS, drawn_platform
from tests.conftest import DEMONSTRATION

FIRST, LAST, TERM, MOST = 2014, 2025, 3, 4
EDITION = "demo-edition"
# Rows of one notice: a record file is at most a mebibyte.
LONGEST = 4_000
AGAIN, RENAMED, REVOKED, OBJECTED = 0.65, 0.06, 0.02, 0.01
Said = dict[str, Any]


@dataclass
class Year:
    """一年 The rows of the acts of one year."""

    proposed: list[Said] = field(default_factory=list)
    announced: list[Said] = field(default_factory=list)
    objected: list[Said] = field(default_factory=list)
    renamed: list[Said] = field(default_factory=list)
    revoked: list[Said] = field(default_factory=list)

    def lists(self) -> Iterator[tuple[str, "Year"]]:
        """分开公布 A long list is made known in several notices of one batch."""
        for at in range(0, len(self.proposed), LONGEST):
            proposed = self.proposed[at : at + LONGEST]
            mine = {row["platform"] for row in proposed}
            announced, objected = (
                [row for row in rows if row["platform"] in mine]
                for rows in (self.announced, self.objected)
            )
            yield f"-{at // LONGEST + 1}" if at else "", Year(proposed, announced, objected)


def write_registry(folder: Path, count: int, seed: int = 8) -> None:
    """写成文件夹 With so many platforms, and every act that speaks of them."""
    rng = random.Random(seed)
    lay_foundations(folder)
    departments = {remit.code: d.id for d in _departments() for remit in d.city}
    years = {year: Year() for year in range(FIRST, LAST + 2)}
    for at in range(1, count + 1):
        said = drawn_platform(rng, at) | {"division": rng.choice(list(departments))}
        _write(folder / "platforms" / f"{said['id']}.yaml", said)
        _live(rng, said, departments[said["division"]], years)
    for year, rows in years.items():
        for act in _acts(year, rows):
            _write(folder / "notices" / str(year) / f"{act['id']}.yaml", act)
        if rows.proposed:
            batch = {"id": str(year), "year": year, "regulation": EDITION, "call": f"{year}-call"}
            _write(folder / "batches" / f"{year}.yaml", batch)


def lay_foundations(folder: Path) -> None:
    """打底 The site, the departments, and one edition in force throughout."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("site.yaml", "departments.yaml"):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMONSTRATION / name, folder / name)
    text = (DEMONSTRATION / "regulations" / "lgxf-2020-4.yaml").read_text("utf-8")
    head = f"id: {EDITION}\n" + text.partition("\n")[2]
    force = "starts: 2020-10-07, ends: 2023-10-06"
    assert force in head
    (folder / "regulations").mkdir()
    edition = head.replace(force, f"starts: {FIRST}-01-01")
    (folder / "regulations" / f"{EDITION}.yaml").write_text(edition, "utf-8")


def commit(folder: Path) -> None:
    """提交 The folder as it stands becomes one commit of a repository of its own."""
    git = ("git", "-C", str(folder), "-c", "user.name=demo", "-c", "user.email=demo@example.org")
    if not (folder / ".git").exists():
        subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "Record"], check=True)


def _departments() -> Iterable[Any]:
    return (d for filed in receive(DEMONSTRATION).departments for d in filed.record.departments)


def _live(rng: random.Random, said: Said, department: str, years: dict[int, Year]) -> None:
    """One platform's history: proposed, announced, renamed, announced again, revoked."""
    unit = said["operating_unit"]["name"]
    row = {"platform": said["id"], "name": said["name"], "operating_unit": unit,
           "functions": rng.sample(FUNCTIONS, rng.randrange(1, 3))}  # fmt: skip
    year = rng.randrange(FIRST, LAST + 1)
    for _ in range(MOST):
        years[year].proposed.append(row | {"recommended_by": department})
        if rng.random() < OBJECTED:
            years[year].objected.append({"platform": said["id"], "outcome": "upheld"})
            return
        number = f"示例{year}-{len(years[year].announced) + 1:05}"
        years[year].announced.append(row | {"number": number})
        if rng.random() < REVOKED:
            grounds = {"grounds": "示例：核查发现提供虚假材料", "article": 24}
            years[year + 1].revoked.append({"platform": said["id"]} | grounds)
            return
        if rng.random() < RENAMED:
            new = drawn_platform(rng, 0)["name"]
            change = {"platform": said["id"], "name": {"from": row["name"], "to": new}}
            years[year + 1].renamed.append(change)
            row = row | {"name": new}
        year += TERM
        if year > LAST or rng.random() > AGAIN:
            return


def _acts(year: int, rows: Year) -> Iterator[Said]:
    listed = f"{year}年度山东省中小企业公共服务示范平台"
    if rows.proposed:
        yield _act(year, "call", 1, f"{year}-08-03", f"关于组织申报{listed}的通知") | {
            "batch": str(year), "applications": {"starts": f"{year}-08-03", "ends": f"{year}-08-31"}
        }  # fmt: skip
    for number, (mark, part) in enumerate(rows.lists()):
        yield from _lists(year, listed, mark, number * 10, part)
    if rows.renamed:
        yield _act(year, "renaming", 5, f"{year}-04-16", "关于示范平台更名的通知") | _rows(
            rows.renamed
        )
    if rows.revoked:
        yield _act(year, "revocation", 6, f"{year}-06-12", "关于撤销示范平台称号的通知") | _rows(
            rows.revoked
        )


def _lists(year: int, listed: str, mark: str, at: int, rows: Year) -> Iterator[Said]:
    publicity = f"{year}-publicity{mark}"
    yield _act(
        year, "publicity", at + 2, f"{year}-10-20", f"{listed}拟认定名单公示", mark
    ) | {
        "batch": str(year), "window": {"starts": f"{year}-10-20", "ends": f"{year}-10-30"},
        **_rows(rows.proposed),
    }  # fmt: skip
    validity = {"starts": f"{year}-12-01", "ends": f"{year + TERM}-11-30"}
    yield _act(
        year, "announcement", at + 4, f"{year}-11-19", f"关于公布{listed}名单的通知", mark
    ) | {
        "batch": str(year), "publicity": publicity, "validity": validity,
        **_rows(rows.announced),
    }  # fmt: skip
    if rows.objected:
        yield _act(
            year, "objection", at + 3, f"{year}-11-09", f"{listed}公示异议处理情况", mark
        ) | {"publicity": publicity, **_rows(rows.objected)}  # fmt: skip


def _act(year: int, kind: str, number: int, on: str, title: str, mark: str = "") -> Said:
    source = {"url": f"https://example.org/originals/{year}-{kind}{mark}.html"}
    return {
        "id": f"{year}-{kind}{mark}", "kind": kind, "title": f"示例·{title}",
        "document_number": f"示例信〔{year}〕{number:03}号", "issued_on": on,
        "issuer": "sd-gxt", "regulation": EDITION, "source": source,
    }  # fmt: skip


def _rows(rows: list[Said]) -> Said:
    return {"count": len(rows), "rows": rows}


def _write(path: Path, said: Said) -> None:
    """As people write them: a field a line, each row of a list on a line of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name}:{_value(value)}\n" for name, value in said.items())
    path.write_text(text, "utf-8")


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "".join(f"\n  - {json.dumps(row, ensure_ascii=False)}" for row in value)
    return " " + json.dumps(value, ensure_ascii=False)
