"""目标 What is fed with bytes; each raises only where the program breaks a promise."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from html import escape, unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

from generator.checks import examine
from generator.checks.casebook import BASE
from generator.intake.receiving import DRAWERS, Archive, model_of, notices_by_id
from generator.intake.shape import shaped
from generator.intake.yaml import load
from generator.records.acts import ACTS
from generator.records.values import parse_day
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.csv import RUN, as_csv
from generator.site.data.platform import platform_json
from generator.terms.sameness import sameness
from tests import test_properties

Target = Callable[[bytes], None]
NAMES = [name for name in DRAWERS if name != "acts"] + [f"acts {kind}" for kind in ACTS]
FILES = {p.relative_to(BASE).as_posix(): p.read_bytes() for p in sorted(BASE.rglob("*.yaml"))}
DAYS = [date(2021, 11, 30), date(2024, 2, 29), date(2024, 12, 31), date(2026, 11, 23)]
VALUES = (Path(__file__).parent / "values.txt").read_text("utf-8").splitlines()


def reader(data: bytes) -> None:
    """读 Any bytes as any kind of record: a record or findings with a place, never an exception."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    drawer, _, kind = name.partition(" ")
    content = f"kind: {kind}\n".encode() * bool(kind) + data[1:]
    document = load("record.yaml", content)
    findings = list(document.findings)
    model = model_of(drawer, document, notices_by_id([(drawer, document)]), findings)
    record, complaints = shaped(model, document) if model else (None, [])
    findings += complaints
    assert (record is None) == bool(findings), (record, findings)
    lines = content.count(b"\n") + content.count(b"\r") + 3 + 3 * content.count(b"\xe2\x80")
    for finding in findings:
        assert 1 <= finding.place.line <= lines, finding
        assert finding.place.column >= 1, finding


def registry(data: bytes) -> None:
    """审查与推算 A lawful registry with a few lines altered: examined, folded and told, never an exception."""
    if len(data) < 4:
        return
    files = dict(FILES)
    for at in range(0, min(len(data) - 3, 16), 4):
        name = sorted(FILES)[data[at] % len(FILES)]
        files[name] = _altered(files[name], data[at + 1], data[at + 2], data[at + 3], data[16:])
    receipt = Archive(files).receipt({name: name for name in files})
    register = Register.bind(receipt)
    for finding in examine(register, DAYS[-1]):
        json.dumps([str(finding.place), finding.message, finding.fix], ensure_ascii=False)
    if receipt.site:
        for day in DAYS:
            snapshot = Snapshot.of(register, day)
            for listing in snapshot.listings.values():
                assert platform_json(listing, snapshot)["status"] == listing.status.value


def _altered(content: bytes, line: int, how: int, which: int, rest: bytes) -> bytes:
    lines = content.split(b"\n")
    at = line % len(lines)
    key, colon, _ = lines[at].partition(b": ")
    value = VALUES[which % len(VALUES)].encode() if which < 200 else rest.replace(b"\n", b" ")
    if how % 4 == 0:
        del lines[at]
    elif how % 4 == 1:
        lines.insert(at, lines[which % len(lines)])
    else:
        lines[at] = key + colon + value if colon else lines[at] + value
    return b"\n".join(lines)


def fold(data: bytes) -> None:
    """状态 The properties of the fold, by the generators of the property tests themselves."""
    if data:
        feed = PROPERTIES[data[0] % len(PROPERTIES)].hypothesis.fuzz_one_input
        feed(data[1:])


PROPERTIES: list[Any] = [
    test_properties.test_status_changes_only_on_recorded_days,
    test_properties.test_timeline_answers_as_the_fold_does,
    test_properties.test_an_act_taking_effect_later_never_changes_an_earlier_answer,
    test_properties.test_never_in_force_while_revoked,
    test_properties.test_the_bar_never_ends_early,
]


def texts(data: bytes) -> None:
    """文字 Any text that intake lets in, written as data for others and read back the same."""
    text = data.decode("utf-8", "replace")
    assert sameness(sameness(text)) == sameness(text)
    _day(text)
    written = as_csv(["a"], [[text], [text]])
    cells = [row[0] if row else "" for row in csv.reader(io.StringIO(written, newline=""))][1:]
    assert cells[0] == cells[1]
    assert cells[0] in (text, f"'{text}")
    assert not cells[0].lstrip().startswith(tuple(mark for mark in RUN if mark != "'"))
    _page(text)


def _day(text: str) -> None:
    try:
        day = parse_day(text)
    except ValueError:
        return
    assert str(day) == text


def _page(text: str) -> None:
    """A name as a page, a feed and linked data carry it."""
    document = load("a", b"name: '" + text.replace("'", "''").encode() + b"'")
    if document.findings or not isinstance((document.value or {}).get("name"), str):
        return
    name = document.value["name"]
    assert unescape(escape(name)) == name
    element = xml.Element("name")
    element.text = name
    assert xml.fromstring(xml.tostring(element, "utf-8")).text == name


TARGETS: dict[str, Target] = {"reader": reader, "registry": registry, "fold": fold, "texts": texts}
