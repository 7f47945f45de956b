"""Beginning of a register: what `registry init` asks, and the files that the answers make.

Nothing is guessed: what was not said is left out, and the check lists it as a gap. The files
that are alike for every register lie in `site_templates/init/`, one folder for each forge.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from generator.desk.drafts import NUMBERS_FILE, Draft, draft_at, series_mark
from generator.intake.json_schema import FOLDER, KINDS, encoded, schema_of
from generator.program import NAME, VERSION, beside
from generator.records.registry import Departments, SiteRecord
from generator.records.regulation import Regulation
from generator.register.divisions import CITY_END, COUNTRY, PROVINCE_END, is_division
from generator.register.territory import Territory
from generator.terms.words import Level

REGISTRY = "registry"
TEMPLATES = "site_templates/init"
# Where the templates of dot-files must not be taken for the real thing.
RENAMED = {"gitignore": ".gitignore", "wheels.md": "wheels/README.md"}
ANY, FORMS = "any", ("forms",)
ROLL_ENDING = "名录"
PLACEHOLDER_SITE = "https://example.org/"
NEUTRAL_ENGLISH = "Public register of designations"
USUAL_PREFIX = "p"
UPDATE_DAYS = 7
FUNCTION = re.compile(r"([a-z_]+)=(\S.*)")
YES_OR_NO = {"yes": True, "no": False}


class ForgeKind(StrEnum):
    """Kind of forge that a register is kept on; `none` where something else runs the commands."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    GITEE = "gitee"
    NONE = "none"


# They read the forms of GitHub.
WITH_FORMS = (ForgeKind.GITHUB, ForgeKind.GITEA, ForgeKind.GITEE)


class WrongAnswer(ValueError):
    """Answer that cannot be used; the message is a sentence that says what must be."""


@dataclass(frozen=True)
class InitQuestion:
    """One thing that is asked: the name of its option, its words, and how the answer is read.

    `is_needed` where nothing can be made without it; `is_repeated` where there may be several.
    """

    name: str
    label: str
    read: Callable[[str], Any] = str
    is_needed: bool = False
    is_repeated: bool = False

    @property
    def option(self) -> str:
        """Option on the command line."""
        return "--" + self.name.replace("_", "-")


def _territory(text: str) -> str:
    place = Territory(COUNTRY).read(text)
    code = place.code
    if code is None or place.doubt:
        raise WrongAnswer(place.doubt or f"“{text}”认不出")
    if code != COUNTRY and not (is_division(code) and code.endswith(CITY_END)):
        raise WrongAnswer(f"“{text}”不是省、市，也不是全国（{COUNTRY}）")
    return code


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,2}", text):
        raise WrongAnswer(f"“{text}”不是数目，应写 1 以上的整数")
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text not in YES_OR_NO:
        raise WrongAnswer(f"“{text}”应为 yes 或 no")
    return YES_OR_NO[text]


def _function(text: str) -> tuple[str, str]:
    parts = FUNCTION.fullmatch(text)
    if parts is None:
        raise WrongAnswer(f"“{text}”应写成“代码=名称”，代码用小写字母，如 information=信息服务")
    return parts[1], parts[2]


def _address(text: str) -> str:
    return text if text.endswith("/") else f"{text}/"


def _forge(text: str) -> ForgeKind:
    if text not in [*ForgeKind]:
        raise WrongAnswer(f"没有代码托管平台“{text}”，应为 {'、'.join(ForgeKind)} 之一")
    return ForgeKind(text)


QUESTIONS = (
    InitQuestion("territory", "辖区：省、市的名称或代码，全国写 000000", _territory, is_needed=True),
    InitQuestion("title", "网站名称，如“某省某某示范平台名录”", is_needed=True),
    InitQuestion("title_en", "网站的英文名称"),
    InitQuestion("publisher", "发布单位", is_needed=True),
    InitQuestion("contact", "发布单位的联系方式，不写个人的"),
    InitQuestion("base_url", "网站的地址，如 https://…/", _address, is_needed=True),
    InitQuestion("issuer", "发文机关，即本级主管部门的名称（不写的，同发布单位）"),
    InitQuestion("regulation_title", "认定办法的标题"),
    InitQuestion("regulation_number", "认定办法的发文字号"),
    InitQuestion("regulation_from", "办法自哪一天起施行，如 2024-01-01"),
    InitQuestion("validity_years", "称号的有效期，几年", _count),
    InitQuestion("bar_years", "撤销后几年不得申报", _count),
    InitQuestion("publicity_days", "公示几个工作日", _count),
    InitQuestion("first_day_counts", "公示首日是否计入，yes 或 no", _yes_or_no),
    InitQuestion("function", "服务功能，写成“代码=名称”", _function, is_repeated=True),
    InitQuestion("prefix", f"平台编号的前缀，如 {USUAL_PREFIX} 则编号为 {USUAL_PREFIX}-0001"),
    InitQuestion("forge", f"代码托管平台：{'、'.join(ForgeKind)}", _forge),
)  # fmt: skip


@dataclass(frozen=True)
class Beginning:
    """Answers as values, by the names of their questions; what was not said is not there."""

    answers: Mapping[str, Any]
    is_demo: bool = False

    def __post_init__(self) -> None:
        """Raise `WrongAnswer` where one answer wants another."""
        days, counts = (self.answers.get(n) for n in ("publicity_days", "first_day_counts"))
        if (days is None) != (counts is None):
            raise WrongAnswer("--publicity-days 和 --first-day-counts 须同时写，缺一就算不出公示期")

    @cached_property
    def territory(self) -> Territory:
        """Territory of the register."""
        return Territory(self.answers["territory"])

    @property
    def prefix(self) -> str:
        """Series of the ids of platforms."""
        return str(self.answers.get("prefix", USUAL_PREFIX))

    @property
    def designation(self) -> str:
        """Full name of the title granted: the name of the site without the word for a roll."""
        title = str(self.answers["title"])
        return title.removesuffix(ROLL_ENDING) or title

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Records of the register, each with what is wrong in it."""
        return (
            draft_at("site.yaml", SiteRecord, self._site),
            draft_at("departments.yaml", Departments, {"departments": [*self._departments]}),
            draft_at(f"regulations/{self.edition_id}.yaml", Regulation, self._edition),
        )

    @property
    def files(self) -> dict[str, str]:
        """Text of every file by its path in the folder."""
        texts = {f"{REGISTRY}/{draft.path}": draft.text for draft in self.drafts}
        texts |= {f"{REGISTRY}/{NUMBERS_FILE}": series_mark(self.prefix)}
        functions = dict(self.answers.get("function", ()))
        for kind in KINDS:
            texts[f"{REGISTRY}/{FOLDER}/{kind}.json"] = encoded(schema_of(kind, functions))
        return texts | dict(self._from_templates())

    @property
    def edition_id(self) -> str:
        """Id of the edition: prefix and year from which it is in force."""
        year = str(self.answers.get("regulation_from", "1"))[:4]
        return f"{self.prefix}-{year}"

    @property
    def _site(self) -> dict[str, Any]:
        answers = self.answers
        return {
            "title": answers["title"],
            "title_en": answers.get("title_en", NEUTRAL_ENGLISH),
            "designation_title": self.designation,
            "publisher": answers["publisher"],
            "publisher_contact": answers.get("contact"),
            "territory": self.territory.code,
            "base_url": answers["base_url"],
            "update_days": UPDATE_DAYS,
            "demo": self.is_demo or None,
        }

    @property
    def _departments(self) -> Iterator[dict[str, Any]]:
        answers, territory = self.answers, self.territory
        yield {
            "id": _department_id(territory.code),
            "names": [{"name": answers.get("issuer", answers["publisher"])}],
        }
        for code in territory.parts:
            yield {
                "id": _department_id(code),
                "names": [{"name": f"{territory.part_name(code)}主管部门"}],
                "city": code,
                "remarks": "按行政区划预填，正式名称待查。",
            }

    @property
    def _edition(self) -> dict[str, Any]:
        answers = self.answers
        begins = answers.get("regulation_from")
        terms = {
            "validity": answers.get("validity_years") and {"years": answers["validity_years"]},
            "publicity": answers.get("publicity_days")
            and {
                "working_days": answers["publicity_days"],
                "first_day_counts": answers["first_day_counts"],
            },
            "bar": answers.get("bar_years") and {"years": answers["bar_years"]},
            "service_functions": [
                {"term": term, "label": label} for term, label in answers.get("function", ())
            ],
        }
        return {
            "id": self.edition_id,
            "title": answers.get("regulation_title", f"{self.designation}认定办法（标题待查）"),
            "document_number": answers.get("regulation_number"),
            "issuer": _department_id(self.territory.code),
            "level": _level(self.territory.code),
            "designation_title": self.designation,
            "in_force": {"starts": begins} if begins else {},
            "terms_unknown": _unsaid({name for name, value in terms.items() if not value}),
            **{name: value for name, value in terms.items() if value},
        }

    def _from_templates(self) -> Iterator[tuple[str, str]]:
        words = {
            "title": self.answers["title"],
            "publisher": self.answers["publisher"],
            "edition": self.edition_id,
            "package": NAME.replace("-", "_"),
            "version": VERSION,
        }
        templates = beside(TEMPLATES)
        forge = self.answers.get("forge", ForgeKind.NONE)
        for folder in (ANY, *(FORMS if forge in WITH_FORMS else ()), forge):
            for path in sorted((templates / folder).rglob("*")):
                if path.is_file():
                    name = path.relative_to(templates / folder).as_posix()
                    yield RENAMED.get(name, name), _filled(path.read_text("utf-8"), words)


TERMS = {
    "validity": "有效期", "publicity": "公示的工作日数", "bar": "撤销后不得申报的年数",
    "service_functions": "服务功能",
}  # fmt: skip


def _unsaid(names: set[str]) -> str | None:
    labels = [label for name, label in TERMS.items() if name in names]
    return f"没有录入{'、'.join(labels)}" if labels else None


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Text with `%word%` replaced; any other percent sign stays."""
    return re.sub(r"%([a-z_]+)%", lambda mark: words.get(mark[1], mark[0]), text)


def _department_id(code: str) -> str:
    return f"dept-{code}"


def _level(code: str) -> Level:
    if code == COUNTRY:
        return Level.NATIONAL
    return Level.PROVINCIAL if code.endswith(PROVINCE_END) else Level.MUNICIPAL
