from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest

from quarterdeck.business.folder import ControlRecord
from quarterdeck.business.models import Control, System
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.models import LedgerRow
from quarterdeck.engine.ranking import shares
from quarterdeck.findings import kept_columns
from quarterdeck.findings import services as findings
from quarterdeck.findings.models import Asset, PackedColumns
from quarterdeck.findings.services import columns, import_scan
from quarterdeck.risks.assessing import look
from quarterdeck.risks.controls import in_force
from quarterdeck.risks.exposing import frozen_values, terrain
from quarterdeck.risks.inventory import INVENTORY
from quarterdeck.risks.models import RankedList, RankedPage
from quarterdeck.risks.ranked import PAGE, page, rank_all, worked_out
from quarterdeck.risks.register import register
from quarterdeck.risks.services import inputs_of, looked_at, reference_of
from tests.findings.scans import ME, cve, header, host, write

SAMPLE = Path(__file__).parents[2] / "examples" / "northmere"
DAY = date(2026, 11, 25)


@pytest.fixture
def sample(firm):
    return import_folder(SAMPLE, firm, ME).client


def rows_of(client):
    """What the packed columns say, in words, whatever their order and codes."""
    found = columns(client)
    return sorted(
        (
            int(found.finding[n]), found.assets[found.asset[n]], found.kinds[found.kind[n]],
            found.cves[found.forecast[n]], found.impacts[found.impact[n]],
            found.fixes[found.fix[n]], str(found.score[n]),
        )
        for n in range(len(found))
    )  # fmt: skip


def test_columns_rank_as_the_assessment_does(sample):
    today = looked_at(sample, DAY, ME)
    one_by_one = dict(
        zip(
            (w.finding for w in findings.weaknesses(sample)),
            shares(today.exposed.findings).rows,
            strict=True,
        )
    )
    ranked = worked_out(sample, DAY, ME)
    found = ranked.ranking.what == 0
    by_columns = dict(
        zip(
            ranked.findings[ranked.ranking.place[found]].tolist(),
            ranked.ranking.share[found],
            strict=True,
        )
    )
    assert by_columns.keys() == one_by_one.keys()
    assert all(by_columns[pk] == pytest.approx(share, rel=1e-9) for pk, share in one_by_one.items())
    assert ranked.total_per_year == pytest.approx(float(ranked.ranking.share.sum()))


def test_what_is_written_back_is_the_whole_list_in_order(sample):
    kept = rank_all(sample, DAY, ME)
    rows = page(sample, 0)
    assert kept.count == len(rows) == RankedList.objects.of(sample).get().count
    assert np.all(np.diff(rows["share"]) <= 0)
    assert float(rows["share"].sum()) == pytest.approx(kept.total_per_year)
    gaps = rows[rows["what"] == 1]
    assert len(gaps) > 0
    assert all(kept.others[of].startswith("gap:") for of in gaps["of"])
    assert len(page(sample, 1)) == 0


def test_ranking_again_leaves_one_list_and_no_ledger_row(sample):
    first = rank_all(sample, DAY, ME)
    rows = LedgerRow.objects.of(sample).count()
    again = rank_all(sample, DAY, ME)
    assert again.pk == first.pk
    assert LedgerRow.objects.of(sample).count() == rows
    assert RankedPage.objects.of(sample).count() == -(-again.count // PAGE)


def twelve(client, folder):
    """Twelve hosts with a weakness each, their columns kept."""
    hosts = [host(f"srv-{n}") for n in range(12)]
    seen = [cve(one, f"CVE-2024-{n:04}") for n, one in enumerate(hosts)]
    import_scan(client, write(folder / "1.jsonl", header(), *hosts, *seen), ME)
    columns(client)
    return hosts


def read_in_part(client, monkeypatch):
    """The columns' rows; how many assets were read for them."""
    asked = []
    read = kept_columns.read

    def noted(client, files, sharing, assets=None):
        asked.append(len(assets or Asset.objects.of(client)))
        return read(client, files, sharing, assets)

    with monkeypatch.context() as patched:
        patched.setattr(kept_columns, "read", noted)
        return rows_of(client), sum(asked)


def read_anew(client):
    PackedColumns.objects.of(client).delete()
    return rows_of(client)


def listed(client, *hostnames, key="one"):
    System.objects.of(client).update_or_create(
        key=key,
        defaults={"name": key, "environment": "production", "reach": "internal",
                  "hostname": list(hostnames), "client_id": client.pk},
    )  # fmt: skip
    findings.rematch(client)


def test_a_new_scan_reads_only_what_it_looked_at(client_, tmp_path, monkeypatch):
    hosts = twelve(client_, tmp_path)
    later = [cve(hosts[3], "CVE-2025-0001"), cve(hosts[3], "CVE-2025-0002", severity="low")]
    import_scan(client_, write(tmp_path / "2.jsonl", header(2), hosts[3], *later), ME)
    changed, assets = read_in_part(client_, monkeypatch)
    assert assets == 1
    assert changed == read_anew(client_)
    assert {row[3] for row in changed} >= {"CVE-2025-0001", "CVE-2025-0002", "CVE-2024-0004"}
    assert read_in_part(client_, monkeypatch) == (changed, 0)


def test_a_weakness_on_two_assets_of_one_system_counts_once(client_, tmp_path):
    listed(client_, "web-a", "web-b")
    pair = [host("web-a"), host("web-b")]
    seen = [cve(one, "CVE-2024-0001") for one in pair]
    import_scan(client_, write(tmp_path / "1.jsonl", header(), *pair, *seen), ME)
    assert len(findings.weaknesses(client_)) == len(columns(client_)) == 1


def test_assets_that_become_one_system_or_cease_to_be_are_read_again(
    client_, tmp_path, monkeypatch
):
    hosts = twelve(client_, tmp_path)
    same = [cve(hosts[2], "CVE-2024-0003"), cve(hosts[2], "CVE-2024-0002")]
    import_scan(client_, write(tmp_path / "2.jsonl", header(2), hosts[2], *same), ME)
    assert len(columns(client_)) == 13
    listed(client_, "srv-2", "srv-3")
    changed, assets = read_in_part(client_, monkeypatch)
    assert (len(changed), assets) == (12, 2)
    assert changed == read_anew(client_)
    listed(client_, "srv-2")
    changed, assets = read_in_part(client_, monkeypatch)
    assert (len(changed), assets) == (13, 2)
    assert changed == read_anew(client_)


def test_a_new_scan_reads_what_shares_a_system_with_what_it_looked_at(
    client_, tmp_path, monkeypatch
):
    listed(client_, "srv-2", "srv-3")
    hosts = twelve(client_, tmp_path)
    worse = cve(hosts[2], "CVE-2024-0003", severity="critical")
    import_scan(client_, write(tmp_path / "2.jsonl", header(2), hosts[2], worse), ME)
    changed, assets = read_in_part(client_, monkeypatch)
    assert assets == 2
    assert [row[2][1] for row in changed if row[3] == "CVE-2024-0003"] == ["critical"]
    assert changed == read_anew(client_)
    import_scan(client_, write(tmp_path / "3.jsonl", header(3), hosts[2]), ME)
    changed, assets = read_in_part(client_, monkeypatch)
    assert [row[2][1] for row in changed if row[3] == "CVE-2024-0003"] == ["high"]
    assert changed == read_anew(client_)


def test_columns_that_another_version_packed_are_read_anew(client_, tmp_path):
    twelve(client_, tmp_path)
    rows = rows_of(client_)
    PackedColumns.objects.of(client_).update(packed=msgspec.msgpack.encode({"files": [1]}))
    assert rows_of(client_) == rows


def test_the_lean_inventory_is_the_whole_one(sample):
    whole, lean = inputs_of(sample, DAY), inputs_of(sample, DAY, lean=True)
    for file, schema in INVENTORY.items():
        assert lean.of(file, schema) == whole.of(file, schema) != []
    assert register(lean) == register(whole)
    controls = in_force(whole.of("controls.yaml", ControlRecord), DAY)
    assert controls.records
    one, other = terrain(whole, controls, {}), terrain(lean, controls, {})
    assert (one.keys, one.names) == (other.keys, other.names)
    for part in ("systems", "edges"):
        for name, array in vars(getattr(one, part)).items():
            np.testing.assert_array_equal(array, getattr(getattr(other, part), name))


def kept_bytes(client):
    row = rank_all(client, DAY, ME)
    pages = RankedPage.objects.of(client).order_by("number")
    return row.total_per_year, row.others, [bytes(page.rows) for page in pages]


def test_ranking_again_after_a_change_is_to_the_bit_as_ranking_anew(sample, tmp_path):
    before = kept_bytes(sample)
    system = System.objects.of(sample).exclude(hostname=[]).order_by("key")[0]
    seen = host(system.hostname[0])
    Control.objects.of(sample).create(
        key="filter", name="A filter", works_on="reach", systems=[system.key], coverage=0.5,
        effect={"low": 0.5, "high": 0.5},
    )  # fmt: skip
    after_control = kept_bytes(sample)
    assert after_control != before
    path = write(tmp_path / "1.jsonl", header(2), seen, cve(seen, "CVE-2025-0001"))
    import_scan(sample, path, ME)
    after_scan = kept_bytes(sample)
    assert after_scan != after_control
    PackedColumns.objects.of(sample).delete()
    assert kept_bytes(sample) == after_scan


def test_a_new_look_links_the_reference_as_the_assessment_does(sample, tmp_path):
    system = System.objects.of(sample).exclude(services=[]).order_by("key")[0]
    system.hostname += ["twin-a", "twin-b"]
    system.save()
    twins = [host("twin-a"), host("twin-b")]
    known = [cve(twins[0], f"CVE-2025-{n:04}") for n in (1, 2)]
    import_scan(sample, write(tmp_path / "1.jsonl", header(), *twins, *known), ME)
    rank_all(sample, DAY, ME)
    other = [cve(twins[1], f"CVE-2025-{n:04}", severity="critical") for n in (2, 3)]
    unlisted = host("unlisted"), cve(host("unlisted"), "CVE-2025-0004")
    path = write(tmp_path / "2.jsonl", header(2, family="beta"), *twins, *other, *unlisted)
    import_scan(sample, path, ME)
    before = inputs_of(sample, DAY)
    expected = frozen_values(look(before).frozen)
    rank_all(sample, DAY, ME)
    linked = reference_of(sample)
    assert linked["scope"] == expected["scope"] != before.reference["scope"]
    for part in ("findings", "duties"):
        for figures in ("level", "measured", "xi"):
            assert linked[part][figures] == pytest.approx(expected[part][figures], rel=1e-12)
    assert linked["findings"]["level"] != before.reference["findings"]["level"]


def test_one_clients_ranking_holds_nothing_of_another(sample, other_client):
    rank_all(sample, DAY, ME)
    assert len(page(other_client, 0)) == 0
    assert len(columns(other_client)) == 0


def test_a_client_without_findings_has_an_empty_list(other_client):
    assert rank_all(other_client, DAY, ME).count == 0
