"""来源网址 Which originals no longer open, told record by record; lychee's own answers are kept as data."""

from pathlib import Path
from typing import Any

import pytest

from generator.desk.forge import NotAsked, files_by_address, link_summary
from tests.conftest import DEMONSTRATION, NATIONAL

ANSWER: dict[str, Any] = {
    "total": 4,
    "successful": 1,
    "excludes": 1,
    "error_map": {
        "sources.html": [
            {
                "url": "http://127.0.0.1:8931/%E4%B8%AD%E6%96%87.html?a=1&b=2",
                "status": {"text": "Rejected status code: 404 Not Found", "code": 404},
            },
            {
                "url": "http://127.0.0.1:8932/gone.html",
                "status": {
                    "text": "Network error: Connection refused (error sending request)",
                    "details": "Connection refused",
                },
            },
        ]
    },
    "timeout_map": {},
}
FOUND = {
    "http://127.0.0.1:8931/中文.html?a=1&b=2": ["registry/notices/2021/a.yaml", "b.yaml"],
    "http://127.0.0.1:8932/gone.html": ["registry/regulations/c.yaml"],
    "https://example.org/ok": ["registry/notices/2021/d.yaml"],
    "https://example.org/ok2": ["registry/notices/2021/e.yaml"],
}


def test_every_source_is_asked_once() -> None:
    """Acts, regulations and calendars; an address with all the records that give it."""
    found = files_by_address([DEMONSTRATION, NATIONAL])
    assert len(found) > 30
    once = found["http://www.gov.cn/xinwen/2017-07/05/content_5208172.htm"]
    assert [Path(name).name for name in once] == ["2017-139.yaml"]
    regulation = found["https://www.spiderltd.com/41637.html"]
    assert [Path(name).name for name in regulation] == ["miit-2025.yaml"]


def test_each_dead_address_is_told_with_its_records() -> None:
    """As people read it, with the answer of the site or the reason it gave none."""
    assert link_summary(FOUND, ANSWER).splitlines() == [
        "## 来源网址",
        "",
        "共 4 个来源网址：能打开 1 个，打不开 2 个，示例网址和内网地址 1 个没有去查。",
        "",
        "- `http://127.0.0.1:8931/%E4%B8%AD%E6%96%87.html?a=1&b=2`：网站答复 404；"
        "见 `registry/notices/2021/a.yaml`、`b.yaml`",
        "- `http://127.0.0.1:8932/gone.html`：没有连上（`Connection refused`）；"
        "见 `registry/regulations/c.yaml`",
    ]


def test_a_look_at_nothing_is_a_fault() -> None:
    """Silence must not pass for good news."""
    with pytest.raises(NotAsked, match="一个网址也没有查到"):
        link_summary(FOUND, ANSWER | {"total": 0})
