"""What a document does not say: a gap, an answer with its doubt, a page that says so, and never a bare no."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.history.alteration import alteration
from generator.history.immutability import keep
from generator.history.versions import Chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.envelope import Publication
from generator.site.data.outputs import outputs
from generator.site.pages import notices
from generator.site.pages.entries import entry_line
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from generator.verify import differing_fields
from tests.conftest import findings_of
from tests.stories import begun, git
from tests.test_documents_of_acts import content

PUBLICITY = "notices/2021/2021-publicity.yaml"
ANNOUNCEMENT = "notices/2021/2021-announcement.yaml"
WINDOW = "window: {starts: 2021-11-01, ends: 2021-11-05}"
VALIDITY = "validity: {starts: 2021-12-01, ends: 2024-11-30}"


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """The practice registry with one edit."""
    registry = begun(folder) / "registry"
    text = (registry / file).read_text("utf-8")
    assert text.count(old) == 1
    (registry / file).write_text(text.replace(old, new), "utf-8")
    return registry


def on(registry: Path, day: str) -> Snapshot:
    return Snapshot.of(Register.bind(receive(registry)), date.fromisoformat(day))


def page(snapshot: Snapshot, name: str) -> str:
    """Content of the page of a document."""
    register = snapshot.register
    wording = Wording(register)
    (sheet,) = notices.sheets_of(register.documents[name], snapshot, wording)
    common = {
        "page": sheet,
        "root": sheet.root,
        "snapshot": snapshot,
        "wording": wording,
    }
    return environment().get_template(sheet.template).render(common | sheet.words)


def published(snapshot: Snapshot, name: str) -> dict[str, Any]:
    files = dict(outputs(Publication(snapshot, Chronicle(None, (), "示例"))))
    notice: dict[str, Any] = json.loads(content(files[f"api/v1/notices/{name}.json"]))["notice"]
    return notice


def codes(registry: Path) -> list[str]:
    return [finding.rule.code for finding in findings_of(registry)]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2021-10-31", "not_designated"),
        ("2021-11-01", "under_publicity"),
        ("2021-11-12", "under_publicity"),
        ("2021-11-13", "awaiting_announcement"),
        ("2021-11-15", "announced"),
    ],
)
def test_a_window_in_working_days_ends_by_the_calendar(
    day: str, status: str, tmp_path: Path
) -> None:
    """Ten working days from 1 November 2021, the first included: to 12 November."""
    registry = edited(tmp_path, PUBLICITY, WINDOW, "window: {starts: 2021-11-01, working_days: 10}")
    assert on(registry, day).listings["sd-0001"].status == status
    assert codes(registry) == ["G105"]


def test_a_last_day_that_was_worked_out_is_marked(tmp_path: Path) -> None:
    """On the page, in the history of the platform, in the file; and is what was recorded."""
    registry = edited(tmp_path, PUBLICITY, WINDOW, "window: {starts: 2021-11-01, working_days: 10}")
    snapshot = on(registry, "2021-11-08")
    mark = "2021年11月1日至2021年11月12日</b>（原文只印 10 个工作日，止日按日历推算）"
    assert mark in page(snapshot, "2021-publicity")
    (entry,) = snapshot.listings["sd-0001"].entries
    line = entry_line(entry, Wording(snapshot.register))
    assert line.startswith("公示期2021年11月1日至2021年11月12日（止日按工作日推算）")
    notice = published(snapshot, "2021-publicity")
    days = {"starts": "2021-11-01", "ends": "2021-11-12", "working_days": 10}
    assert notice["window"] == days
    recorded = yaml.load((registry / PUBLICITY).read_text("utf-8"), Loader=yaml.BaseLoader)
    assert recorded["window"] == {"starts": "2021-11-01", "working_days": "10"}
    assert [*differing_fields(recorded, notice)] == []


@pytest.mark.parametrize(
    ("window", "says"),
    [
        ("{starts: 2021-11, working_days: 10}", "2021年11月起10个工作日"),
        ("{starts: 2090-11-01, working_days: 10}", "2090年11月1日起10个工作日"),
    ],
)
def test_a_last_day_that_cannot_be_worked_out_is_unknown(
    window: str, says: str, tmp_path: Path
) -> None:
    """Of a month, or of a year whose holidays are not known: said, and no day is guessed."""
    registry = edited(tmp_path, PUBLICITY, WINDOW, f"window: {window}")
    snapshot = on(registry, "2021-11-08")
    assert f'{says}<span class="reg-none">（止日未载，尚推算不出）</span>' in page(
        snapshot, "2021-publicity"
    )
    starts = window.partition(": ")[2].partition(",")[0]
    wanted = {"starts": starts, "ends": None, "working_days": 10}
    assert {**dict.fromkeys(wanted), **published(snapshot, "2021-publicity")["window"]} == wanted
    (gap,) = (f for f in findings_of(registry) if f.rule.code == "G105")
    assert "推算不出来" in gap.message


UNKNOWN = [
    ("validity_unknown: 示例：只写有效", "未载</span>：示例：只写有效</dd>", "有效期未载"),
    ("validity: {ends: 2024-11-30}", "<dd>未载至2024年11月30日</dd>", "有效期未载至2024年11月30日"),
    ("validity: {starts: 2021-12-01}", "<dd>2021年12月1日至未载</dd>", "有效期2021年12月1日至未载"),
]  # fmt: skip


@pytest.mark.parametrize(("validity", "on_page", "in_line"), UNKNOWN)
def test_a_validity_that_is_not_printed_is_said_to_be_unknown(
    validity: str, on_page: str, in_line: str, tmp_path: Path
) -> None:
    """A gap, and neither silence nor a next review that the edition does not know."""
    registry = edited(tmp_path, ANNOUNCEMENT, VALIDITY, validity)
    snapshot = on(registry, "2022-01-10")
    text = page(snapshot, "2021-announcement")
    assert on_page in text
    assert "下一次复核" not in text
    entry = snapshot.listings["sd-0001"].entries[-1]
    assert in_line in entry_line(entry, Wording(snapshot.register))
    assert set(codes(registry)) == {"G105"}
    assert snapshot.listings["sd-0001"].standing.caveats


def test_a_publicity_that_cannot_be_found_is_said_with_its_reason(tmp_path: Path) -> None:
    """On the page and in the file; a gap and no error."""
    registry = edited(
        tmp_path, ANNOUNCEMENT, "publicity: 2021-publicity", "publicity_unknown: 示例：没有查到"
    )
    snapshot = on(registry, "2022-01-10")
    assert "未载</span>：示例：没有查到" in page(snapshot, "2021-announcement")
    notice = published(snapshot, "2021-announcement")
    assert (notice["publicity"], notice["publicity_unknown"]) == (None, "示例：没有查到")
    assert [f.rule.code for f in findings_of(registry) if f.is_error] == []
    assert "G105" in codes(registry)


@pytest.mark.parametrize("day", ["2021", "2021-11"])
def test_a_day_known_to_the_month_or_the_year_is_a_gap(day: str, tmp_path: Path) -> None:
    """Of an act; the answer of the days that it may mean says so."""
    registry = edited(tmp_path, ANNOUNCEMENT, "issued_on: 2021-11-15", f"issued_on: {day}")
    found = [f for f in findings_of(registry) if f.rule.code == "G105"]
    assert [f.message for f in found] == [
        f"成文日期只知是 {day}{' 年' if day == '2021' else ' 这一月'}"
    ]
    assert [f for f in findings_of(registry) if f.is_error] == []
    assert f'"issued_on": "{day}"' in json.dumps(
        published(on(registry, "2022-01-10"), "2021-announcement")
    )


def test_a_last_day_that_was_found_later_may_be_recorded(tmp_path: Path) -> None:
    """It takes the place of the working days; another number of them is an edit."""
    counted = "window: {starts: 2021-11-01, working_days: 10}"
    registry = edited(tmp_path, PUBLICITY, WINDOW, counted)
    # As it was first published: no last day was ever there.
    git(tmp_path, "commit", "-q", "--all", "--amend", "--message", "begun")
    path = registry / PUBLICITY
    text = path.read_text("utf-8")

    def forbidden(window: str) -> list[str]:
        path.write_text(text.replace(counted, window), "utf-8")
        return [f.rule.code for f in keep(alteration(registry, "main", receive(registry)))]

    assert forbidden("window: {starts: 2021-11-01, ends: 2021-11-12}") == []
    assert forbidden("window: {starts: 2021-11-01, working_days: 5}") == ["C102"]
