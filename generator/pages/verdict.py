"""结论 One plain sentence per status: what holds, since when, by which act."""

from dataclasses import dataclass

from generator.pages.wording import long_day
from generator.records.acts import Publicity
from generator.records.regulation import Regulation
from generator.records.rows import RevocationRow
from generator.register.history import Entry
from generator.standing.snapshot import Listing
from generator.terms import Status


@dataclass(frozen=True)
class Verdict:
    """结论 The sentence, the act it rests on, and the article with its edition."""

    sentence: str
    by: Entry | None
    edition: Regulation | None
    article: int | None


def verdict(listing: Listing) -> Verdict:
    """结论 For one platform as of the day of the snapshot."""
    entry = listing.standing.decided_by
    edition = entry.regulation if entry else None
    return Verdict(_SENTENCES[listing.status](listing), entry, edition, _article(listing))


def _article(listing: Listing) -> int | None:
    entry = listing.standing.decided_by
    edition = entry.regulation if entry else None
    if entry is None or edition is None:
        return None
    if isinstance(entry.row, RevocationRow):
        return entry.row.article or (edition.bar.article if edition.bar else None)
    in_publicity = isinstance(entry.act, Publicity)
    term = edition.publicity if in_publicity else edition.validity
    return term.article if term else None


def _in_force(listing: Listing) -> str:
    period = listing.standing.period
    assert period is not None
    starts = long_day(period.starts if period.starts_known else None)
    ends = f"至{long_day(period.ends)}（含当日）" if period.ends else "，至下一次复核"
    return f"有效期自{starts}{ends}。"


def _expired(listing: Listing) -> str:
    period = listing.standing.period
    if period is None or period.ends is None or period.ends >= listing.as_of:
        since = listing.spell.starts if listing.spell else None
        return f"所依据的认定文件已废止，称号自{long_day(since)}起终止。"
    return f"有效期已于{long_day(period.ends)}届满，未见再次认定的文件，现不具有该称号。"


def _revoked(listing: Listing) -> str:
    entry = listing.standing.decided_by
    assert entry is not None
    row = entry.row
    grounds = f"理由：{row.grounds}。" if isinstance(row, RevocationRow) and row.grounds else ""
    return f"自{long_day(entry.effective_on)}起撤销称号，不再是示范平台。{grounds}"


def _withdrawn(listing: Listing) -> str:
    entry = listing.standing.decided_by
    assert entry is not None
    return f"自{long_day(entry.effective_on)}起退出，不再是示范平台。"


def _under_publicity(listing: Listing) -> str:
    entry = listing.standing.decided_by
    assert entry is not None
    assert isinstance(entry.act, Publicity)
    window = entry.act.window
    assert window is not None
    return (
        f"正在公示，公示期自{long_day(window.starts)}至{long_day(window.ends)}。"
        "公示不等于认定，公布之前不具有该称号。"
    )


def _awaiting(listing: Listing) -> str:
    entry = listing.standing.decided_by
    assert entry is not None
    assert isinstance(entry.act, Publicity)
    assert entry.act.window is not None
    ends = long_day(entry.act.window.ends)
    return f"公示期已于{ends}届满，认定结果尚未公布，现不具有该称号。"


def _not_designated(_: Listing) -> str:
    return "本名录没有其在该日有效的认定文件。"


_SENTENCES = {
    Status.IN_FORCE: _in_force,
    Status.EXPIRED: _expired,
    Status.REVOKED: _revoked,
    Status.WITHDRAWN: _withdrawn,
    Status.UNDER_PUBLICITY: _under_publicity,
    Status.AWAITING_ANNOUNCEMENT: _awaiting,
    Status.NOT_DESIGNATED: _not_designated,
}
