"""Any scans in any order against the rules said plainly, over all that was ever reported."""

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client, Firm
from quarterdeck.findings.services import import_scan
from tests.findings.scans import ME, header, host, states, weak, write

HOSTS = {name: host(name) for name in "ab"}
KEYS = ("CVE-2024-0001", "own")
ORDER = ("open", "muted", "manual")


class Scan(NamedTuple):
    """When, by whom, how; and what it says (status by key) of each host that it names."""

    at: int
    family: str
    kind: str
    says: dict[str, dict[str, str]]

    @property
    def scope(self):
        return self.family, self.kind


statuses = st.dictionaries(
    st.sampled_from(KEYS), st.sampled_from((*ORDER, "passed", "open", "open"))
)
scans = st.builds(
    Scan,
    at=st.integers(0, 6),
    family=st.sampled_from(("alpha", "beta")),
    kind=st.sampled_from(("network", "network-credentialed")),
    says=st.dictionaries(st.sampled_from(sorted(HOSTS)), statuses, max_size=2),
)


def key_of(family, key):
    return key if key.startswith("CVE") else f"{family}:{key}"


def oracle(done):
    """State by (host, key), worked out from all scans at once, in whatever order they came."""
    reports = {}
    for scan in done:
        for name, says in scan.says.items():
            for key, status in says.items():
                if status in ORDER:
                    at = reports.setdefault((name, key_of(scan.family, key)), {})
                    at.setdefault((scan.scope, scan.at), set()).add(status)
    return {place: state_of(place[0], said, done) for place, said in reports.items()}


def state_of(name, said, done):
    held, wanting = [], False
    for scope in {scope for scope, _ in said}:
        last = max(at for s, at in said if s == scope)
        word = min(said[scope, last], key=ORDER.index)
        ever_open = any("open" in words for (s, _), words in said.items() if s == scope)
        wanting = wanting or ever_open or word == "muted"
        looks = [s for s in done if s.at > last]
        if any(s.scope == scope and name in s.says for s in looks):
            continue
        later = any(
            (s.scope == scope and name in circle(s, done))
            or (s.family == scope[0] and name in s.says)
            for s in looks
        )  # fmt: skip
        held.append((word, later, ever_open))
    if any(word == "open" and not later for word, later, _ in held):
        return "open"
    if any(word == "open" for word, _, _ in held):
        return "unseen"
    if any(word == "muted" for word, _, _ in held):
        return "muted"
    if any(ever_open for _, _, ever_open in held):
        return "unseen"
    return "unchecked" if held else "fixed" if wanting else "passed"


def circle(scan, done):
    """The hosts that scans of the same scope name together, step by step, from this scan on."""
    hosts = set(scan.says)
    for _ in HOSTS:
        for other in done:
            if other.scope == scan.scope and hosts & other.says.keys():
                hosts |= other.says.keys()
    return hosts


def written(path, scan):
    records = [header(scan.at, scan.family, scan.kind)]
    for name, says in scan.says.items():
        records.append(HOSTS[name])
        for key, status in says.items():
            cves = (key,) if key.startswith("CVE") else ()
            records.append(weak(HOSTS[name], key, cves=cves, status=status))
    return write(path, *records)


@pytest.mark.django_db
@settings(
    max_examples=80, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(done=st.lists(scans, min_size=1, max_size=7))
@example(done=[Scan(0, "alpha", "network", {"a": {"own": "muted"}}),
               Scan(1, "alpha", "network", {"a": {}})])  # fmt: skip
def test_states_follow_from_what_was_reported(done, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scans")
    firm, _ = Firm.objects.get_or_create(name="Oracle")
    client = Client.objects.create(firm=firm, key=folder.name, name="Any")
    hashes = set()
    for number, scan in enumerate(done):
        path = written(folder / f"{number}.jsonl", scan)
        before = states(client)
        result = import_scan(client, path, ME)
        assert result.already == (result.sha256 in hashes)
        hashes.add(result.sha256)
        after = states(client)
        assert after == oracle(done[: number + 1])
        counted(result, before, after)
    assert ledger.verify(client) == []
    assert len(list(ledger.export(client))) == len(hashes)


def counted(result, before, after):
    """The counts agree with the states before and after."""
    weak_ones = ("open", "unseen")
    turned = [(before.get(place, ""), state) for place, state in after.items()]
    assert result.reopened == sum(b == "fixed" and a in weak_ones for b, a in turned)
    assert result.unseen == sum(b == "open" and a == "unseen" for b, a in turned)
    assert result.fixed == sum(b != "fixed" and a == "fixed" for b, a in turned)
    fresh = ("", "unchecked", "passed")
    found_fixed = sum(b in fresh and a == "fixed" for b, a in turned)
    assert result.new == found_fixed + sum(b in fresh and a in weak_ones for b, a in turned)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(done=st.lists(scans, min_size=2, max_size=6), dice=st.randoms())
def test_the_order_of_import_does_not_matter(done, dice, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scans")
    firm, _ = Firm.objects.get_or_create(name="Oracle")
    paths = [written(folder / f"{number}.jsonl", scan) for number, scan in enumerate(done)]
    found = []
    for turn in range(2):
        client = Client.objects.create(firm=firm, key=f"{folder.name}-{turn}", name="Any")
        for path in paths:
            import_scan(client, path, ME)
        found.append(states(client))
        dice.shuffle(paths)
    assert found[0] == found[1]
