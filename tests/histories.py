"""履历 Builds a register from a few acts written short, for the tests of standing."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from generator.intake.yaml import load
from generator.records.acts import ACTS, Act, correction_of
from generator.records.registry import Platform, Receipt, SiteRecord
from generator.records.regulation import Regulation
from generator.records.values import Filed
from generator.register.register import Register
from generator.register.snapshot import Listing, Snapshot

PLATFORM, OTHER = "sd-0001", "sd-0002"
HERE = Path(__file__).parent / "cases" / "regulations.yaml"


def read(path: Path) -> dict[str, Any]:
    """A YAML file of a case, every value as text."""
    document = load(path.name, path.read_bytes())
    assert not document.findings, document.findings
    value: dict[str, Any] = document.value
    return value


def act(at: int, short: dict[str, Any], regulation: str) -> Act:
    """One act: what every act has is filled in, `row` becomes the row on the platform."""
    said = dict(short)
    kind, of = said["kind"], said.pop("of", None)
    is_other = said.pop("other_platform", None) == "true"
    row = {"platform": OTHER if is_other else PLATFORM} | said.pop("row", {})
    model = correction_of(of) if of else ACTS[kind]
    whole = {"id": f"act-{at}", "title": "示例", "issuer": "sd-gxt", "regulation": regulation}
    if "rows" in model.model_fields and "of_notices" not in said:
        whole["rows"] = (row,)
    return model.model_validate(whole | said)


def register(
    shorts: Sequence[dict[str, Any]],
    regulation: str = "three-years",
    credit_code: str | None = None,
    name: str = "示例·旧平台",
) -> Register:
    """A register of one platform with these acts."""
    unit = {"name": "示例·旧单位", "credit_code": credit_code}
    platform = Platform.model_validate({"id": PLATFORM, "name": name, "operating_unit": unit})
    site = SiteRecord.model_validate(
        {
            "title": "示例", "title_en": "Example", "designation_title": "示例", "publisher": "示例",
            "base_url": "https://example.org/", "update_days": "7",
        }
    )  # fmt: skip
    acts = [act(at, short, regulation) for at, short in enumerate(shorts, 1)]
    return Register.bind(
        Receipt(
            site=(Filed(site, "site.yaml", {}),),
            regulations=_editions(),
            platforms=(Filed(platform, "", {}),),
            acts=tuple(Filed(each, f"{each.id}.yaml", {}) for each in acts),
        )
    )


@cache
def _editions() -> tuple[Filed[Regulation], ...]:
    editions = (Regulation.model_validate(each) for each in read(HERE)["regulations"])
    return tuple(Filed(each, "", {}) for each in editions)


def registered(case: dict[str, Any]) -> Register:
    """The register that a case file describes."""
    regulation = case.get("regulation", "three-years")
    renamed = [
        each["row"]["name"]
        for each in case["acts"]
        if "name" in each.get("row", {}) and each["kind"] == "renaming"
    ]
    froms, tos = [each["from"] for each in renamed], [each["to"] for each in renamed]
    first = next((each for each in froms if each not in tos), "示例·旧平台")
    return register(case["acts"], regulation, case.get("credit_code"), first)


def listing(of: Register, day: date) -> Listing:
    """The platform as of a day."""
    return Snapshot.of(of, day).listings[PLATFORM]
