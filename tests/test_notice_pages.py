"""Pages of acts by their kind: what each does, in the words of the page."""

import re
from pathlib import Path

import pytest

from generator.site.build import Site
from tests.conftest import DAY, DEMONSTRATION
from tests.registries import recorded
from tests.surfaces.reading import content, plain
from tests.test_surfaces import sited

ROW = re.compile(r'<tr data-platform-id="([^"]+)".*?</tr>', re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("notices")
    return sited(recorded(DEMONSTRATION), Path(DEMONSTRATION), folder, DAY)


def rows(site: Site, notice: str) -> list[list[str]]:
    """The cells of each row of an act's page, lines apart."""
    text = content(site, f"notices/{notice}/index.html").decode()
    return [
        [
            re.sub(r"\s*\n\s*", "\n", plain(re.sub('<br>|<span class="reg-line">', "\n", cell)))
            for cell in row[0].split("</td>")[:-1]
        ]
        for row in ROW.finditer(text)
    ]


PAGES = [
    ("2022-correction", [["1", "示例·龙口汽车零部件检验检测公共服务平台",
                          "证书编号：示例2022-100 → 示例2022-008", "已公布待生效"]]),
    ("2022-abolition", [["示例·济宁创业孵化公共服务平台", "自2022年3月15日起终止", "已废止"],
                        ["示例·邹城中小企业管理咨询公共服务平台", "自2022年3月15日起终止", "有效"]]),
    ("2026-succession", [["1", "示例·兰陵中小企业财税咨询公共服务平台",
                          "由示例·沂水食品产业公共服务平台承继，称号由其保持到期满", "已退出"]]),
    ("2024-revocation", [["1", "示例·荣成海洋食品检验检测公共服务平台\n示例·荣成海洋食品检测有限公司",
                          "示例：出具不实检测报告，经查属实，"
                          "示例·山东省中小企业公共服务示范平台认定管理办法（虚构） 第二十四条\n"
                          "不得申报：2024年9月20日至2027年9月20日（含当日）", "已撤销"]]),
]  # fmt: skip


@pytest.mark.parametrize(("notice", "expected"), PAGES, ids=[notice for notice, _ in PAGES])
def test_rows_say_what_the_act_does(site: Site, notice: str, expected: list[list[str]]) -> None:
    """A correction before and after; an abolition whom it touched; a succession both ends; a bar."""
    assert rows(site, notice) == expected


def test_a_change_of_lists_names_whom_it_moved(site: Site) -> None:
    """Each platform of the list moved, with the new period; one revoked before is not spared."""
    found = rows(site, "2022-validity-change")
    assert [row[0] for row in found] == [
        "示例·淄博中小企业融资公共服务平台", "示例·广饶橡胶轮胎检验检测公共服务平台",
        "示例·泰安知识产权公共服务平台", "示例·荣成海洋食品检验检测公共服务平台",
        "示例·曹县电子商务公共服务平台",
    ]  # fmt: skip
    assert {row[1] for row in found} == {"有效期改为2019年12月1日至2022年12月31日"}


def test_an_announcement_shows_certificate_and_place(site: Site) -> None:
    """Number and place stand beside the name and the functions."""
    first = rows(site, "2022-announcement")[0]
    assert first[1].splitlines()[-1] == "淄博市张店区"
    assert first[2].splitlines()[-1] == "证书编号 示例2022-001"


def test_a_decision_is_told_on_the_page_of_what_it_is_about(site: Site) -> None:
    """The revocation annulled later names the decision, and that no bar is left."""
    text = plain(content(site, "notices/2023-revocation-2/index.html").decode())
    assert "后续文件：" in text
    assert "复议诉讼" in text
    assert "不得申报：撤销决定已被撤销" in text
