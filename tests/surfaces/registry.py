"""Many drawn histories in one registry on disk: each with platforms, units and documents of its own."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests import lawful
from tests.histories import HERE, read

CODE = re.compile(r"91379900DEM(\d{6}).")
# More than the codes that one history draws.
CODES_EACH = 200
# The last has no act of its own: it is another platform of the first one's unit.
UNITS = {
    "sd-0001": lawful.credit_code(1), "sd-0002": lawful.credit_code(2), "sd-0003": None,
    "sd-0004": lawful.credit_code(1),
}  # fmt: skip
SITE = {
    "title": "示例·名录", "title_en": "Example", "designation_title": "示例", "publisher": "示例",
    "base_url": "https://example.org/", "update_days": "7", "demo": "true", "about": "示例",
}  # fmt: skip
DEPARTMENTS = {"departments": [{"id": "sd-gxt", "names": [{"name": "示例·厅"}]}]}


def own(value: Any, seed: int) -> Any:
    """What a history says, with names that no other history has."""
    if isinstance(value, dict):
        return {key: own(each, seed) for key, each in value.items()}
    if isinstance(value, list):
        return [own(each, seed) for each in value]
    text = re.sub(r"sd-000(\d)", rf"sd-{seed:04d}\1", str(value))
    text = re.sub(r"^act-(\d+)$", rf"h{seed:04d}-\1", text)
    return CODE.sub(lambda m: lawful.credit_code(int(m[1]) + CODES_EACH * seed), text)


def platforms(seed: int) -> Iterator[dict[str, Any]]:
    for name, code in UNITS.items():
        known = {"credit_code": code} if code else {"credit_code_unknown": "未载"}
        unit = {"name": f"单位{name}-0"} | known
        yield own({"id": name, "name": f"示例·{name}", "operating_unit": unit}, seed)


def acts(seed: int) -> Iterator[dict[str, Any]]:
    """The acts of a history as files; an abolition by day names the lists that it means."""
    edition, drawn = lawful.history(seed)
    common = {"issuer": "sd-gxt", "regulation": edition}
    for act in drawn:
        whole = common | act
        whole.pop("of", None)
        if before := whole.pop("granted_before", None):
            # All histories of an edition lie in one registry, and this would reach them all.
            lists = [each["id"] for each in drawn if is_grant_before(each, before)]
            whole["of_notices"] = lists
            if not lists:
                continue
        renamed = own(whole, seed)
        yield renamed | {"title": f"示例·{renamed['id']}"}


def is_grant_before(act: dict[str, Any], day: str) -> bool:
    return act["kind"] in ("announcement", "review") and act["issued_on"] < day


def laid(folder: Path, seeds: range) -> Path:
    """A registry of these histories, all of one edition."""

    def put(path: str, content: Any) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(json.dumps(content, ensure_ascii=False), "utf-8")

    put("site.yaml", SITE)
    put("departments.yaml", DEPARTMENTS)
    for edition in read(HERE)["regulations"]:
        put(f"regulations/{edition['id']}.yaml", edition)
    for seed in seeds:
        for platform in platforms(seed):
            put(f"platforms/{platform['id']}.yaml", platform)
        for act in acts(seed):
            put(f"notices/{act['issued_on'][:4]}/{act['id']}.yaml", act)
    return folder
