"""EPSS and KEV: real files, extracts, bad files; newer replaces older and nothing is dropped."""

import gzip
import json
from datetime import date

import pytest

from quarterdeck.findings.models import Epss, KnownExploited, Release
from quarterdeck.findings.services import (
    import_scan,
    intelligence_age,
    intelligence_on,
    load_epss,
    load_intelligence,
    load_kev,
    weaknesses,
)
from quarterdeck.readers import ReadError
from tests.findings.scans import ME, cve, header, host, shared, weak, write

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = "CVE-2024-0001", "CVE-2024-0002", "CVE-2024-0003"


@pytest.fixture
def epss(tmp_path):
    """Writes a day's scores."""

    def made(on, name="day.csv", version="v2025.03.14", **scores):
        rows = "".join(f"{key.replace('_', '-')},{score},0.5\n" for key, score in scores.items())
        path = tmp_path / name
        path.write_text(
            f"#model_version:{version},score_date:{on}T12:55:00Z\ncve,epss,percentile\n{rows}"
        )
        return path

    return made


@pytest.fixture
def kev(tmp_path):
    """Writes a catalogue."""

    def made(on, *cves, ransomware="Known", name="kev.json", **changed):
        entries = [
            {"cveID": key, "dateAdded": "2024-05-01", "knownRansomwareCampaignUse": ransomware}
            for key in cves
        ]
        said = {"dateReleased": f"{on}T17:04:19.9796Z", "count": len(entries)}
        said |= {"catalogVersion": "2025.08.25", "vulnerabilities": entries} | changed
        path = tmp_path / name
        path.write_text(json.dumps(said))
        return path

    return made


def scores():
    return dict(Epss.objects.values_list("cve", "score"))


def test_the_real_files_are_loaded():
    loaded = load_intelligence(shared("intel/epss_scores-2026-08-16.csv.gz"))
    assert (loaded.source, loaded.on, loaded.entries) == ("epss", date(2026, 8, 16), 360_142)
    assert Epss.objects.count() == 360_142
    assert Epss.objects.get(cve="CVE-1999-0001").score == 0.03351
    listed = load_intelligence(shared("intel/known_exploited_vulnerabilities.json"))
    assert (listed.source, listed.on, listed.entries) == ("kev", date(2025, 8, 25), 1_404)
    assert KnownExploited.objects.get(cve="CVE-2025-48384").added == date(2025, 8, 25)
    age = intelligence_age()
    assert (age.epss_on, age.kev_on) == (date(2026, 8, 16), date(2025, 8, 25))
    assert (age.epss_cves, age.kev_cves) == (360_142, 1_404)


def test_nothing_was_loaded():
    age = intelligence_age()
    assert (age.epss_on, age.kev_on, age.epss_cves, age.kev_cves) == (None, None, 0, 0)


def test_newer_replaces_and_nothing_is_dropped(epss):
    load_epss(epss("2026-01-01", CVE_2024_0001=0.1, CVE_2024_0002=0.2))
    load_epss(epss("2026-01-02", CVE_2024_0001=0.3))
    assert scores() == {ONE: 0.3, TWO: 0.2}
    found = intelligence_on([ONE, TWO, THREE])
    assert (found[ONE].epss_date, found[TWO].epss_date) == (date(2026, 1, 2), date(2026, 1, 1))
    assert THREE not in found


def test_older_fills_gaps_only(epss):
    load_epss(epss("2026-01-02", CVE_2024_0001=0.3))
    load_epss(epss("2026-01-01", CVE_2024_0001=0.1, CVE_2024_0002=0.2))
    assert scores() == {ONE: 0.3, TWO: 0.2}
    assert intelligence_age().epss_on == date(2026, 1, 2)


def test_the_same_file_twice_is_told(epss):
    path = epss("2026-01-01", CVE_2024_0001=0.1)
    assert not load_epss(path).already
    assert load_epss(path).already
    assert Release.objects.count() == 1


def test_a_packed_file_is_read(epss, tmp_path):
    path = tmp_path / "day.csv.gz"
    path.write_bytes(gzip.compress(epss("2026-01-01", CVE_2024_0001=0.1).read_bytes()))
    assert load_intelligence(path).version == "v2025.03.14"


HEAD = "#model_version:v1,score_date:2026-01-02T00:00:00Z\ncve,epss,percentile\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "middle of a line"),
        ("cve,epss,percentile\nCVE-2024-0001,0.1,0.5\n", "must begin with"),
        (HEAD, "holds no scores"),
        (HEAD.replace("epss,", "score,") + "CVE-2024-0001,0.1,0.5\n", "line 2: must name"),
        (HEAD + "CVE-2024-0001,0.1,0.5\nCVE-2024-0002,1.5,0.5\n", "line 4: .* from 0 to 1"),
        (HEAD + "CVE-2024-0001,nan,0.5\n", "line 3"),
        (HEAD + "CVE-2024-0001,0.1\n", "line 3"),
        (HEAD + "GHSA-1,0.1,0.5\n", "line 3"),
        (HEAD + "CVE-2024-0001,0.1,0.5\nCVE-2024-0002,0.2", "middle of a line"),
        (HEAD.replace("2026-01-02", "2026-13-02") + "CVE-2024-0001,0.1,0.5\n", "must begin"),
    ],
)
def test_a_bad_day_file_changes_nothing(epss, tmp_path, text, says):
    load_epss(epss("2026-01-01", CVE_2024_0001=0.7, CVE_2024_0002=0.2))
    bad = tmp_path / "bad.csv"
    bad.write_text(text)
    with pytest.raises(ReadError, match=says) as caught:
        load_epss(bad)
    assert str(caught.value).startswith(str(bad))
    assert scores() == {ONE: 0.7, TWO: 0.2}
    assert intelligence_age().epss_on == date(2026, 1, 1)


def test_a_packed_file_cut_short_changes_nothing(epss, tmp_path):
    whole = gzip.compress(epss("2026-01-01", CVE_2024_0001=0.1).read_bytes())
    (tmp_path / "cut.gz").write_bytes(whole[:-12])
    with pytest.raises(ReadError, match="cannot be read"):
        load_intelligence(tmp_path / "cut.gz")
    assert scores() == {}


def test_the_catalogue_says_who_is_used_and_by_ransomware(kev):
    load_kev(kev("2026-01-01", ONE))
    load_kev(kev("2026-01-02", TWO, ransomware="Unknown"))
    found = intelligence_on([ONE, TWO])
    assert found[ONE].known_exploited
    assert (found[ONE].ransomware, found[TWO].ransomware) == (True, False)
    assert found[ONE].exploited_since == date(2024, 5, 1)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"count": 3}, "says it holds 3 entries and holds 1"),
        ({"dateReleased": "soon"}, "dateReleased"),
        ({"vulnerabilities": []}, "vulnerabilities"),
        ({"vulnerabilities": [{"cveID": "x"}]}, "entry 1"),
        ({"vulnerabilities": ["x"]}, "entry 1"),
    ],
)
def test_a_bad_catalogue_changes_nothing(kev, changed, says):
    with pytest.raises(ReadError, match=says):
        load_kev(kev("2026-01-01", ONE, **changed))
    assert KnownExploited.objects.count() == 0


def test_a_catalogue_cut_short_changes_nothing(kev):
    path = kev("2026-01-01", ONE, TWO)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ReadError, match="whole JSON"):
        load_intelligence(path)


def test_a_missing_file_is_a_readers_error(tmp_path):
    with pytest.raises(ReadError, match="cannot be read"):
        load_intelligence(tmp_path / "none.csv")


def test_weaknesses_carry_what_is_known(epss, kev, client_, tmp_path):
    a = host("a")
    several = weak(a, "several", cves=(ONE, TWO))
    path = write(tmp_path / "s.jsonl", header(0), a, several, cve(a, TWO), cve(a, THREE))
    import_scan(client_, path, ME)
    load_epss(epss("2026-01-01", CVE_2024_0001=0.1, CVE_2024_0002=0.9))
    load_kev(kev("2026-01-01", ONE))
    rows = {row.key: row for row in weaknesses(client_)}
    assert (rows["alpha:several"].epss, rows["alpha:several"].known_exploited) == (0.9, True)
    assert (rows[TWO].epss, rows[TWO].epss_date) == (0.9, date(2026, 1, 1))
    assert not rows[TWO].known_exploited
    assert (rows[THREE].epss, rows[THREE].epss_date) == (None, None)
