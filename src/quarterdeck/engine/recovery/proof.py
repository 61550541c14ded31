"""The cheapest order at mean durations, with its proof, by CP-SAT (OR-tools) where it is there."""

from dataclasses import dataclass
from importlib.util import find_spec
from math import gcd
from typing import Any

from quarterdeck.engine.recovery.earliest import Earliest
from quarterdeck.engine.recovery.grid import Grid, bits
from quarterdeck.engine.recovery.orders import Judge, Order, Orders, late_weight

MOST_SYSTEMS = 20
_MOST_COST = 2**55
_SLACK_SHARE = 1e-7
"""Of what a service can cost: its curve may be taken this much lower, to be straight for longer."""


@dataclass(frozen=True, slots=True)
class Proof:
    """`order` None: nothing was found. Nothing costs less than `least`, in the search's unit."""

    order: Order | None
    least: int


def available() -> bool:
    return find_spec("ortools") is not None


def prove(grid: Grid, known: Order, seconds: float) -> Proof:
    """Begun from a known order, with two workers and a fixed seed."""
    from ortools.sat.python import cp_model

    if late_weight(grid) * max(int(grid.late.sum(axis=0).max(initial=0)), 1) > _MOST_COST:
        return Proof(None, 0)
    made = _Model(cp_model, grid)
    made.hint(known)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 0
    status = solver.solve(made.model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Proof(made.order(solver) if found else None, max(0, int(solver.best_objective_bound)))


class _Model:
    """When each system is done and by whom, and when each service is back; minimises cost.

    Time goes in the largest steps that all work is made of.
    """

    def __init__(self, cp: Any, grid: Grid) -> None:
        self.grid, self.model = grid, cp.CpModel()
        self.unit = gcd(*grid.steps, *grid.free)
        self.steps = [steps // self.unit for steps in grid.steps]
        self.earliest = Earliest.of(grid)
        self.horizon = grid.horizon // self.unit
        self.ends = [
            self.model.new_int_var(begin // self.unit + steps, self.horizon, "")
            for begin, steps in zip(self.earliest.begins, self.steps, strict=True)
        ]
        self.chosen: dict[tuple[int, int], Any] = {}
        self._add_work()
        self._add_crews()
        self.model.minimize(sum(self._costs()))

    def hint(self, order: Order) -> None:
        ends = Judge.at_means(self.grid).ends(Orders.of([order]))[0, :, 0]
        for one, end in enumerate(ends.tolist()):
            self.model.add_hint(self.ends[one], end // self.unit)
            for team in self.grid.able[one]:
                self.model.add_hint(self.chosen[one, team], int(order.teams[one] == team))

    def order(self, solver: Any) -> Order:
        begins = [solver.value(end) - n for end, n in zip(self.ends, self.steps, strict=True)]
        rest = sorted(range(self.grid.begun, len(begins)), key=lambda one: begins[one])
        teams = tuple(
            next(team for team in able if solver.value(self.chosen[one, team]))
            for one, able in enumerate(self.grid.able)
        )
        return Order((*range(self.grid.begun), *rest), teams)

    def _add_work(self) -> None:
        """Teams do one thing at a time; what is under way goes on; what waits, waits."""
        grid, lanes = self.grid, dict[int, list[Any]]()
        for one, able in enumerate(grid.able):
            begin, end, steps = self.ends[one] - self.steps[one], self.ends[one], self.steps[one]
            for team in able:
                self.chosen[one, team] = did = self.model.new_bool_var("")
                lane = self.model.new_optional_interval_var(begin, steps, end, did, "")
                lanes.setdefault(team, []).append(lane)
                free = 0 if one < grid.begun else grid.free[team] // self.unit
                self.model.add(begin >= free).only_enforce_if(did)
            self.model.add_exactly_one(self.chosen[one, team] for team in able)
            if one < grid.begun:
                self.model.add(end == steps)
            for needed in grid.after[one]:
                self.model.add(begin >= self.ends[needed])
        for team_lanes in lanes.values():
            self.model.add_no_overlap(team_lanes)

    def _add_crews(self) -> None:
        """What only some teams can do keeps at most as many of them busy: implied, but it helps."""
        for crew in self.earliest.crews:
            if len(crew.teams) > 1:
                lanes = [
                    self.model.new_interval_var(
                        self.ends[one] - self.steps[one], self.steps[one], self.ends[one], ""
                    )
                    for one in bits(crew.mask)
                ]
                self.model.add_cumulative(lanes, [1] * len(lanes), len(crew.teams))

    def _back(self, service: int) -> Any:
        need = self.grid.needs[service]
        soonest = self.earliest.all_up((service,)) // self.unit
        back = self.model.new_int_var(soonest, self.horizon, "")
        for one in need.every:
            self.model.add(back >= self.ends[one])
        for ways in need.choices:
            takes = [self.model.new_bool_var("") for _ in ways]
            self.model.add_exactly_one(takes)
            for way, take in zip(ways, takes, strict=True):
                for one in way:
                    self.model.add(back >= self.ends[one]).only_enforce_if(take)
        return back

    def _costs(self) -> list[Any]:
        grid, weight = self.grid, late_weight(self.grid)
        backs = [self._back(n) for n in range(len(grid.needs))]
        costs = [self._looked_up(b, grid.cents[n].tolist()) for n, b in enumerate(backs)]
        capped = {place for places, _ in grid.caps for place in places}
        total = [cost for n, cost in enumerate(costs) if n not in capped]
        for places, limit in grid.caps:
            most = sum(int(grid.cents[place, -1]) for place in places)
            held = self.model.new_int_var(0, max(most, limit), "")
            self.model.add_min_equality(held, [sum(costs[place] for place in places), limit])
            total.append(held)
        late = [n for n in range(len(backs)) if grid.late[n].any()]
        return total + [weight * self._looked_up(backs[n], grid.late[n].tolist()) for n in late]

    def _looked_up(self, back: Any, table: list[int]) -> Any:
        """What the cheapest order has no reason to exceed: the straight stretch that holds."""
        table = table[:: self.unit]
        cost, picked = self.model.new_int_var(0, table[-1], ""), []
        slack = int(table[-1] * _SLACK_SHARE)
        for begin, end, rise in stretches(table, slack):
            here = self.model.new_bool_var("")
            picked.append(here)
            self.model.add_linear_constraint(back, begin, end).only_enforce_if(here)
            line = table[begin] - slack + rise * (back - begin)
            self.model.add(cost >= line).only_enforce_if(here)
        self.model.add_exactly_one(picked)
        return cost


def stretches(table: list[int], slack: int) -> list[tuple[int, int, int]]:
    """(first, last, rise for each place): a line from the first, lowered by `slack`, that lies
    nowhere above the table and at most 2·slack below it."""
    found, begin = list[tuple[int, int, int]](), 0
    while begin < len(table):
        end, low, high = begin, 0, table[-1]
        while end + 1 < len(table):
            far, rise = end + 1 - begin, table[end + 1] - table[begin]
            least, most = max(low, -((slack - rise) // far)), min(high, (rise + slack) // far)
            if least > most:
                break
            low, high, end = least, most, end + 1
        found.append((begin, end, low))
        begin = end + 1
    return found
