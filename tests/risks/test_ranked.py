from datetime import date
from pathlib import Path

import numpy as np
import pytest

from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.models import LedgerRow
from quarterdeck.engine.ranking import shares
from quarterdeck.findings import columns as packing
from quarterdeck.findings import services as findings
from quarterdeck.findings.services import columns, import_scan
from quarterdeck.risks.models import RankedList, RankedPage
from quarterdeck.risks.ranked import PAGE, page, rank_all, worked_out
from quarterdeck.risks.services import looked_at
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
            int(found.finding[n]), int(found.asset[n]), found.kinds[found.kind[n]],
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


def test_a_new_scan_reads_only_what_it_looked_at(client_, tmp_path, monkeypatch):
    hosts = [host(f"srv-{n}") for n in range(12)]
    seen = [cve(one, f"CVE-2024-{n:04}") for n, one in enumerate(hosts)]
    import_scan(client_, write(tmp_path / "1.jsonl", header(), *hosts, *seen), ME)
    columns(client_)
    later = [cve(hosts[3], "CVE-2025-0001"), cve(hosts[3], "CVE-2025-0002", severity="low")]
    import_scan(client_, write(tmp_path / "2.jsonl", header(2), hosts[3], *later), ME)
    with monkeypatch.context() as patched:
        patched.setattr(packing, "_read", None)
        changed = rows_of(client_)
    packing.PackedColumns.objects.of(client_).delete()
    assert changed == rows_of(client_)
    assert {row[3] for row in changed} >= {"CVE-2025-0001", "CVE-2025-0002", "CVE-2024-0004"}


def test_a_weakness_on_two_assets_of_one_system_counts_once(client_, tmp_path):
    from quarterdeck.business.models import System

    System.objects.of(client_).create(
        key="web", name="Web", environment="production", reach="internal",
        hostname=["web-a", "web-b"],
    )  # fmt: skip
    pair = [host("web-a"), host("web-b")]
    seen = [cve(one, "CVE-2024-0001") for one in pair]
    import_scan(client_, write(tmp_path / "1.jsonl", header(), *pair, *seen), ME)
    assert len(findings.weaknesses(client_)) == len(columns(client_)) == 1


def test_one_clients_ranking_holds_nothing_of_another(sample, other_client):
    rank_all(sample, DAY, ME)
    assert len(page(other_client, 0)) == 0
    assert len(columns(other_client)) == 0


def test_a_client_without_findings_has_an_empty_list(other_client):
    assert rank_all(other_client, DAY, ME).count == 0
