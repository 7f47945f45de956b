"""Territory of a register: its parts, its words, the names of its places, and its site."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.casebook import BASE, Case, Edit
from generator.intake import receive
from generator.records.registry import Zone
from generator.register.divisions import division_name, parts_of, short_name
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.register.territory import Territory
from tests.casebook import laid_out
from tests.conftest import DAY, ROOT, Command
from tests.registries import DATA, DEMONSTRATION, recorded

CASES = yaml.safe_load((ROOT / "tests" / "cases" / "places.yaml").read_text("utf-8"))
READS = [
    (case["territory"], tuple(Zone(**zone) for zone in case.get("zones", ())), each)
    for case in CASES
    for each in case["reads"]
]
DAY_OF_TERRITORIES = "2022-07-01"


@pytest.mark.parametrize(
    ("code", "zones", "case"),
    READS,
    ids=lambda each: str(each.get("text")) if isinstance(each, dict) else "",
)
def test_a_name_is_read_or_doubted(
    code: str, zones: tuple[Zone, ...], case: dict[str, Any]
) -> None:
    """What people write means one place, or the sentence says which it might be."""
    place = Territory(code, zones).read(case["text"])
    assert place.code == case.get("code")
    assert case["doubt"] in (place.doubt or "") if "doubt" in case else place.doubt is None


@pytest.mark.parametrize(
    ("code", "name", "own", "word", "english", "head", "parts"),
    [
        ("000000", "全国", "中央直属", "省（区、市）", "province", "所在省", 34),
        ("370000", "山东省", "省直", "市", "city", "所在市", 16),
        ("330000", "浙江省", "省直", "市", "city", "所在市", 11),
        ("420000", "湖北省", "省直", "市（州）", "city", "所在市", 17),
        ("460000", "海南省", "省直", "市（县）", "city", "所在市", 19),
        ("150000", "内蒙古自治区", "区直", "市（盟）", "city", "所在市", 12),
        ("110000", "北京市", "市直", "区", "district", "所在区县", 16),
        ("500000", "重庆市", "市直", "区县", "district", "所在区县", 37),
        ("370100", "济南市", "市直", "区县", "district", "所在区县", 12),
        ("532300", "楚雄彝族自治州", "州直", "县市", "district", "所在区县", 10),
        ("441900", "东莞市", "东莞市", "区", "district", "所在区县", 0),
    ],
)  # fmt: skip
def test_parts_and_words_follow_from_the_code(
    code: str, name: str, own: str, word: str, english: str, head: str, parts: int
) -> None:
    """Parts are those of today; who lies directly under it is called as people call it."""
    it = Territory(code)
    assert (it.name, it.own, it.word, it.english, it.place_head) == (name, own, word, english, head)
    assert len(it.parts) == parts


def test_each_province_is_divided_once() -> None:
    """No two parts of a province bear one name; former ones and gathering codes are none."""
    for province in parts_of("000000"):
        names = [division_name(part) for part in parts_of(province)]
        assert len(set(names)) == len(names)
    cities = [part for province in parts_of("000000") for part in parts_of(province)]
    assert {"371200", "429000", "110100", "422900"}.isdisjoint(cities)
    assert {"429004", "659001", "469001", "110105"} <= set(cities)


def test_a_name_is_said_in_short() -> None:
    """Provinces and cities lose their ending, and their peoples; districts keep theirs."""
    names = ("济南市", "广西壮族自治区", "内蒙古自治区", "恩施土家族苗族自治州", "香港特别行政区",
             "大兴安岭地区", "历下区", "长阳土家族自治县", "兴安盟")  # fmt: skip
    assert [short_name(name) for name in names] == [
        "济南", "广西", "内蒙古", "恩施", "香港", "大兴安岭", "历下区", "长阳县", "兴安",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("territory", "words"),
    [
        ("370000", ["济南市历下区", "济南市", "济南市", "省直", "浙江省杭州市西湖区", "未载", "379999"]),
        ("370100", ["历下区", "市直", "济南市", "山东省", "浙江省杭州市西湖区", "未载", "山东省379999"]),
        ("000000", ["山东省济南市历下区", "山东省济南市", "山东省济南市", "山东省", "浙江省杭州市西湖区",
                    "未载", "山东省379999"]),
    ],
)  # fmt: skip
def test_a_place_is_said_within_its_territory(territory: str, words: list[str]) -> None:
    """Names below the territory; places outside in full; its own, unknown ones and wrong codes as such."""
    codes = ("370102", "370100", "370101", "370000", "330106", None, "379999")
    assert [Territory(territory).place(code) for code in codes] == words


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ((), "370000"),
        ((Edit(file="regulations/demo-2020.yaml", old="level: provincial", new="level: national"),), "000000"),
        ((Edit(file="regulations/demo-2020.yaml", old="level: provincial", new="level: municipal"),), "370100"),
        (tuple(
            Edit(file=file, old=old)
            for file, old in (
                ("platforms/sd-0001.yaml", 'division: "370102"\n'),
                ("platforms/sd-0002.yaml", 'division: "370202"\n'),
                ("departments.yaml", '    city: "370100"\n'),
                ("departments.yaml", '    city: "370200"\n'),
            )
        ), "000000"),
    ],
)  # fmt: skip
def test_a_territory_unsaid_follows_from_the_places(
    edits: tuple[Edit, ...], code: str, tmp_path: Path
) -> None:
    """As wide as the level of the title, where most places on record lie; of nothing, the country."""
    unsaid = Edit(file="site.yaml", old='territory: "370000"\n')
    case = Case(says="没有写明辖区", edits=(unsaid, *edits), findings=())
    register = Register.bind(receive(laid_out(case, tmp_path / "registry")))
    assert (register.territory.code, register.territory.is_said) == (code, False)


def laid(name: str, folder: Path) -> Path:
    """One of the registers of other territories, in a folder."""
    shutil.copytree(BASE, folder)
    shutil.copytree(DATA / "territories" / name, folder, dirs_exist_ok=True)
    return folder


SITES = {
    "province": {
        "index.html": ("各市（州）", 'href="./cities/429004/"', "<span>恩施</span>"),
        "cities/420100/index.html": ("武汉市", "电话 027-00000000", "https://example.org/wuhan"),
        "cities/429004/index.html": ("仙桃市", "示例·仙桃织造平台"),
        "statistics/index.html": ("分市（州）", "恩施土家族苗族自治州"),
        "functions/finishing/index.html": ("织造服务",),
        "platforms/sd-0001/index.html": ('<a href="../../cities/420100/">武汉市洪山区</a>',),
        "en/index.html": ("by city",),
    },
    "city": {
        "index.html": ("各区县", "<span>西湖区</span>", "另有 1 个平台为市直或所在地未载"),
        "cities/330106/index.html": ("电话 0571-00000000，地址 示例·一号楼",),
        "statistics/index.html": ("分区县", "市直或所在地未载"),
        "platforms/index.html": ("区县 <select", "按区县、功能和年份分列"),
        "platforms/sd-0001/index.html": ('<a href="../../cities/330106/">西湖区</a>',),
        "platforms/sd-0002/index.html": ("<dd>市直</dd>",),
        "en/index.html": ("by district",),
    },
    "country": {
        "index.html": ("各省（区、市）", "<span>新疆</span>", "中央直属或所在地未载"),
        "cities/330000/index.html": ("浙江省", "示例·浙江省厅", "浙江省杭州市西湖区"),
        "statistics/index.html": ("分省（区、市）", "新疆维吾尔自治区"),
        "platforms/sd-0002/index.html": ("<dd>中央直属</dd>",),
        "assets/register.css": ("--md-primary-fg-color:#7a1f1f",),
        "en/index.html": ("by province",),
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", SITES)
def test_a_site_speaks_of_its_own_territory(
    name: str, tmp_path: Path, registry_command: Command
) -> None:
    """Pages, feeds, calendars and files of its parts and no others, in the words of the place."""
    registry, out = laid(name, tmp_path / "registry"), tmp_path / "site"
    day = ("--registry", registry, "--on", DAY_OF_TERRITORIES)
    checked = registry_command("check", *day)
    assert "错误 0，提醒 0，缺口 0" in checked.stdout
    built = registry_command("build", *day, "--out", out)
    assert built.returncode == 0, built.stderr
    parts = sorted(parts_of(Register.bind(receive(registry)).territory.code))
    assert sorted(path.name for path in (out / "cities").iterdir()) == parts
    for folder, ending in (("api/v1/cities", ".json"), ("feeds/cities", ".atom")):
        assert sorted(path.stem for path in (out / folder).glob(f"*{ending}")) == parts
    assert sorted(path.stem for path in (out / "calendar").glob("*.ics")) == [*parts, "all"]
    for page, texts in SITES[name].items():
        html = (out / page).read_text("utf-8")
        assert [text for text in texts if text not in html] == []
    # The help shows cases of the practice registry.
    pages = (path for path in out.rglob("*.html") if "help" not in path.relative_to(out).parts)
    spoken = {path.name: OF_ONE_PROVINCE.findall(path.read_text("utf-8")) for path in pages}
    own = OF_THE_COUNTRY if name == "country" else set()
    assert {page: words for page, words in spoken.items() if set(words) - own} == {}


def test_tiles_stand_where_the_site_draws_them() -> None:
    """A grid names rows and columns; what it lacks has none, and nothing is drawn without one."""
    from generator.site.pages.home import tiles
    from generator.site.printing import site_styles

    register = recorded(DEMONSTRATION)
    drawn = {tile.code: (tile.row, tile.column) for tile in tiles(Snapshot.of(register, DAY))}
    assert (drawn["371400"], drawn["371000"], drawn["370400"]) == ((1, 2), (1, 7), (4, 3))
    styles = site_styles(register.site).decode()
    assert "repeat(7,minmax(0,4.6rem))" in styles
    assert [f".reg-tile--c{c}" in styles for c in (1, 7, 8)] == [True, True, False]
    plain = register.site.model_copy(update={"tiles": ()})
    assert site_styles(plain) == b""


# Where the program may speak of one province, and why.
ALLOWED = {
    "generator/casebook/": "the practice registry, whose places are real and whose units are not",
    "tools/audit-requirements.txt": "hashes of packages",
    "tools/lychee.lock": "hashes of a package",
    "generator/site/search/pinyin.py": "readings of places, of every province, that the dictionary gets wrong",
}
CITIES = "|".join(short_name(division_name(code) or "") for code in parts_of("370000"))
OF_ONE_PROVINCE = re.compile(
    f"山东|莱芜|Shandong|鲁工信|\\bsd\\b(?!-sme)|(?:{CITIES})(?!原文)|\\b37[01]\\d(?:\\d\\d)?\\b"
)
# A national site names every province.
OF_THE_COUNTRY = {"山东", "370000"}
PROGRAM = (
    "generator",
    "site_templates",
    "tools",
    ".github",
    ".gitlab-ci.yml",
    ".workflow",
    "Makefile",
)


def test_nothing_of_one_province_stands_in_the_program() -> None:
    """Places, departments, titles and codes are data; the few exceptions are named with their reason."""
    listed = subprocess.run(
        ["git", "ls-files", *PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [
        name
        for name in listed.stdout.splitlines()
        if not name.startswith(tuple(ALLOWED)) and not name.endswith((".png", ".docx"))
    ]
    assert len(names) > 150
    spoken = {
        name: words
        for name in names
        if (path := ROOT / name).is_file()
        and (words := OF_ONE_PROVINCE.findall(path.read_text("utf-8", errors="ignore")))
    }
    assert spoken == {}


def test_what_is_asked_for_is_a_place_or_the_units_directly_under_the_territory() -> None:
    """A city asks for its districts, too; the territory's own code for its own units alone."""
    it = Territory("370000")
    asked = [("370102", "370100"), ("370100", "370102"), ("370102", "370000"), ("370000", "370000")]
    assert [it.is_asked(code, place) for code, place in asked] == [True, False, False, True]
    assert not it.is_asked(None, "370000")


@pytest.mark.parametrize(
    ("division", "unplaced"),
    [("370000", "省直或所在地未载"), ("330106", "省直、辖区以外或所在地未载")],
)
def test_what_lies_in_no_part_is_said(division: str, unplaced: str, tmp_path: Path) -> None:
    """Places outside are never counted among the territory's own without a word."""
    edit = Edit(file="platforms/sd-0001.yaml", old='"370102"', new=f'"{division}"')
    case = Case(says="所在地不在任何一市", edits=(edit,), findings=())
    snapshot = Snapshot.of(Register.bind(receive(laid_out(case, tmp_path / "registry"))), DAY)
    assert (snapshot.unplaced, snapshot.part_name(None)) == (unplaced, unplaced)
    assert snapshot.part_name("371200") == "莱芜市"
    assert len(snapshot.parts) == 16
    assert snapshot.listings["sd-0001"].city is None
