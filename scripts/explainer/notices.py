"""Notices: what should be looked at although nothing is wrong. They never fail a check.

A notice is a `Fault` as to its form: place, found, expected, fix. To add a kind: write a generator here and name it in NOTICES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from explainer import completion
from explainer.explainer import Explainer
from explainer.faults import Fault
from explainer.project import count
from explainer.records import Record, State
from explainer.vocabulary import LawStatus


def every_record_is_reviewed_in_its_time(explainer: Explainer) -> Iterator[Fault]:
    """The time stands in the collection (`records.Collection.review_days`); a record may state an exception, which ends on its day."""
    for record in explainer:
        if not isinstance(record, Record):
            continue
        days, today = record.collection.review_days, explainer.today
        if record.review and record.review.until >= today:
            continue
        if record.review:
            yield Fault(
                explainer.place(record, ("review", "until")),
                f"an exception from review that ended on {record.review.until} ({record.review.reason})",
                "an exception that still holds",
                "Check the record against its sources, set `verified` and delete `review`, or give a new day and reason",
            )
        elif record.review_by < today:
            yield Fault(
                explainer.place(record, ("verified",)),
                f"verified on {record.verified}, {count((today - record.verified).days, 'day')} ago",
                f"a check against the sources every {days} days",
                "Check it and set `verified`, or say in `review` until when and why it may wait",
            )


def no_law_is_still_to_take_effect_after_its_day(explainer: Explainer) -> Iterator[Fault]:
    for state in explainer.collections["states"].values():
        for index, law in enumerate(state.laws if isinstance(state, State) else ()):
            if law.status.value is LawStatus.ENACTED_NOT_EFFECTIVE and law.effective and law.effective.value.last < explainer.today:
                yield Fault(
                    explainer.place(state, ("laws", index, "status", "value")),
                    f"a law that is not yet in effect, though {law.effective.value.words} has passed",
                    "a status that was looked up after that day",
                    "Look whether it took effect, and set `status` with its source",
                )


def nothing_scheduled_has_passed(explainer: Explainer) -> Iterator[Fault]:
    for record in explainer:
        for name in ("events", "changes"):
            for index, event in enumerate(getattr(record, name, ())):
                if event.scheduled and event.date and event.date.value.last < explainer.today:
                    yield Fault(
                        explainer.place(record, (name, index, "scheduled")),
                        f"a date that was set, {event.date.value.words}, and has passed",
                        "dates that lie ahead, and what happened on those that passed",
                        "Look what happened, write it with its source and delete `scheduled`",
                    )


def every_data_file_leads_to_its_schema(explainer: Explainer) -> Iterator[Fault]:
    """Without the line a record is as true as before; only an editor's program has nothing to offer. Silent where there are no schemas."""
    if (explainer.root / completion.FOLDER).is_dir():
        yield from completion.without_line(explainer.root)


NOTICES: tuple[Callable[[Explainer], Iterator[Fault]], ...] = (
    every_record_is_reviewed_in_its_time,
    no_law_is_still_to_take_effect_after_its_day,
    nothing_scheduled_has_passed,
    every_data_file_leads_to_its_schema,
)


def of(explainer: Explainer) -> list[Fault]:
    """The notices of all kinds, by place."""
    return sorted({notice for kind in NOTICES for notice in kind(explainer)})
