"""A small paper that carries one text in every place, and texts that are hard to carry."""

from datetime import date

from hypothesis import strategies as st

from quarterdeck.papers.blocks import (
    Bullets,
    ChangeSum,
    Chart,
    Column,
    DecisionCard,
    FactList,
    Heading,
    Ladder,
    Mark,
    Opens,
    Option,
    Paragraph,
    Question,
    Questions,
    Quote,
    Rung,
    Side,
    Strong,
    Table,
    Verdict,
)
from quarterdeck.papers.drawings import Bars, QuantileDots, Recovery, RecoveryRow
from quarterdeck.papers.pages import Ask, Asks, Document, Head, Note, PageOne, Section, YearsGrid

HARD = (
    "",
    " ",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</style></title>{{ 7 * 7 }}{% endfor %}",
    '#import "x.typ" $x^2$ *bold* _it_ `raw` @ref <label> \\ // /* ]#[',
    "]]>&amp;&#x0;&quot;'\"",
    "W" * 400,
    "12345678" * 20,
    "漢字 かな עברית العربية 😀 👩‍👩‍👧 e\u0301 \u200b\u200d\u202e \ufeff",
    "tab\tline\nbreak\r\x00\x07\x1b\x85\u2028",
    "Ð ß Ł ő ş – — − … “quotes” ‘single’ ½ × ÷ € £ ¥",
    "$2.1 million of 7 of 100 years by 3 March 2027 " * 12,
)
odd_texts = st.one_of(st.sampled_from(HARD), st.text(max_size=60))


def odd_paper(text: str) -> Document:
    """`text` in every place of every kind of block."""
    table = Table(text, (Column(text, text), Column(text, kind="figure")), ((text, text),) * 2)
    page = PageOne(
        headline=text,
        verdicts=(Verdict(text, (Opens(text, text),), text, Side(Mark("near", text), (text,))),),
        years=YearsGrid(text, text, 12, 30, text, text, text, f"Years {text}", 13, text),
        asks=Asks(text, (Ask(text, text),), text),
        change=ChangeSum(text, ((text, text),) * 3, text),
    )
    return Document(
        title=f"Brief {text}",
        client=text,
        copy="board",
        language="en-US",
        head=Head("For noting", 5, date(2026, 1, 2), date(2026, 1, 1), 1, text, text, text, text),
        page_one=page,
        sections=(Section(text, _blocks(text, table), Side(None, (text,))),),
        annexes=(Section(text, (_chart(text, table),)),),
        notes=(Note(text, text, (Ladder((Rung(text, text), Rung(text, "", text))),)),),
    )


def _blocks(text: str, table: Table) -> tuple:
    option = Option(text, text, text, text, proposed=True)
    return (
        Paragraph((text, Strong(text), Opens(text, text, strong=True))),
        Heading(text),
        Bullets((text, text), side=Side(Mark("unproven", text))),
        Bullets((text,), numbered=True),
        table,
        DecisionCard(text, text, (option,), text, date(2027, 1, 1), text),
        FactList(((text, text),)),
        Questions((Question(text, text, text),)),
        Quote(text, text),
        ChangeSum(text, ((text, text),)),
    )


def _chart(text: str, table: Table) -> Chart:
    return Chart(
        text,
        text,
        text,
        f"Bars {text}",
        Bars(((text, 3, text), (text, 1, text)), text, text),
        table,
    )


DRAWINGS = (
    Bars((), "$"),
    Bars((("one", 0, "0"),), "$"),
    Recovery(()),
    Recovery(
        (
            RecoveryRow("Pay", 0, None, "promised", "no"),
            RecoveryRow("x" * 90, 2, 0, "y" * 90, "z" * 90, "w" * 90),
        )
    ),
    QuantileDots((), "$"),
    QuantileDots((0.0,) * 50, "$ million", limit=0, limit_words="no loss at all may be borne"),
    QuantileDots(
        tuple(i**2 / 10 for i in range(50)), "$ million", 240, "your limit of $240 million"
    ),
)
