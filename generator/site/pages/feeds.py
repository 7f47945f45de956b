"""The page of feeds and calendars: what can be followed, and each feed as text for who has no reader.

Browsers no longer style feeds by XSLT, and a style sheet alone gives no links: a script of the page
reads the feed that its address names.
"""

from collections.abc import Iterator

from generator.register.snapshot import Snapshot
from generator.site.pages.page import EVERYTHING, Page
from generator.site.pages.wording import Wording

GENERAL = {
    "notices": "公示公告：全部文件",
    "publicity": "公示：可以提出异议的名单",
    "revocations": "撤销",
    "changes": "登记簿的变更",
}


def pages(snapshot: Snapshot, _: Wording) -> Iterator[Page]:
    """Returns one page; the feeds by name, with their words and the calendar of the same subject."""
    parts = {code: snapshot.part_name(code) for code in snapshot.parts}
    general = [(name, label, EVERYTHING) for name, label in GENERAL.items()]
    cities = [(f"cities/{code}", label, f"calendar/{code}.ics") for code, label in parts.items()]
    words = {"feeds": general + cities}
    description = "订阅公示、公布、撤销和变动，或在网页上直接阅读；期满和公示的日历。"
    yield Page("feeds/", "notices", "订阅与日历", "feeds.html", description, words)
