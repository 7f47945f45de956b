"""随机名录 A register of random lawful platforms in memory: the same seed gives the same names."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from stdnum.cn import uscc

from generator.records.acts import ACTS
from generator.records.registry import Platform, Receipt, SiteRecord
from generator.records.regulation import Regulation
from generator.records.values import Filed
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from tests.bench.words import PLACES, TOPICS, UNITS
from tests.histories import HERE, read

DAY = date(2026, 11, 23)
SIGNS = "博远华信鲁创智汇联科盛世嘉恒泰中天海岳齐鑫源通达瑞丰金桥蓝图云帆众诚新锐卓越启航同方正业德润东升立信安康佳友宏图"
ENDS = ("公共服务平台", "中小企业公共服务平台", "技术服务平台", "综合服务平台")
FUNCTIONS = ("information", "technology", "entrepreneurship", "training", "financing")
BODY = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SITE = {
    "title": "示例", "title_en": "Example", "designation_title": "示例", "publisher": "示例",
    "base_url": "https://example.org/", "update_days": "7",
}  # fmt: skip


def snapshot(count: int, seed: int = 5) -> Snapshot:
    """截至某日 The register of so many platforms, as of one day."""
    rng = random.Random(seed)
    platforms = [drawn_platform(rng, at) for at in range(1, count + 1)]
    acts = list(_acts(rng, platforms))
    editions = [Regulation.model_validate(each) for each in read(HERE)["regulations"]]
    receipt = Receipt(
        site=(Filed(SiteRecord.model_validate(SITE), "site.yaml", {}),),
        regulations=tuple(Filed(each, "", {}) for each in editions),
        platforms=tuple(Filed(Platform.model_validate(each), "", {}) for each in platforms),
        acts=tuple(Filed(ACTS[a["kind"]].model_validate(a), "", {}) for a in acts),
    )
    return Snapshot.of(Register.bind(receipt), DAY)


def drawn_platform(rng: random.Random, at: int) -> dict[str, Any]:
    """一个平台 As its file says it."""
    place, brand = rng.choice(PLACES), "".join(rng.sample(SIGNS, rng.choice((2, 2, 3))))
    topic, ending = rng.choice(TOPICS), rng.choice(ENDS)
    code = f"91370{rng.randrange(100, 999)}" + "".join(rng.choices(BODY, k=9))
    unit = f"{place}{brand}{rng.choice((topic, ''))}{rng.choice(UNITS)}"
    return {
        "id": f"sd-{at:06}",
        "name": f"{place}{brand}{topic}{ending}",
        "operating_unit": {"name": unit, "credit_code": code + uscc.calc_check_digit(code + "0"), "kind": "enterprise"},
        "division": f"37{rng.randrange(1, 17):02}00",
    }  # fmt: skip


def _acts(rng: random.Random, platforms: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Six yearly announcements with certificate numbers; one platform in twenty renamed."""
    for year in range(2020, 2026):
        mine = platforms[year - 2020 :: 6]
        yield _act("announcement", year) | {
            "validity": {"starts": f"{year}-12-01", "ends": f"{year + 3}-11-30"},
            "rows": tuple(_row(rng, each, f"鲁{year}-{at:04}") for at, each in enumerate(mine, 1)),
        }
    rows = tuple(_renaming(rng, each) for each in platforms if rng.random() < 0.05)
    yield _act("renaming", 2026) | {
        "issued_on": "2026-05-11",
        "takes_effect_on": "2026-05-11",
        "rows": rows,
    }


def _act(kind: str, year: int) -> dict[str, Any]:
    return {
        "id": f"{year}-{kind}", "kind": kind, "title": f"关于{year}年度示范平台名单的通知", "issuer": "sd-gxt",
        "document_number": f"鲁工信创〔{year}〕{year % 37}号", "issued_on": f"{year}-11-19", "regulation": "three-years",
    }  # fmt: skip


def _row(rng: random.Random, platform: dict[str, Any], number: str) -> dict[str, Any]:
    functions = tuple(rng.sample(FUNCTIONS, rng.randrange(1, 3)))
    unit = platform["operating_unit"]["name"]
    return {"platform": platform["id"], "name": platform["name"], "operating_unit": unit,
            "functions": functions, "number": number}  # fmt: skip


def _renaming(rng: random.Random, platform: dict[str, Any]) -> dict[str, Any]:
    name = {"from": platform["name"], "to": drawn_platform(rng, 0)["name"]}
    return {"platform": platform["id"], "name": name}
