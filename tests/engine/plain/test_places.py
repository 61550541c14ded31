"""Lines and columns of faults in Markdown and plain text."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.data.plain import words
from quarterdeck.engine.plain import check
from quarterdeck.engine.plain.places import report, unmarked

WORDS = words()
PAGE = """---
title: SIEM
---
# Our SOC

We bought **Splunk** and `MFA`.

- the [blast radius](http://SIEM.example/SOC) is
  small

| Supplier | Mark |
|---|---|
| Halden | amber |

```
SIEM
```
<!-- SIEM -->
"""


def found(text: str, **how: bool) -> list[tuple[int, int, str]]:
    return [(p["line"], p["column"], p["words"]) for p in report(text, WORDS, **how)]


def test_markdown_is_read_without_its_markup():
    assert found(PAGE) == [
        (4, 7, "SOC"),
        (6, 13, "Splunk"),
        (6, 27, "MFA"),
        (8, 8, "blast radius"),
        (13, 12, "amber"),
    ]


def test_plain_text_is_read_as_it_is():
    assert found("All well.\n\nOur SOC\nsees a threat\nactor.", markdown=False) == [
        (3, 5, "SOC"),
        (4, 8, "threat actor"),
    ]


def test_emphasis_does_not_part_a_word_from_its_explanation():
    assert found("A **SIEM** (a system that watches our logs for signs of a break-in) runs.") == []


def test_an_unclosed_fence_ends_with_the_file():
    assert found("SOC\n```\nSIEM\nSIEM") == [(1, 1, "SOC")]


def test_names_may_be_allowed():
    assert report("ORBIT and SOC", WORDS, ("ORBIT",))[0]["words"] == "SOC"


def test_a_report_is_json():
    assert json.loads(json.dumps(report("Our SOC", WORDS))) == [
        {
            "line": 1,
            "column": 5,
            "start": 4,
            "end": 7,
            "words": "SOC",
            "kind": "acronym",
            "why": WORDS.terms[0].why,
            "offer": "team that watches for break-ins day and night",
        }
    ]


markdown = st.lists(
    st.sampled_from(
        [*"\n#*_`|-> <>[]()", "```\n", "<!--", "-->", "---\n", "SIEM", "word ", "](http://x) "]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(st.one_of(markdown, st.text()))
def test_lines_and_columns_lead_to_the_words(text):
    for place in report(text, WORDS):
        lines = text.split("\n")
        line, column = lines[place["line"] - 1], place["column"]
        assert line[column - 1] == text[place["start"]]
        assert 0 <= place["start"] < place["end"] <= len(text)


@settings(deadline=None)
@given(st.one_of(markdown, st.text()))
def test_markup_is_blanked_in_place(text):
    left = unmarked(text)
    assert len(left) == len(text)
    assert all(new in (old, " ") for new, old in zip(left, text, strict=True))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["SOC", "a", "b.", "MFA"]), min_size=1).map(" ".join))
def test_plain_words_read_the_same_either_way(text):
    assert [p["start"] for p in report(text, WORDS)] == [f.start for f in check(text, WORDS)]
