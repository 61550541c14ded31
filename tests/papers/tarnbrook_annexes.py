"""Tables, charts, annexes and notes of the invented paper."""

from math import exp

from quarterdeck.papers.blocks import (
    Chart,
    Column,
    FactList,
    Ladder,
    Mark,
    Opens,
    Paragraph,
    Rung,
    Strong,
    Table,
)
from quarterdeck.papers.drawings import (
    Bars,
    CurvePoint,
    Exceedance,
    LimitPoint,
    LimitStrips,
    QuantileDots,
    Recovery,
    RecoveryRow,
    StripRow,
)
from quarterdeck.papers.pages import Note, Section

DRIVERS = Chart(
    title="Half of the loss comes from a stopped warehouse",
    subtitle="Mean loss, $ thousand a year, November 2026",
    source="Source: our own estimates of 14 November; costs checked by the finance team.",
    alternative="Bars of mean loss a year: warehouse 420, card fraud 210, supplier 130, theft 60.",
    drawing=Bars(
        (
            ("Warehouse stopped", 420, "420"),
            ("Card fraud", 210, "210"),
            ("Supplier fails", 130, "130"),
            ("Records stolen", 60, "60"),
        ),
        unit="$ thousand a year",
        meant="Warehouse stopped",
    ),
    behind=Table(
        "Mean loss by cause",
        (Column("Cause"), Column("Mean loss", "$ thousand a year", "figure")),
        (
            ("Warehouse stopped", "420"),
            ("Card fraud", "210"),
            ("Supplier fails", "130"),
            ("Records stolen", "60"),
        ),
    ),
)

RECOVERY = Chart(
    title="One of three services is back as fast as promised",
    subtitle="Days until the service runs again, promised and proven",
    source="Source: rehearsals of 7 and 8 October 2026, watched by the auditor.",
    alternative="Warehouse promised 3 days, proven 6. Orders promised 2, proven 2. Pay not tested.",
    drawing=Recovery(
        (
            RecoveryRow(
                "Warehouse", 72, 144, "promised three days", "proven six days", "8 October"
            ),
            RecoveryRow("Orders", 48, 48, "promised two days", "proven two days", "7 October"),
            RecoveryRow("Pay", 96, None, "promised four days", "not tested"),
        )
    ),
    behind=Table(
        "Recovery promised and proven",
        (
            Column("Service"),
            Column("Promised", "days", "figure"),
            Column("Proven", "days", "figure"),
        ),
        (("Warehouse", "3", "6"), ("Orders", "2", "2"), ("Pay", "4", "not tested")),
    ),
)

OBLIGATIONS = Table(
    caption="What we owe to others, and how we stand",
    columns=(
        Column("Obligation", share=1.5),
        Column("Standing", kind="mark", share=1.2),
        Column("Proof", share=1.4),
        Column("At worst", "$ thousand", "figure", share=0.8),
        Column("Due", share=0.9),
    ),
    rows=(
        (
            "Card payments",
            Mark("beyond", "Not met"),
            "Assessed in October by an outside firm",
            "300",
            (Opens("1 March 2027", "cards"),),
        ),
        (
            "Health records",
            Mark("within", "Met, proven"),
            "Audit, June 2026",
            "1,900",
            "1 Jun 2027",
        ),
        ("Insurance terms", Mark("unproven", "Not proven"), "Our own word", "5,000", "1 Feb 2027"),
        ("Hospital contracts", Mark("unproven", "Not proven"), "Our own word", "850", "none"),
        ("Ten others", Mark("within", "Met, proven"), "Audits, 2026", "620", "in 2027"),
    ),
    note="Worst cases do not come together; the sum of them is not what we expect to pay.",
    meant=(0,),
)

SUPPLIERS = Table(
    caption="Days without each, and the share of a bad year that starts there",
    columns=(
        Column("Supplier", share=1.6),
        Column("What stops", share=1.7),
        Column("Days we last", "days", "range"),
        Column("Share of bad years", "in 100", "figure"),
    ),
    rows=(
        ("Carrier", "All deliveries", "2 to 3", "18"),
        ("Order platform", "Orders from hospitals", "1 to 2", "12"),
        ("Payroll bureau", "Wages", "9 to 14", "1"),
    ),
)

CURVE = Chart(
    title="At $5 million the chance of a dearer year could lie on either side of your limit",
    subtitle="Chance that a year costs more than this, before insurance; November 2026",
    source="Source: 100,000 simulated years. In 90 of 100 cases the curve could lie in the band.",
    alternative=(
        "A falling curve. The chance of a loss above $1 million is 22 in 100 years, above "
        "$5 million 7, above $10 million 1. Your limits: 30 at $1 million, met; 5 at $5 million, "
        "inside the band; 1 at $12 million, met."
    ),
    drawing=Exceedance(
        curve=tuple(
            CurvePoint(x, 0.42 * exp(-0.36 * x), 0.34 * exp(-0.43 * x), 0.50 * exp(-0.30 * x))
            for x in (0.0, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
        ),
        limits=(
            LimitPoint(1, 0.42, "within", "42 at $1 million: within"),
            LimitPoint(5, 0.05, "near", "5 at $5 million: near"),
            LimitPoint(9, 0.004, "beyond", "0.4 at $9 million: beyond"),
        ),
        words=(
            (2, 0.204, "20 in 100 years above $2 million"),
            (5, 0.069, "7 in 100 years above $5 million"),
            (8, 0.0236, "2 in 100 years above $8 million"),
        ),
        unit="$ million",
    ),
    behind=Table(
        "Chance that a year costs more",
        (
            Column("More than", "$ million", "text"),
            Column("Middle", "in 100 years", "figure"),
            Column("Range", "in 100 years", "range"),
        ),
        (("1", "29", "22 to 37"), ("5", "7", "4 to 11"), ("10", "1", "fewer than 1 to 2")),
    ),
)

DOTS = Chart(
    title="Two of twenty equally likely years could pass $5 million",
    subtitle="Each dot is one year of twenty, its loss in $ million before insurance",
    source="Source: the same 100,000 simulated years.",
    alternative="Twenty dots: eleven at no loss, seven up to $5 million, two above $5 million.",
    drawing=QuantileDots(
        (0,) * 11 + (0.2, 0.5, 0.9, 1.2, 1.9, 2.6, 4.1, 5.7, 8.9),
        unit="$ million",
        limit=5,
        limit_words="your limit, $5 million",
    ),
    behind=Table(
        "Twenty years of equal chance",
        (Column("Loss", "$ million"), Column("Years of twenty", "", "figure")),
        (("none", "11"), ("up to 5", "7"), ("above 5", "2")),
    ),
)

STRIPS = Chart(
    title="Two of three figures could lie beyond their limit",
    subtitle="In 100 years; bar: range, tick: middle, heavy tick: limit",
    source="Source: the verdicts of page one.",
    alternative="Protection 4 to 11 against 5; warehouse 2 to 7 against 1.5; one event 1 to 3, 4.",
    drawing=LimitStrips(
        (
            StripRow("Adequate protection", 4, 7, 11, 5, "near"),
            StripRow("Warehouse stopped", 2, 4, 7, 1.5, "beyond"),
            StripRow("One event", 1, 2, 3, 4, "within"),
        ),
        unit="in 100 years",
    ),
    behind=Table(
        "Ranges and limits",
        (Column("Figure"), Column("Range", "in 100 years", "range"), Column("Limit", "", "figure")),
        (
            ("Adequate protection", "4 to 11", "5"),
            ("Warehouse stopped", "2 to 7", "1.5"),
            ("One event", "1 to 3", "4"),
        ),
    ),
)

ASSUMPTIONS = Table(
    caption="What the answer hangs on, the largest share of its spread first",
    columns=(
        Column("Assumption", share=2),
        Column("Range", "", "range"),
        Column("Share of spread", "in 100", "figure"),
        Column("Rests on", share=1.4),
    ),
    rows=(
        ("How often criminals get in", "2 to 9 in 100 years", "41", "Two surveys that disagree"),
        ("Days the warehouse stands still", "5 to 9 days", "23", "Rehearsal, October 2026"),
        ("Contracts that do not come back", "5 to 20 in 100", "17", "Judgement of the sales head"),
        ("All others", "", "19", ""),
    ),
    total=True,
)

ANNEXES = (
    Section(
        "The whole range of losses stands against your limits",
        (
            Paragraph("The curve falls from left to right: dearer years are rarer."),
            CURVE,
            DOTS,
            STRIPS,
        ),
        new_page=True,
    ),
    Section("Four assumptions carry the answer", (ASSUMPTIONS,)),
    Section(
        "We simulate years, not averages",
        (
            Paragraph(
                "We draw what we do not know first and luck second. Each year is played out from "
                "events, so most years have no loss at all."
            ),
        ),
    ),
)

FIXES = Section(
    "Ten fixes come first; here is one",
    (
        Table(
            "Fixes by what they save",
            (
                Column("Fix", share=1.6),
                Column("Saves", "$ thousand a year", "range"),
                Column("By severity", "", "figure", share=0.8),
                Column("Why it is here", share=2),
            ),
            (
                (
                    "Update the steering server",
                    "38 to 150",
                    "41st",
                    "It opens the way to the warehouse, although its score is only medium.",
                ),
            ),
        ),
    ),
)

NOTES = (
    Note(
        "adequate",
        "7 of 100 years cost more than $5 million",
        (
            Ladder(
                (
                    Rung("Your words", "No more than 5 of 100 years above $5 million."),
                    Rung("Worked out from", "Nine causes of loss, each with its own range."),
                    Rung("Source", "Claims of 2021 to 2025, and our own ledger."),
                    Rung("Proof", (Strong("Independently confirmed"), " in October 2026.")),
                    Rung("Finding", "", "Stands in management’s copy."),
                )
            ),
        ),
    ),
    Note(
        "warehouse",
        "4 of 100 years see the warehouse stopped",
        (FactList((("Rests on", "the rehearsal of October"), ("Range", "2 to 7"))),),
    ),
    Note("cards", "The card rules fall due on 1 March 2027", (Paragraph("The bank’s letter."),)),
    Note(
        "material",
        "2 of 100 years see one event above $8 million",
        (Paragraph("The loan’s terms name the sum."),),
    ),
)
