"""Random lawful histories of three platforms: every kind of act, with days printed in every way.

They are made of fixed seeds alone. What the rules leave open is not drawn; a comment says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from stdnum.cn import uscc

PLATFORMS = ("sd-0001", "sd-0002", "sd-0003")
EDITIONS = ("three-years", "until-review", "two-years")
YEARS = {"three-years": 3, "until-review": 3, "two-years": 2}
BAR_ARTICLE = {"three-years": "24", "until-review": "24", "two-years": "12"}

Row = dict[str, Any]
Draw = Callable[["Story"], dict[str, Any] | None]


def credit_code(number: int) -> str:
    """A well-formed code of nobody."""
    body = f"91379900DEM{number:06d}"
    return body + str(uscc.calc_check_digit(body))


@dataclass
class Story:
    """A history as it is drawn: the acts so far, and the day that the next is issued on."""

    random: Random
    edition: str
    day: date
    acts: list[dict[str, Any]] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)
    # By platform, the first and last days of the periods granted so far.
    firsts: dict[str, date] = field(default_factory=dict)
    lasts: dict[str, date] = field(default_factory=dict)
    # Platforms whose title a failed review may have ended; whether anything prolongs it is left open.
    failed: set[str] = field(default_factory=set)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def after(self, least: int, most: int) -> date:
        return self.day + timedelta(days=self.random.randint(least, most))

    @property
    def is_known(self) -> bool:
        """Whether every platform was granted or reviewed before."""
        return all(self.has(each, "announcement", "review") for each in PLATFORMS)

    def some(self) -> list[str]:
        """One or more of the platforms."""
        return self.random.sample(PLATFORMS, self.random.choice((1, 1, 2, 3)))

    def of_kind(self, *kinds: str) -> list[dict[str, Any]]:
        return [each for each in self.acts if each["kind"] in kinds]

    def any_of(self, *kinds: str) -> dict[str, Any] | None:
        """An earlier act of these kinds."""
        acts = self.of_kind(*kinds)
        return self.random.choice(acts) if acts else None

    def last_of(self, *kinds: str) -> dict[str, Any] | None:
        acts = self.of_kind(*kinds)
        return acts[-1] if acts else None

    def next_first(self, platforms: list[str], least: int) -> date:
        """First day of a new grant; one before that of an older grant is unlawful: they overlap."""
        taken = [self.firsts[each] for each in platforms if each in self.firsts]
        return max([self.after(least, 60), *(each + timedelta(days=40) for each in taken)])

    def keep(self, platform: str, period: Row | None) -> None:
        """Remember the days of a period that a row was given."""
        whole = {"starts": str(self.day)} | (period or {})
        starts = date.fromisoformat(whole["starts"][:7] + "-01")
        self.firsts[platform] = max(self.firsts.get(platform, date.min), starts)
        if "ends" in whole:
            year, month = map(int, whole["ends"][:7].split("-"))
            self.lasts[platform] = date(year + month // 12, month % 12 + 1, 1)
        else:
            self.lasts.pop(platform, None)

    def has(self, platform: str, *kinds: str) -> bool:
        return any(platform in listed(each) for each in self.of_kind(*kinds))


def listed(act: dict[str, Any]) -> list[str]:
    return [row["platform"] for row in act.get("rows", ())]


def validity(story: Story, starts: date, years: int | None = None) -> Row | None:
    """A period, printed, half printed, in months, or not at all."""
    years = years or YEARS[story.edition]
    ends = date(starts.year + years, starts.month, min(starts.day, 28)) - timedelta(days=1)
    form = story.random.choice(("both",) * 6 + ("months", "starts", "ends", "none"))
    # Left open by the rules: which of two periods decides, where the later grant prints no first day.
    if form == "ends" and story.firsts:
        form = "both"
    if form == "months":
        return {"starts": f"{starts:%Y-%m}", "ends": f"{ends:%Y-%m}"}
    if form == "starts" or (
        form == "both" and story.edition == "until-review" and story.chance(0.7)
    ):
        return {"starts": str(starts)}
    if form == "ends":
        return {"ends": str(ends)}
    return {"starts": str(starts), "ends": str(ends)} if form == "both" else None


def effect(story: Story) -> dict[str, Any]:
    """The day from which an act that ends something takes effect: its issue, or a later day or month."""
    if story.chance(0.6):
        return {}
    day = story.after(1, 40)
    # Left open by the rules: a review that first proves the title in the month that may have ended it.
    return {"takes_effect_on": f"{day:%Y-%m}" if story.is_known and story.chance(0.4) else str(day)}


def publicity(story: Story) -> dict[str, Any]:
    rows: list[Row] = [{"platform": each} for each in story.some()]
    for row in rows:
        if story.chance(0.2):
            row["reviewed"] = "true"
    window = {"starts": str(story.day), "ends": str(story.after(4, 9))}
    return {"window": window, "rows": rows}


def announcement(story: Story) -> dict[str, Any]:
    act: dict[str, Any] = {"rows": [{"platform": each} for each in story.some()]}
    platforms = listed(act)
    period = validity(story, story.next_first(platforms, -20))
    if period:
        act["validity"] = period
    else:
        act["validity_unknown"] = "原文没有印"
    if story.chance(0.2):
        own = validity(story, story.next_first(platforms, -20))
        if own:
            act["rows"][0]["validity"] = own
    for row in act["rows"]:
        story.keep(row["platform"], row.get("validity", period))
    before = story.last_of("publicity")
    if before and story.chance(0.6):
        act["publicity"] = before["id"]
        if story.chance(0.2):
            act["rows_complete"] = "false"
    return act


def revocation(story: Story) -> dict[str, Any]:
    rows: list[Row] = [{"platform": each} for each in story.some()[:2]]
    for row in rows:
        if story.chance(0.3):
            row["bars_reapplication"] = story.random.choice(("true", "false"))
        elif story.chance(0.4):
            row["article"] = story.random.choice((BAR_ARTICLE[story.edition], "9"))
    return effect(story) | {"rows": rows}


def review(story: Story) -> dict[str, Any] | None:  # noqa: C901
    rows: list[Row] = []
    for each in story.some():
        outcome = story.random.choice(("passed", "passed", "passed", "rectification", "failed"))
        # Left open by the rules: what a failed review proves where no grant is on record.
        # ... or before the first day of the title.
        if outcome == "failed" and story.after(-40, -40) < story.firsts.get(each, date.max):
            outcome = "passed"
        if each in story.failed:
            continue
        if outcome == "failed" and story.edition == "until-review":
            story.failed.add(each)
        row: Row = {"platform": each, "outcome": outcome}
        form = story.random.choice(("validity", "unknown", "none"))
        if outcome != "failed" and form == "validity":
            first = max(story.after(1, 90), story.lasts.get(each, date.min))
            period = validity(story, first)
            if period and set(period) == {"starts", "ends"}:
                row["validity"] = period
                story.keep(each, period)
        elif outcome != "failed" and form == "unknown":
            row["validity_unknown"] = "没有写明"
            story.firsts[each] = max(story.day, story.lasts.get(each, story.day))
        rows.append(row)
    if not rows:
        return None
    act: dict[str, Any] = {"rows": rows}
    before = story.last_of("publicity")
    if before and story.chance(0.4):
        act["publicity"] = before["id"]
    return act


def renaming(story: Story) -> dict[str, Any]:
    platform = story.random.choice(PLATFORMS)
    number = story.units.get(platform, 0)
    story.units[platform] = number + 1
    row: Row = {
        "platform": platform,
        "operating_unit": {
            "from": f"单位{platform}-{number}",
            "to": f"单位{platform}-{number + 1}",
        },
    }
    if story.chance(0.6):
        row["credit_code"] = credit_code(story.random.randint(1, 5))
        # Left open by the rules: whose code it is where another person came and none is printed.
        same = story.random.choice(("true", "false", None))
        if same:
            row["same_legal_person"] = same
        if same != "false":  # ... and persons joined by a renaming of yet another platform
            row["credit_code"] = credit_code(100 + len(story.acts))
    return {"rows": [row]}


def validity_change(story: Story) -> dict[str, Any] | None:
    if story.failed:
        return None
    # A last day before the first of a period is an error, and without effect.
    ends = max(
        [story.after(-60, 900), *(each + timedelta(days=70) for each in story.firsts.values())]
    )
    act: dict[str, Any] = {"ends": str(ends)}
    # Left open by the rules: a first day for a period of which none was printed.
    last = story.acts[-1] if story.acts else {}
    if story.chance(0.2) and last.get("validity", {}).keys() == {"starts", "ends"}:
        act["starts"] = str(story.after(1, 60))
    notice = story.any_of("announcement", "review")
    if story.chance(0.6) and notice:
        act["of_notices"] = [notice["id"]]
        return act | excepted(story)
    return act | {"rows": [{"platform": story.random.choice(PLATFORMS)}]}


def excepted(story: Story) -> dict[str, Any]:
    other = story.last_of("publicity", "announcement", "review")
    return {"except_listed_in": [other["id"]]} if other and story.chance(0.4) else {}


def withdrawal(story: Story) -> dict[str, Any]:
    return effect(story) | {"rows": [{"platform": story.random.choice(PLATFORMS)}]}


def abolition(story: Story) -> dict[str, Any] | None:
    act = effect(story) | excepted(story)
    notice = story.any_of("announcement", "review")
    if notice is None:
        return None
    if story.chance(0.5):
        return act | {"of_notices": [notice["id"]]}
    return act | {"granted_before": str(story.after(-700, 0))}


def reconsideration(story: Story) -> dict[str, Any] | None:
    about = story.any_of(
        "revocation", "withdrawal", "announcement", "reconsideration", "revocation"
    )
    if about is None:
        return None
    outcome = story.random.choice(
        ("annulled", "annulled", "stayed", "stayed", "stay_lifted", "upheld")
    )
    row = {"platform": story.random.choice(listed(about)), "outcome": outcome}
    return {"about": about["id"], "by": "示例·复议机关", "rows": [row]}


def succession(story: Story) -> dict[str, Any] | None:
    one, other = story.random.sample(PLATFORMS, 2)
    # Left open by the rules: whether a title taken over stands after a revocation of the successor.
    # ... or which title decides where it holds one of its own.
    if story.has(other, "revocation") or other in story.firsts:
        return None
    row = {
        "platform": one,
        "successor": other,
        "keeps_title": story.random.choice(("true", "false")),
    }
    return effect(story) | {"rows": [row]}


def inspection(story: Story) -> dict[str, Any]:
    outcome = story.random.choice(("passed", "rectification", "failed"))
    return {"rows": [{"platform": each, "outcome": outcome} for each in story.some()]}


def objection(story: Story) -> dict[str, Any] | None:
    about = story.last_of("publicity")
    if about is None:
        return None
    outcome = story.random.choice(("upheld", "upheld", "dismissed"))
    row = {"platform": story.random.choice(listed(about)), "outcome": outcome}
    return {"publicity": about["id"], "rows": [row]}


def correction(story: Story) -> dict[str, Any] | None:
    about = story.any_of("announcement", "revocation")
    if about is None:
        return None
    row: Row = {"platform": story.random.choice(listed(about))}
    if about["kind"] == "revocation":
        row["bars_reapplication"] = story.random.choice(("true", "false"))
    else:
        # The first day stays: a moved one might overlap another grant, which is unlawful.
        starts = about.get("validity", {}).get("starts", "")
        if len(starts) < 10 or any("validity" in each for each in about["rows"]):
            return None
        ends = date.fromisoformat(starts) + timedelta(days=800)
        row["validity"] = {"starts": starts, "ends": str(ends)}
    return {"corrects": about["id"], "of": about["kind"], "what": "误印", "rows": [row]}


def annual_report(story: Story) -> dict[str, Any]:
    return {"year": str(story.day.year), "rows": [{"platform": PLATFORMS[0], "filed": "none"}]}


def national_recommendation(_story: Story) -> dict[str, Any]:
    return {"rows": [{"platform": PLATFORMS[0], "outcome": "recommended"}]}


def call(_story: Story) -> dict[str, Any]:
    return {}


def other(_story: Story) -> dict[str, Any]:
    return {"rows": [{"platform": PLATFORMS[0]}]}


DRAWS: tuple[tuple[int, Draw], ...] = (
    (10, publicity), (14, announcement), (6, revocation), (8, review), (5, renaming),
    (6, validity_change), (5, withdrawal), (4, abolition), (8, reconsideration), (3, succession),
    (4, inspection), (4, objection), (3, correction), (1, annual_report),
    (1, national_recommendation), (1, call), (1, other),
)  # fmt: skip


def history(seed: int) -> tuple[str, list[dict[str, Any]]]:
    """The edition and the acts of one history, each as its file would say it."""
    random = Random(seed)
    edition = EDITIONS[seed % 3]
    story = Story(
        random, edition, date(random.randint(2012, 2016), 1, 1) + timedelta(days=seed % 300)
    )
    for _ in range(random.randint(2, 10)):
        # Above a month, so that an act known to the month comes after the one before it.
        story.day = story.after(32, random.choice((40, 200, 500)))
        draw = random.choices([each for _, each in DRAWS], [weight for weight, _ in DRAWS])[0]
        act = draw(story)
        if act is not None:
            issued = str(story.day)
            if can_be_month(draw, story.is_known) and story.chance(0.1):
                issued = f"{story.day:%Y-%m}"
            if issued != str(story.day):  # what follows is issued after the month
                story.day = date.fromisoformat(issued + "-28") + timedelta(days=4)
            whole = {"id": f"act-{len(story.acts) + 1}", "kind": draw.__name__, "issued_on": issued}
            story.acts.append(whole | act)
    return edition, story.acts


def can_be_month(draw: Draw, is_known: bool) -> bool:
    return draw is announcement or (draw in (revocation, withdrawal) and is_known)
