"""What a user gets wrong ends in a sentence with its mend and exit code 2, never in a traceback."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from quarterdeck import __version__
from tests.cli.running import SCENARIOS, run
from tests.clients.folders import write

RUN = (sys.executable, "-m", "quarterdeck")


def started(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    """A process of its own, with nothing of ours in its settings but `environment`."""
    inherited = {
        k: v for k, v in os.environ.items() if k not in ("QUARTERDECK_DATA", "DATABASE_URL")
    }
    return subprocess.Popen(
        [*RUN, *map(str, arguments)], env=inherited | environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def ended(*arguments: object, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    process = started(*arguments, **environment)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


MISTAKES = (
    # line, what the answer must name
    (("nonsense",), ("nonsense",)),
    (("rank",), ("CLIENT",)),
    (("rank", "acme", "--as-of", "31/12/2026"), ("31/12/2026", "%Y-%m-%d")),
    (("rank", "acme", "--by", "luck"), ("luck", "business")),
    (("rank", "acme", "--top", "0"), ("--top", "greater than or equal to 1")),
    (("verify", "acne"), ("acne", "Did you mean “acme”?")),
    (("rank", "acne"), ("acne",)),
    (("brief", "acne"), ("acne",)),
    (("simulate", "acne"), ("acne",)),
    (("client", "export", "acne", "{new}"), ("acne",)),
    (("client", "import", "{missing}"), ("missing", "must be a client folder, or a workbook")),
    (("client", "import", "{binary}"), ("binary", "must be a client folder, or a workbook")),
    (("client", "new", "{full}"), ("full",)),
    (("client", "export", "acme", "{full}"), ("full",)),
    (("client", "new", "{binary}/inside"), ("inside",)),
    (("scan", "read", "{missing}"), ("missing", "cannot be opened")),
    (("scan", "read", "{full}"), ("full",)),
    (("scan", "read", "{empty}"), ("empty",)),
    (("scan", "read", "{binary}"), ("binary",)),
    (("scan", "read", "{binary}", "--format", "nesus"), ("nesus", "nessus-csv")),
    (("scan", "import", "acme", "{missing}"), ("missing",)),
    (("intel", "load", "{missing}"), ("missing",)),
    (("intel", "load", "{binary}"), ("binary",)),
    (("plain", "{missing}"), ("missing",)),
    (("plain", "{full}"), ("full",)),
    (("plain", "{binary}"), ("binary",)),
    (("brief", "acme", "--paper", "a5"), ("a5", "us-letter")),
    (("brief", "acme", "--out", "{binary}", "--draft"), ("binary",)),
    (("simulate",), ("--scenarios",)),
    (("simulate", "acme", "--scenarios", SCENARIOS), ("one of the two",)),
    (("simulate", "--scenarios", "{missing}"), ("missing",)),
    (("simulate", "--scenarios", "{full}"), ("full",)),
    (("simulate", "--scenarios", "{binary}"), ("binary",)),
    (("simulate", "--scenarios", "{empty}"), ("empty", "object")),
    (("simulate", "--scenarios", SCENARIOS, "--currency", "US$"), ("US$", "EUR")),
    (("simulate", "--scenarios", SCENARIOS, "--worlds", "1"), ("20",)),
    (("simulate", "--scenarios", SCENARIOS, "--seed", "-1"), ("--seed", "equal to 0")),
    (("simulate", "--scenarios", SCENARIOS, "--years", "9999999"), ("--years",)),
)  # fmt: skip


@pytest.fixture
def places(tmp_path, capsys, db):
    """Files and folders of every wrong sort, and a client with the key acme."""
    write(tmp_path / "full")
    assert run(capsys, "client", "import", tmp_path / "full").code == 0
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 4)
    names = ("full", "empty", "binary", "missing", "new")
    return {name: tmp_path / name for name in names}


@pytest.mark.parametrize(("line", "named"), MISTAKES, ids=lambda x: " ".join(map(str, x[:4])))
def test_a_mistake_is_named(places, capsys, line, named):
    ran = run(capsys, *(str(word).format(**places) for word in line))
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    answer = " ".join(ran.err.replace("│", " ").split())
    assert [word for word in named if word not in answer] == []


def test_a_sample_of_another_version_is_kept_and_the_demo_says_what_to_do(places, capsys):
    from quarterdeck.clients import ledger
    from quarterdeck.clients.models import Client

    other = Client.objects.create(
        firm=Client.objects.get().firm,
        key="northmere",
        name="Mine",
        revenue_per_year=1e6,
        board={"next_meeting": "2026-12-03"},
    )
    ledger.append(other, "me", "change", "profile")
    ran = run(capsys, "demo", "--out", places["new"])
    assert ran.code == 2
    assert "QUARTERDECK_DATA" in ran.err
    assert "row 1 of the file is not row 1 of what is stored" in ran.err
    assert Client.objects.get(key="northmere").name == "Mine"
    assert not places["new"].exists()


WRONG_SCENARIOS = (
    # file's name, its text, what the answer must say
    ("a.yaml", "scenarios: 5", "a.yaml, line 1, scenarios: expected array"),
    ("a.yaml", "scenarios: []", "a.yaml, line 1, scenarios: give at least one"),
    ("a.yaml", "scenarios: [", "a.yaml, line 1: must be well-formed YAML"),
    ("a.yaml", "[" * 5_000, "nests too deeply"),
    ("a.yaml", "a: 1\na: 2", "a.yaml, line 2, a: is given twice"),
    ("a.yaml", "scenarios:\n  - key: a\n    kind: thief\n    rate_per_year: 1\n    losses: []",
     "a.yaml, line 3, scenarios[0].kind: invalid enum value 'thief'; it is one of theft"),
    ("a.yaml", "scenarios:\n  - key: a\n    kind: theft\n    rate_per_year: 1\n    losses: []",
     "a.yaml, line 5, scenarios[0].losses: give at least one"),
    ("a.yaml", "scenarios:\n  - key: a\n    kind: theft\n    rate_per_year:\n      low: 2\n"
     "      high: 1\n    losses: []", "a.yaml, line 4, scenarios[0].rate_per_year: an estimate"),
    ("a.yaml", "scenarios:\n  - key: a\n    kind: theft\n    rate_per_year: .nan\n    losses: []",
     "a.yaml, line 4, scenarios[0].rate_per_year"),
    ("a.json", '{"scenarios": [{"key": "a",\n"rate_per_year": 1}]}',
     "a.json, line 1, scenarios[0]: missing required field"),
    ("a.json", '{"scenarios": ,}', "a.json, line 1: must be well-formed JSON"),
    ("a.json", "[" * 100_000, "nests too deeply"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "text", "says"), WRONG_SCENARIOS)
def test_a_wrong_file_of_scenarios_is_named_with_its_line(tmp_path, capsys, name, text, says):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    ran = run(capsys, "simulate", "--scenarios", file)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_all_problems_of_a_folder_are_told_at_once(tmp_path, capsys, db):
    folder = write(tmp_path / "wrong", profile__yaml="key: acme\nname: Acme\n")
    ran = run(capsys, "client", "import", folder)
    assert ran.code == 2
    assert "2 things to put right; nothing was stored." in ran.err
    assert "revenue_per_year: is missing" in ran.err
    assert run(capsys, "client", "list", "--json").document["data"] == []


def test_odd_names_are_shown_as_they_are(tmp_path, capsys, db):
    """Square brackets are markup to the library that prints."""
    folder = write(
        tmp_path / "odd",
        profile__yaml="key: acme\nname: '[/b] [red]Acme'\nrevenue_per_year: 6e7\n"
        "board: {next_meeting: 2026-12-03}\n",
    )
    assert run(capsys, "client", "import", folder).code == 0
    assert "[/b] [red]Acme" in run(capsys, "client", "list").out


def test_version_in_a_process_of_its_own(tmp_path):
    code, out, err = ended("--version", QUARTERDECK_DATA=str(tmp_path))
    assert (code, out.strip(), err) == (0, f"quarterdeck {__version__}", "")


def test_a_new_data_folder_is_made_and_found_well(tmp_path):
    where = {"QUARTERDECK_DATA": str(tmp_path / "not" / "yet")}
    assert ended("doctor", **where)[0] == 0
    assert not (tmp_path / "not").exists()
    code, out, _ = ended("client", "list", **where)
    assert (code, "No clients yet" in out) == (0, True)
    code, out, _ = ended("doctor", **where)
    assert (code, "WAL" in out, "All is well" in out) == (0, True, True)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "DATABASE_URL must read like postgres://"),
        ("postgres://user@localhost:99999/name", "DATABASE_URL must read like"),
        ("postgres://user@localhost:1/name", "connection"),
    ],
)
def test_a_wrong_database_url(tmp_path, url, says):
    code, out, err = ended("client", "list", QUARTERDECK_DATA=str(tmp_path), DATABASE_URL=url)
    assert (code, out, "Traceback" in err) == (2, "", False)
    assert says in err


def test_a_broken_database_is_named_and_doctor_says_so(tmp_path):
    (tmp_path / "quarterdeck.sqlite3").write_bytes(b"not a database " * 1000)
    code, _, err = ended("client", "list", QUARTERDECK_DATA=str(tmp_path))
    assert (code, "Traceback" in err) == (2, False)
    assert "not a database" in err
    code, out, _ = ended("doctor", QUARTERDECK_DATA=str(tmp_path))
    assert code == 1
    assert "✗ database: file is not a database" in out


def test_a_locked_database_is_named(tmp_path):
    where = {"DATABASE_URL": f"sqlite:///{tmp_path / 'locked.sqlite3'}?timeout=1"}
    assert ended("client", "list", **where)[0] == 0
    holder = sqlite3.connect(tmp_path / "locked.sqlite3")
    holder.execute("BEGIN EXCLUSIVE")
    code, _, err = ended("client", "list", **where)
    holder.close()
    assert (code, "Traceback" in err) == (2, False)
    assert "locked" in err


def test_a_data_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    where = {"QUARTERDECK_DATA": str(tmp_path / "file" / "below")}
    code, _, err = ended("client", "list", **where)
    assert (code, "QUARTERDECK_DATA" in err, "Traceback" in err) == (2, True, False)
    assert ended("doctor", **where)[0] == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes with names nor SIGINT")
def test_ctrl_c_ends_with_130_and_one_line(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = started("plain", pipe)
    writer = os.open(pipe, os.O_WRONLY)  # opens once the verb reads
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    os.close(writer)
    assert (process.returncode, out, err) == (130, "", "Stopped.\n")


def test_output_into_a_closed_pipe_is_no_fault(tmp_path):
    scan = tmp_path / "many.csv"
    rows = "".join(f"host{n},Old kernel {n},high\n" for n in range(20_000))
    scan.write_text("system,title,severity\n" + rows, encoding="utf-8")
    with started("scan", "read", scan) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""


def test_text_goes_into_files_as_utf_8_on_any_terminal(tmp_path):
    code, out, _ = ended("simulate", "--scenarios", SCENARIOS, "--worlds", 20, PYTHONUTF8="0",
                         PYTHONIOENCODING="cp1252")  # fmt: skip
    assert code == 0
    assert "█" in out


def test_the_tests_have_a_folder_of_their_own():
    assert Path(os.environ["QUARTERDECK_DATA"]).name.startswith("quarterdeck-test-")


ODD_SCENARIOS = (
    # what is odd, rate a year, size, what the answer must say
    ("never happens", "0", "3", "Years without loss"),
    ("pennies", "1", "0.01", "less than $1"),
    ("no finite average", "{low: 0.5, high: 4}",
     "{low: 1000, high: 1000000}, tail: {threshold: 5000, alpha: 0.8}", "no finite average"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "rate", "size", "says"), ODD_SCENARIOS)
def test_odd_scenarios_are_told_in_text_and_json(tmp_path, capsys, name, rate, size, says):
    file = tmp_path / "odd.yaml"
    file.write_text(
        f"scenarios: [{{key: a, name: '[/b] {name}', kind: theft, rate_per_year: {rate}, "
        f"losses: [{{form: response, size: {size}}}]}}]\n"
        "tolerance: [{loss: 1234567.5, chance: 0}]\nmateriality: 0\n",
        encoding="utf-8",
    )
    line = ("simulate", "--scenarios", file, "--worlds", 20, "--years", 50)
    text = run(capsys, *line)
    assert (text.code, text.err) == (0, "")
    assert says in text.out
    assert f"[/b] {name}" in text.out
    assert run(capsys, *line, "--json").document["data"]["scenarios"][0]["key"] == "a"
