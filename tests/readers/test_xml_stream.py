"""XML with tricks in it, and a tree that must not grow."""

from pathlib import Path

import pytest

from quarterdeck.readers import ReadError, sources, xml_stream
from quarterdeck.readers.xml_stream import walk
from tests.readers.support import findings, records, written

HOST = '<ReportHost name="h"><ReportItem severity="1" pluginID="1" pluginName="{}"/></ReportHost>'
BODY = f"<NessusClientData_v2><Report>{HOST}</Report></NessusClientData_v2>"


def refusal(folder: Path, text: str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        records(written(folder, "r.nessus", text))
    assert "r.nessus" in str(caught.value)
    return caught.value


def test_a_billion_laughs_stay_unlaughed(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<!DOCTYPE NessusClientData_v2 [<!ENTITY l0 "ha">{levels}]><NessusClientData_v2>'
        '<Report><ReportHost name="h"><ReportItem pluginID="1"><description>&l9;</description>'
        "</ReportItem></ReportHost></Report></NessusClientData_v2>"
    )
    assert "entities of its own" in refusal(tmp_path, text).problem


def test_laughs_in_an_attribute_are_refused_too(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE N [<!ENTITY l0 "ha">{levels}]>' + BODY.format("&l9;")
    assert refusal(tmp_path, text).mend


@pytest.mark.parametrize("kind", ["SYSTEM", 'PUBLIC "x"'])
def test_files_are_never_drawn_in(tmp_path: Path, kind: str) -> None:
    secret = written(tmp_path, "secret.txt", "the secret")
    text = (
        f'<!DOCTYPE N [<!ENTITY x {kind} "{secret.as_uri()}">]><NessusClientData_v2><Report>'
        '<ReportHost name="h"><ReportItem pluginID="1"><description>&x;</description>'
        "</ReportItem></ReportHost></Report></NessusClientData_v2>"
    )
    assert "entities of its own" in refusal(tmp_path, text).problem


def test_an_outer_dtd_is_not_loaded(tmp_path: Path) -> None:
    dtd = written(tmp_path, "evil.dtd", '<!ENTITY x "drawn in">')
    text = f'<!DOCTYPE N SYSTEM "{dtd.as_uri()}">' + BODY.format("plain")
    (finding,) = findings(records(written(tmp_path, "r.nessus", text)))
    assert finding.title == "plain"
    asking = text.replace(
        "/></ReportHost>", "><description>&x;</description></ReportItem></ReportHost>"
    )
    assert "drawn in" not in str(refusal(tmp_path, asking))


def test_parameter_entities_are_refused(tmp_path: Path) -> None:
    text = '<!DOCTYPE N [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>' + BODY.format("x")
    assert "entities of its own" in refusal(tmp_path, text).problem


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE NessusClientData_v2>",
        '<!DOCTYPE N SYSTEM "https://example.invalid/n.dtd">',
        "<!DOCTYPE N [<!ELEMENT N ANY>]>",
    ],
)
def test_a_plain_doctype_is_no_attack(tmp_path: Path, doctype: str) -> None:
    text = doctype + BODY.format("A &amp; B &#233;")
    (finding,) = findings(records(written(tmp_path, "r.nessus", text)))
    assert finding.title == "A & B é"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encodings_that_xml_declares(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + BODY.format("Zürich é")
    (finding,) = findings(records(written(tmp_path, "r.nessus", text.encode(encoding))))
    assert finding.title == "Zürich é"


def test_a_wrong_declaration_is_refused_with_its_line(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + BODY.format("Z\xfcrich")
    path = written(tmp_path, "r.nessus", text.encode("iso-8859-1"))
    with pytest.raises(ReadError) as caught:
        records(path)
    assert caught.value.place.startswith("line 2")


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    text = "<NessusClientData_v2>" + "<a>" * 100_000
    assert refusal(tmp_path, text).mend


def test_a_giant_on_one_line_is_read_or_refused_in_words(tmp_path: Path) -> None:
    assert refusal(tmp_path, BODY.format("x" * 11_000_000)).problem
    many = "".join(HOST.format(n) for n in range(20_000))
    text = f"<NessusClientData_v2><Report>{many}</Report></NessusClientData_v2>"
    assert len(findings(records(written(tmp_path, "r.nessus", text)))) == 20_000


def test_walked_elements_leave_no_tree_behind(tmp_path: Path) -> None:
    noisy = "<noise><a/></noise><item/>" * 50_000
    text = f"<top><before/><list>{noisy}</list><list><item/></list></top>"
    largest = 0
    for n, (_, element) in enumerate(walk(sources(written(tmp_path, "r.xml", text))[0], ("item",))):
        if n % 5_000 == 0:
            largest = max(largest, sum(1 for _ in element.getroottree().iter()))
    assert largest < 10_000, "more than the parser reads ahead"


def test_only_the_asked_kind_of_event_comes(tmp_path: Path) -> None:
    (source,) = sources(written(tmp_path, "r.xml", "<top><item/><other><item/></other></top>"))
    assert [kind for kind, _ in walk(source, ("item",), ("end",))] == ["end", "end"]
    assert [kind for kind, _ in walk(source, ("item",))] == ["start", "end"] * 2


@pytest.mark.parametrize("filler", ["<q/>", "<q a='' b=''/>", "<!---->"])
def test_elements_that_nobody_wants_do_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filler: str
) -> None:
    """They are dropped with the next wanted element, so there must be one now and then."""
    monkeypatch.setattr(xml_stream, "MOST_NODES_AT_ONCE", 100_000)
    monstrous = BODY.replace("<Report>", "<Report>" + filler * 100_001, 1)
    assert "millions of elements" in refusal(tmp_path, monstrous).problem
    host = HOST.format("x").replace("<ReportItem", filler * 10_000 + "<ReportItem")
    many = BODY.replace(HOST.format("{}"), host * 20)
    assert len(findings(records(written(tmp_path, "many.nessus", many)))) == 20


def test_blanks_before_the_declaration_and_wide_letters(tmp_path: Path) -> None:
    declared = '<?xml version="1.0" encoding="UTF-8"?>' + BODY.format("Größe")
    plain = findings(records(written(tmp_path, "r.nessus", declared)))
    assert [finding.title for finding in plain] == ["Größe"]
    for data in (f"\n \r\n{declared}".encode(), declared.encode("utf-32"), declared.encode()):
        assert findings(records(written(tmp_path, "r.nessus", data))) == plain
