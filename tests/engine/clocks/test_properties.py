"""What holds for every clock, whatever the facts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.data.clocks import regimes, tables
from quarterdeck.engine.clocks import Choice, Facts, Interval, Members, Moment, YesNo, run
from quarterdeck.engine.clocks.calendars import Calendar, first_instant, last_second, local_day
from quarterdeck.engine.clocks.counting import Period, Where, due
from tests.engine.clocks.facts_of import NOW

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "America/Santiago", "Africa/Cairo",
         "Asia/Beirut", "Pacific/Apia", "Australia/Lord_Howe", "America/Havana")  # fmt: skip
KNOWN = tables()
instants = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 1)).map(
    lambda at: at.replace(tzinfo=UTC, microsecond=0)
)
FIRST, LAST = date(2024, 1, 1), date(2029, 12, 31)
calendars = st.sets(st.dates(FIRST, LAST), max_size=400).map(
    lambda days: Calendar("drawn", frozenset(days), frozenset({5, 6}), FIRST, LAST)
)
places = st.builds(Where, st.sampled_from(ZONES).map(ZoneInfo), calendars)
dated = st.builds(
    Period,
    amount=st.integers(0, 90),
    unit=st.sampled_from(["days", "business days"]),
    begins=st.sampled_from(["day after", "same day", "end of year"]),
    at=st.sampled_from(["", "12:00"]),
    roll=st.booleans(),
    roll_at=st.sampled_from(["", "12:00"]),
)
months = st.builds(
    Period, amount=st.integers(1, 14), unit=st.just("months"), begins=st.just("day after"),
    roll=st.booleans(),
)  # fmt: skip
hours = st.builds(
    Period,
    amount=st.integers(0, 200),
    unit=st.just("hours"),
    begins=st.sampled_from(["instant", "next full hour"]),
    roll=st.booleans(),
    working_days=st.integers(0, 2),
)
periods = st.one_of(dated, months, hours)


@given(periods, instants, st.timedeltas(timedelta(), timedelta(days=400)), places)
def test_moments_shifted_later_never_end_an_unrolled_row_earlier(period, at, later, where):
    first, second = (due(period, start, where).unrolled for start in (at, at + later))
    assert second >= first


@given(periods, instants, places)
def test_rolling_never_ends_earlier_and_rolling_twice_is_rolling_once(period, at, where):
    once = due(period, at, where)
    assert once.rolled >= once.unrolled
    if period.roll:
        day = local_day(once.rolled, where.zone)
        assert where.calendar.works(day)
        again = due(Period(0, "hours", roll=True, roll_at=period.roll_at), once.rolled, where)
        assert again.rolled == once.rolled


@given(st.integers(0, 60), instants, places)
def test_working_days_are_never_fewer_than_days(amount, at, where):
    days, working = (
        due(Period(amount, unit, "day after"), at, where).unrolled
        for unit in ("days", "business days")
    )
    assert working >= days


@given(st.dates(FIRST, LAST), st.sampled_from(ZONES))
def test_a_day_ends_where_the_next_begins(day, name):
    zone = ZoneInfo(name)
    last = last_second(day, zone)
    assert local_day(last, zone) == day
    assert local_day(last + timedelta(seconds=1), zone) == day + timedelta(days=1)
    assert local_day(first_instant(day, zone), zone) == day


yes_no = st.sampled_from([frozenset({True}), frozenset({False}), frozenset({True, False})]).map(
    YesNo
)


@st.composite
def some_facts(draw):
    """Facts of every kind, each known, known in part, or not."""
    values = {}
    for fact in KNOWN.facts.values():
        if draw(st.integers(0, 2)) == 0:
            continue
        if fact.kind == "yes/no":
            values[fact.key] = draw(yes_no)
        if fact.kind == "choice":
            values[fact.key] = Choice(
                draw(st.frozensets(st.sampled_from(fact.members), min_size=1))
            )
        if fact.kind == "set":
            words = st.frozensets(st.sampled_from(fact.members), max_size=3)
            values[fact.key] = Members(draw(words), draw(words))
    low = st.integers(0, 1200)
    people = draw(st.dictionaries(
        st.sampled_from(["US-CA", "US-TX", "US-OH", "DE", "GB", "US"]),
        st.builds(lambda a, b: Interval(a, a + b), low, low), max_size=4,
    ))  # fmt: skip
    moment = st.none() | instants.map(lambda at: Moment(at, at))
    names = [fact.key for fact in KNOWN.facts.values() if fact.kind == "moment"]
    moments = draw(st.dictionaries(st.sampled_from(names), moment, max_size=6))
    return Facts(NOW, values, moments, people, Interval(0, draw(st.sampled_from([0, 50]))))


def learned(facts, draw):
    """The same facts, of which one that was open is now one of the things that it might be."""
    wanted = [k for k, v in facts.values.items() if not _known(v)]
    if not wanted:
        return facts
    key = draw(st.sampled_from(sorted(wanted)))
    value = facts.values[key]
    if isinstance(value, Members):
        taken = draw(st.frozensets(st.sampled_from(sorted(value.may))))
        narrowed = Members(value.sure | taken)
    else:
        narrowed = type(value)(frozenset({draw(st.sampled_from(sorted(value.may)))}))
    return replace(facts, values={**facts.values, key: narrowed})


def _known(value):
    return not value.may if isinstance(value, Members) else len(value.may) == 1


SHOWN = {
    "gdpr", "nis2", "dora", "cra", "uk-csrb", "sec-8k", "hipaa", "nydfs", "us-ca", "us-tx", "us-vt",
    "us-ar", "circia", "cards-visa", "au-ransom", "jp-appi", "jp-guideline", "in-dpdp", "br-lgpd",
}  # fmt: skip
SOME = [regime for regime in regimes() if regime.key in SHOWN]


@settings(max_examples=25, deadline=None)
@given(some_facts(), st.data())
def test_learning_a_fact_only_turns_unknown_into_yes_or_no(facts, data):
    before = run(SOME, facts, KNOWN)
    after = run(SOME, learned(facts, data.draw), KNOWN)
    for old, new in zip(before, after, strict=True):
        if old.applies is not None:
            assert new.applies is old.applies
        if old.due and new.due and not _follows(old):
            assert new.due.rolled >= old.due.rolled


def _follows(clock):
    """Whether it starts from another notice, whose own end may be open."""
    return clock.start is not None and clock.start.provisional


@settings(max_examples=20, deadline=None)
@given(some_facts(), st.sampled_from(SOME))
def test_adding_a_regime_removes_no_clock_and_changes_none(facts, added):
    others = [regime for regime in SOME[:12] if regime is not added]
    alone, together = run(others, facts, KNOWN), run([added, *others], facts, KNOWN)
    assert together[len(added.stages) :] == alone


@settings(max_examples=20, deadline=None)
@given(some_facts())
def test_of_the_readings_of_a_duty_the_earliest_governs(facts):
    groups = {}
    for clock in run(SOME, facts, KNOWN):
        groups.setdefault((clock.regime.key, clock.stage.duty), []).append(clock)
    for rows in groups.values():
        counted = [c for c in rows if c.due and (c.applies or c.treated)]
        if counted:
            ends = [c.due.rolled for c in counted if c.governs]
            assert set(ends) == {min(c.due.rolled for c in counted)}


@settings(max_examples=20, deadline=None)
@given(some_facts(), st.integers(-12, 14))
def test_where_the_moments_are_written_changes_nothing(facts, offset):
    there = timezone(timedelta(hours=offset))
    moved = {
        key: m and Moment(m.earliest.astimezone(there), m.latest.astimezone(there))
        for key, m in facts.moments.items()
    }
    assert run(SOME, replace(facts, moments=moved), KNOWN) == run(SOME, facts, KNOWN)


@settings(max_examples=20, deadline=None)
@given(some_facts())
def test_questions_are_asked_only_where_something_is_open(facts):
    for clock in run(SOME, facts, KNOWN):
        for ask in clock.asks:
            known = facts.values.get(ask.fact)
            assert known is None or not _known(known)
            assert facts.moments.get(ask.fact, "open") == "open"
        if clock.applies is None and not clock.sent and clock.state == "find out":
            assert clock.asks
