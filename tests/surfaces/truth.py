"""The answer for a platform on each of its days, by the fold alone, day by day, without the timeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Any

from generator.records.acts import Act
from generator.register.sentences import english_template, long_day, sentence, slots_of
from generator.register.snapshot import Listing, Snapshot
from generator.register.timeline import event_of
from tests.test_second_fold import recorded_days

Answer = dict[str, Any]
FIRST, LAST = date(2012, 1, 1), date(2032, 12, 31)
AT_RANDOM = 4


def answer(listing: Listing) -> Answer:
    """What every surface must say on the day, but for since when and by what event."""
    standing, bar = listing.standing, listing.bar
    period = standing.period
    return {
        "status": standing.status.value,
        "label": standing.status.label,
        "caveats": [note.label for note in standing.caveats],
        "codes": [note.value for note in standing.caveats],
        "explanation": standing.explanation.value if standing.explanation else None,
        "decided_by": [*dict.fromkeys(entry.act.id for entry in standing.deciding)],
        "designation": standing.grant.act.id if standing.grant else None,
        "starts": period.starts.isoformat() if period and period.starts_known else None,
        "ends": period.ends.isoformat() if period and period.ends else None,
        "bar": (str(bar.starts), str(bar.ends), bar.entry.act.id) if bar else None,
        "sentence": sentence(standing),
        "publicity": standing.publicity.act.id if standing.publicity else None,
        **_in_words(listing),
    }


def _in_words(listing: Listing) -> Answer:
    """What a page says, paragraph by paragraph."""
    standing, bar = listing.standing, listing.bar
    remarks = [f"注意：{note.label}。" for note in standing.caveats]
    english = [english_template(standing.status).format_map(slots_of(standing))]
    if bar:
        english.append(f"The operating unit may not apply again until {bar.ends}.")
    for note in standing.caveats:
        text = note.caveat.english.format(first=note.first, last=note.last)
        english.append(f"Note: {text}.")
    if standing.explanation:
        remarks.append(f"说明：{standing.explanation.label}。")
        english.append(f"Explanation: {standing.explanation.english}.")
    last = f"运营单位至{long_day(bar.ends)}（含当日）不得申报" if bar else ""
    return {"remarks": remarks, "english": " ".join(english), "barred": last}


@dataclass(frozen=True)
class Truth:
    """One platform of a snapshot's register, on the days that matter to it and some others."""

    snapshot: Snapshot
    platform: str
    acts: list[Act]
    # The first day of the register.
    begins: date

    @cached_property
    def days(self) -> list[date]:
        """Days printed anywhere in its history, those counted from them, their neighbours, and some more."""
        random = Random(self.platform)
        drawn = (random.randint(FIRST.toordinal(), LAST.toordinal()) for _ in range(AT_RANDOM))
        more = {self.begins, self.snapshot.as_of, *map(date.fromordinal, drawn)}
        return sorted({FIRST, *recorded_days(self.acts), *more})

    @cached_property
    def answers(self) -> dict[date, Answer]:
        """The whole answer on each of the days."""
        history = self.snapshot.register.histories[self.platform]
        whole, key, since, event = {}, None, None, None
        for day in self.days:
            listing = self.snapshot.listing_on(history, day)
            said = answer(listing)
            before, key = key, (said["status"], listing.standing.grant)
            if before not in (None, key):
                since, event = day.isoformat(), event_of(listing.standing, day)
            whole[day] = said | {"since": since, "event": event.value if event else None}
        return whole

    def on(self, day: date) -> Answer:
        return self.answers[day]


def truths(snapshot: Snapshot) -> Iterator[Truth]:
    """Every platform of a snapshot; an act bears the number of its history."""
    acts, histories = snapshot.register.acts.values(), dict[str, list[Act]]()
    for act in acts:
        histories.setdefault(act.id.partition("-")[0], []).append(act)
    begins = min(act.issued_on.first for act in acts)
    for name in snapshot.listings:
        yield Truth(snapshot, name, histories.get(f"h{name[3:7]}", []), begins)
