"""A shared link: title, sentence and picture of its page, true on any day."""

import re
from pathlib import Path

import pytest

from tests.browser.pictures import FOLDER, NOTE, digest, drawings


def test_every_picture_is_that_of_the_words_it_shows() -> None:
    """Redrawn by `make screenshots` when a label, a colour or a mark changes; none too many."""
    wanted = dict(drawings())
    assert {path.stem for path in FOLDER.glob("*.png")} == set(wanted)
    for name, page in wanted.items():
        picture = (FOLDER / f"{name}.png").read_bytes()
        assert picture[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
        assert NOTE + b"\0" + digest(page) in picture, name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "title", "description", "picture"),
    [
        ("platforms/sd-0001", "示例·济南工业设计公共服务平台：有效 2024-12-01至2027-11-30",
         "有效期自2024年12月1日至2027年11月30日（含当日）。", "in_force"),
        ("platforms/sd-0016", "示例·荣成海洋食品检验检测公共服务平台：已撤销 2024-09-20起",
         "自2024年9月20日起撤销称号，不再是示范平台。理由：示例：出具不实检测报告，经查属实。", "revoked"),
        ("verify", "查验", "查某个平台在某一天是否具有称号。", "register"),
    ],
)  # fmt: skip
def test_link_tells_what_it_leads_to(
    site: Path, path: str, title: str, description: str, picture: str
) -> None:
    """Words and days in the title too, so that it does not lie tomorrow."""
    text = (site / path / "index.html").read_text("utf-8")
    assert f'<meta property="og:title" content="{title}">' in text
    assert f"<title>{title} - " in text
    assert f'<meta name="description" property="og:description" content="{description}">' in text
    (address,) = re.findall(r'property="og:image" content="([^"]*)"', text)
    assert address.endswith(f"/assets/shared/{picture}.png")
    assert (site / "assets" / "shared" / f"{picture}.png").is_file()
