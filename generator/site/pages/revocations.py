"""The page of revocations: every title revoked, as it was then.

What is over moves from the front to the past, by the policy of the site.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.records.acts import Revocation, RevocationRow
from generator.register.decisions import live_entries
from generator.register.designation import anniversary
from generator.register.identity import Identity, identity
from generator.register.reapplication import Bar, bars
from generator.register.register import Entry
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.page import ROWS, Page, sheets
from generator.site.pages.wording import Wording


@dataclass(frozen=True)
class Revoked:
    """One row of a revocation; `last` is its last day in front, none where it stays."""

    listing: Listing
    entry: Entry
    row: RevocationRow
    then: Identity
    bar: Bar | None
    last: date | None

    @property
    def without_bar(self) -> str:
        """Why no bar follows: the revocation did not last, it sets none, or nobody says."""
        if all(each is not self.entry for each in live_entries(self.listing.history)):
            return "撤销决定已被撤销"
        edition = self.entry.regulation
        if self.row.bars_reapplication is False:
            return "文件写明不限制"
        return "文件未载" if edition and edition.bar else "未载"

    @property
    def is_past(self) -> bool:
        """Whether it has moved to the past by the day of the snapshot."""
        return self.last is not None and self.last < self.listing.as_of


def pages(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """Sheets of what stands in front, then what is past."""
    every = sorted(revoked(snapshot), key=lambda each: each.is_past)
    description = "历次撤销称号：平台、理由、条文、生效日和限制期。"
    for sheet in sheets(every, "revocations/", rows=rows):
        words = {
            "policy": snapshot.register.site.adverse_display,
            "front": [each for each in sheet.items if not each.is_past],
            "past": [each for each in sheet.items if each.is_past],
            "sheet": sheet,
        }
        title = f"撤销公告{sheet.mark}"
        yield Page(sheet.address, "revocations", title, "revocations.html", description, words)


def revoked(snapshot: Snapshot) -> list[Revoked]:
    """Revocations issued by the day of the snapshot, the latest in effect first."""
    rows = [
        revoked_by(snapshot, listing, entry, entry.row)
        for listing in snapshot.listings.values()
        for entry in listing.history.of(Revocation)
        if entry.issued_on <= snapshot.as_of and isinstance(entry.row, RevocationRow)
    ]
    return sorted(rows, key=lambda each: (each.entry.effective_on, each.listing.id), reverse=True)


def revoked_by(snapshot: Snapshot, listing: Listing, entry: Entry, row: RevocationRow) -> Revoked:
    """One revocation of a platform, with its bar and how long it stands in front."""
    bar = next((bar for bar in bars(listing.history) if bar.entry == entry), None)
    policy = snapshot.register.site.adverse_display
    last = None
    if policy and policy.years:
        last = anniversary(entry.effective_on, policy.years)
    elif policy and bar:
        last = bar.ends
    return Revoked(listing, entry, row, identity(listing.history, entry.effective_on), bar, last)
