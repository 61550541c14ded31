"""What we fund, what it buys, whether it pays, and what happens if we do nothing."""

from quarterdeck.engine import wording
from quarterdeck.engine.case.worth import YEARS
from quarterdeck.engine.verdicts import Standing
from quarterdeck.papers.blocks import Mark, Side, Verdict
from quarterdeck.plans.paper.matter import Matter

WORDS = {
    Standing.WITHIN: "Within your limit",
    Standing.NEAR: "Near your limit",
    Standing.BEYOND: "Beyond your limit",
}


def verdicts(matter: Matter) -> tuple[Verdict, ...]:
    return _what(matter), _buys(matter), _pays(matter), _without(matter)


def steps(count: int) -> str:
    noun = "step" if count == 1 else "steps"
    return f"{wording.count_words(count).capitalize()} {noun}"


def _what(matter: Matter) -> Verdict:
    musts = [case for case in matter.funded if case.mandate]
    years = wording.count_things(len(matter.by_year), "year")
    days = round(matter.days_in_all)
    rest = (
        f"It takes {wording.count_things(days, 'day')} of our own people. "
        if days
        else "Nobody has said how much of our own people’s time it takes. "
    )
    if musts:
        verb = "is" if len(musts) == 1 else "are"
        price = matter.money(sum(c.cost_once.middle for c in musts))
        rest += (
            f"{wording.count_words(len(musts)).capitalize()} of the steps {verb} asked for by law, "
            f"contract or an earlier decision and cost {price} to begin with."
        )
    else:
        rest += "Nobody demands any of the steps."
    return Verdict(
        "What do we fund?",
        f"{steps(len(matter.funded))} over {years}.",
        rest,
        Side(None, (_by_year(matter), _proof(matter))),
    )


def _by_year(matter: Matter) -> str:
    parts = (f"year {n}: {matter.money(sum_)}" for n, sum_ in enumerate(matter.by_year, 1))
    return "; ".join(parts).capitalize()


def _proof(matter: Matter) -> str:
    gap = matter.plan.gap_share
    if gap < 0.0005:
        return "Proved: no other choice for this money leaves less"
    return f"Proved: no other choice leaves more than {gap:.1%} less"


def _buys(matter: Matter) -> Verdict:
    now, then, scored = matter.now, matter.then, matter.plan.scored
    left, today = scored.loss_per_year, matter.found.today.loss_per_year
    return Verdict(
        "What does it buy?",
        _rarer(matter),
        f"You asked for no more than {matter.count(now.limit)}. On average we would lose "
        f"{matter.money(left.middle)} a year in place of {matter.money(today.middle)}, before "
        "insurance.",
        Side(
            Mark(then.standing.value, WORDS[then.standing]),
            (
                f"Range: {matter.counted(then.odds)} in {matter.base:,}",
                f"A year less: {matter.span(scored.avoids_per_year)}",
            ),
        ),
    )


def _rarer(matter: Matter) -> str:
    now, then = matter.count(matter.now.odds.chance), matter.count(matter.then.odds.chance)
    if now == then:
        return f"Years {matter.above} stay at {now} in {matter.base:,}."
    return f"Years {matter.above} become rarer: {then} in {matter.base:,} in place of {now}."


def _pays(matter: Matter) -> Verdict:
    good = [case for case in matter.funded if case.economics.pays >= 0.5]
    removed, spent = matter.plan.removed, matter.money_in_all
    answer = (
        "Yes, by the loss that it avoids alone."
        if removed >= spent
        else "Not by the loss that it avoids alone."
    )
    rest = (
        f"In that time it avoids {matter.money(removed)} and costs {matter.money(spent)}. "
        f"{_good(len(good), len(matter.funded))} that it is worth more than its price within "
        f"{wording.count_words(round(YEARS))} years. "
    )
    waiting = {deal.says for case in matter.funded for deal in case.unblocks}
    demanded = {key for case in matter.funded for key in case.demanded_by}
    beside = [wording.count_things(len(demanded), "obligation")] if demanded else []
    if waiting:
        beside.append(f"{wording.count_things(len(waiting), 'plan')} of the business that waits")
    if beside:
        rest += f"Beside it stand {' and '.join(beside)}; neither is counted."
    return Verdict(
        "Does it pay?", answer, rest,
        Side(None, ("Rests on: estimates, self-reported", "Confidence: low")),
        "The first year's count of events, and real prices.",
    )  # fmt: skip


def _good(count: int, whole: int) -> str:
    which = f"{wording.count_words(count)} of {wording.count_words(whole)}" if count else "no"
    noun = "step" if whole == 1 or not count else "steps"
    return f"For {which} {noun} by itself the chance is 50 in 100 or more"


def _without(matter: Matter) -> Verdict:
    now, today = matter.now, matter.found.today
    musts = sum(bool(case.demanded_by) for case in matter.funded)
    rest = f"On average {matter.money(today.loss_per_year.middle)} a year stays with us."
    if musts:
        noun = "step that an obligation demands is" if musts == 1 else (
            "steps that obligations demand are"
        )  # fmt: skip
        rest += f" {wording.count_words(musts).capitalize()} {noun} left undone."
    return Verdict(
        "What if we do nothing?",
        f"It stays at {matter.count(now.odds.chance)} in {matter.base:,} years {matter.above}.",
        rest,
        Side(
            Mark(now.standing.value, WORDS[now.standing]),
            (f"Range: {matter.counted(now.odds)} in {matter.base:,}",),
        ),
    )
