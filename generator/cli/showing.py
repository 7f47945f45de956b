"""查询 `registry show` and `registry roll`: is it designated, on which day, by what."""

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

import typer

from generator.cli.desk import (
    REGISTRY,
    OnOption,
    RegistryOption,
    TextOrJson,
    opened,
    refuse,
    say,
    today,
)
from generator.exports.csv import SEPARATOR, as_csv
from generator.exports.platform import platform_json, summary
from generator.register.register import Register
from generator.standing.lookup import lookup, similar
from generator.standing.snapshot import Listing, Snapshot
from generator.terms import City, Status

# The columns of `roll --format csv`.
ROLL = ("id", "name", "operating_unit", "credit_code", "city", "functions", "starts", "ends")


class RollFormat(StrEnum):
    """输出格式 A list for people, programs or spreadsheets."""

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
    format: Annotated[TextOrJson, typer.Option(help="输出格式")] = TextOrJson.TEXT,
) -> None:
    """查一个平台在某一天的资格状态及其依据。查无此平台时退出码为 1。"""
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
    snapshot = Snapshot.of(register, on or today())
    listing = snapshot.listings[found[0].platform.id]
    if format is TextOrJson.JSON:
        _print_json(platform_json(listing, snapshot.bars))
    else:
        print("\n".join(_lines(listing)))


def _absent(register: Register, said: str) -> None:
    for name in similar(register, said):
        say(f"是否为：{name}")
    refuse(1, f"名录中没有“{said}”。名录没有录全的名单不能据此断定其未获认定。")


def _lines(listing: Listing) -> Iterable[str]:
    answer = platform_json(listing)
    yield f"{listing.id}  {listing.identity.shown}"
    yield f"运营单位：{listing.identity.operating_unit}"
    yield f"截至 {listing.as_of}：{listing.status.label}"
    if answer["validity"]:
        starts, ends = answer["validity"]["starts"], answer["validity"]["ends"]
        term = "有效期" if listing.status in (Status.IN_FORCE, Status.EXPIRED) else "原定有效期"
        yield f"{term}：{starts or '未载'} 至 {ends or '下次复核'}"
    decided = listing.standing.decided_by
    if decided:
        number = decided.act.document_number or "（无文号）"
        yield f"依据：{decided.act.issued_on} {number} 《{decided.act.title}》"
    if answer["barred_until"]:
        yield f"不得申报至：{answer['barred_until']}（含当日）"
    yield from (f"注意：{caveat.label}。" for caveat in listing.standing.caveats)
    yield "履历："
    for entry in listing.entries:
        act = entry.act
        mended = f"（由“{entry.corrected_by.id}”更正）" if entry.corrected_by else ""
        yield f"  {act.issued_on}  {act.kind_of_act.label}  {act.document_number or act.title}{mended}"


def roll(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    city: Annotated[str | None, typer.Option(help="市名或 6 位区划代码", metavar="市")] = None,
    function: Annotated[str | None, typer.Option(help="服务功能名称或代码", metavar="功能")] = None,
    format: Annotated[RollFormat, typer.Option(help="输出格式")] = RollFormat.TEXT,
) -> None:
    """列出某一天有效的全部平台。"""
    register = opened(registry)
    snapshot = Snapshot.of(register, on or today())
    wanted_city, wanted_function = _city(city), _function(register, function)
    found = [
        listing
        for listing in snapshot.roll
        if wanted_city in (None, listing.city)
        and (wanted_function is None or wanted_function in listing.functions)
    ]
    _print_roll(snapshot, found, format)


def _city(said: str | None) -> str | None:
    if said is None or (said.isascii() and said.isdigit() and len(said) == 6):
        return said
    found = [city.value for city in City if said in (city.label, city.label.removesuffix("市"))]
    return found[0] if found else refuse(2, f"没有名为“{said}”的设区市，请写市名或 6 位区划代码。")


def _function(register: Register, said: str | None) -> str | None:
    if said is None:
        return None
    functions = [f for edition in register.regulations.values() for f in edition.service_functions]
    found = [f.term for f in functions if said in (f.term, f.label, f.label.removesuffix("服务"))]
    known = "、".join(dict.fromkeys(f"{f.label}（{f.term}）" for f in functions))
    return found[0] if found else refuse(2, f"没有服务功能“{said}”，应为 {known} 之一。")


def _print_roll(snapshot: Snapshot, found: list[Listing], format: RollFormat) -> None:
    if format is RollFormat.JSON:
        rows = [summary(listing) for listing in found]
        _print_json({"as_of": snapshot.as_of.isoformat(), "total": len(rows), "platforms": rows})
    elif format is RollFormat.CSV:
        print(as_csv(ROLL, [_roll_row(listing) for listing in found]), end="")
    else:
        for listing in found:
            ends = _day(listing, "ends") or "下次复核"
            print(f"{listing.id}  {listing.identity.shown}  至 {ends}")
        print(f"截至 {snapshot.as_of}，有效 {len(found)} 个")


def _roll_row(listing: Listing) -> tuple[str | None, ...]:
    identity = listing.identity
    return (
        listing.id, identity.name, identity.operating_unit, identity.credit_code, listing.city,
        SEPARATOR.join(listing.functions), _day(listing, "starts"), _day(listing, "ends"),
    )  # fmt: skip


def _day(listing: Listing, which: str) -> str | None:
    validity: dict[str, str | None] = summary(listing)["validity"] or {}
    return validity.get(which)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
