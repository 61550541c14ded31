"""A full paper of an invented firm: every block, both copies. All names and figures are made up."""

from dataclasses import replace
from datetime import date

from quarterdeck.papers.blocks import (
    Bullets,
    ChangeSum,
    Column,
    DecisionCard,
    FactList,
    Heading,
    Mark,
    Opens,
    Option,
    Paragraph,
    Question,
    Questions,
    Quote,
    Side,
    Strong,
    Table,
    Verdict,
)
from quarterdeck.papers.pages import Ask, Asks, Document, Head, PageOne, Section, YearsGrid
from tests.papers import tarnbrook_annexes as annexes

HEAD = Head(
    purpose="For decision",
    minutes=20,
    meeting=date(2026, 12, 3),
    data_as_of=date(2026, 11, 20),
    version=3,
    owner="chief operating officer",
    approved_by="chief executive",
    mark="Confidential to the board",
)

VERDICTS = (
    Verdict(
        question="Are we adequately protected?",
        answer=(
            "Nearly. In ",
            Opens("7 of 100 years", "adequate", strong=True),
            " we would lose more than $5 million;",
        ),
        rest="you asked for no more than 5. In 93 of 100 years we would not.",
        side=Side(
            Mark("near", "Near your limit"),
            (
                "Range 4 to 11 in 100 years.",
                "Confidence moderate: costs are well known, frequency less.",
                "Independently confirmed.",
            ),
        ),
    ),
    Verdict(
        question="What is our most significant risk?",
        answer="That criminals stop our main warehouse for a week.",
        rest=(
            "It would happen in ",
            Opens("4 of 100 years", "warehouse"),
            "; in 96 it would not. It would cost $2.1 million to $6.8 million, "
            "and clinics would wait five days.",
        ),
        side=Side(
            Mark("beyond", "Beyond your limit"),
            ("Range 2 to 7. Confidence moderate.", "Restart promised in three days; tested: six."),
        ),
    ),
    Verdict(
        question="Do we meet our obligations?",
        answer="Eleven of fourteen are met and proven, two are unproven and one is not met:",
        rest=(
            "card payments, due ",
            Opens("1 March 2027", "cards"),
            ". At worst it costs $25,000 a month and card sales of $46 million a year.",
        ),
        side=Side(Mark("beyond", "One not met"), ("Confidence high.", "Independently confirmed.")),
    ),
    Verdict(
        question="Could one event be material?",
        answer=(
            "Yes. In ",
            Opens("2 of 100 years", "material", strong=True),
            " one event would cost more than $8 million,",
        ),
        rest=(
            "the loss at which our bank may recall its loan; in 98 of 100 years none would. "
            "Our cash lasts eleven weeks, and such an event three."
        ),
        side=Side(
            Mark("within", "Within your limit"),
            ("Range 1 to 3; your limit is 4.", "Confidence moderate. Self-reported."),
        ),
    ),
)

PAGE_ONE = PageOne(
    headline="We are just outside your limit. Two steps would bring us inside.",
    verdicts=VERDICTS,
    years=YearsGrid(
        title="Of 100 possible years, 7 cost too much",
        subtitle="One square is one year’s loss before insurance",
        beyond=7,
        some=35,
        beyond_label="7 above $5 million",
        some_label="35 some loss, up to $5 million",
        none_label="58 no loss",
        limit=5,
        limit_label="your limit: 5",
        alternative=(
            "One hundred squares. Seven years cost more than $5 million, against a limit of five; "
            "35 have some loss up to $5 million; 58 have none."
        ),
    ),
    asks=Asks(
        title="We ask you to decide",
        asks=(
            Ask(
                "Wall off the warehouse and rehearse its restart.",
                "$180,000 by 30 June 2027; 7 becomes 5 (3 to 8).",
            ),
            Ask(
                "Put the card checkout in order.",
                "$64,000 by 1 March 2027; 7 becomes 6 (4 to 9).",
            ),
            Ask(
                "Accept the old hospital-ordering link until 30 June 2027.",
                "It fails in 2 of 100 years, at $0.4 million to $2.1 million.",
            ),
        ),
        together=(Strong("1 and 2 together: 4 (2 to 7), inside your limit."),),
    ),
    change=ChangeSum(
        title="What changed: 9 in 100 became 7",
        steps=(
            ("9", "on 10 September"),
            ("+1", "the world: more attacks"),
            ("+1", "our business: Eastfield depot"),
            ("−3", "we acted: stronger sign-in, tested copies"),
            ("−1", "our method: better records, no safer"),
            ("7", "today"),
        ),
    ),
)

RISK = Section(
    title="A stopped warehouse is the risk that matters most",
    side=Side(
        Mark("beyond", "Beyond your limit"),
        (
            "Range 2 to 7 in 100 years, right in 90 of 100 cases.",
            "Confidence moderate.",
            "Tested in October; the test was watched by our auditor.",
        ),
    ),
    blocks=(
        Paragraph(
            (
                "A criminal group takes a sign-in from a supplier, reaches the machines that steer "
                "the warehouse and locks them at the turn of the season. ",
                Strong("Nothing leaves the building for five to nine days."),
                " About 340 clinics run short of dressings on the third day. We would lose ",
                Opens("$2.1 million to $6.8 million", "warehouse"),
                ", a third of it in contracts that do not come back.",
            )
        ),
        annexes.DRIVERS,
        Paragraph(
            "We promised you a restart in three days. In the rehearsal it took six, because the "
            "copies of the steering machines had never been brought back together.",
            Side(None, ("What would change our mind: a second rehearsal in four days or less.",)),
        ),
        annexes.RECOVERY,
    ),
)

OBLIGATIONS = Section(
    title="One obligation of fourteen is not met",
    side=Side(Mark("beyond", "One not met"), ("Confidence high.", "Independently confirmed.")),
    blocks=(
        Paragraph(
            "Eleven obligations are met and proven within the year. Two are met as far as we know, "
            "but nobody outside has looked. The card rules are not met."
        ),
        annexes.OBLIGATIONS,
    ),
)

SURVIVAL = Section(
    title="We would survive a material event, with three weeks to spare",
    side=Side(
        Mark("within", "Within your limit"),
        ("Range 1 to 3 in 100 years; your limit is 4.", "Self-reported."),
    ),
    blocks=(
        Paragraph(
            "The bank may recall its loan when one event costs more than $8 million. Insurance "
            "pays up to $5 million of that after the first $250,000, if two of its conditions "
            "hold; we do not yet meet one of them."
        ),
        FactList(
            (
                ("Cash without new sales", "eleven weeks"),
                ("Loan that may be recalled", "$12 million"),
                ("Who says that it is material", "chief financial officer, within 48 hours"),
                ("Condition not met", "a second sign-in step for suppliers, due 1 February 2027"),
            )
        ),
        Heading("We hang on three suppliers"),
        annexes.SUPPLIERS,
    ),
)

PROMISES = Section(
    title="We kept five of our six promises",
    blocks=(
        Bullets(
            (
                "Stronger sign-in was promised for September and stood on 28 August, "
                "$12,000 under its price.",
                "Of 20 things that we gave 8 in 10, 15 happened.",
                "The wall around the old link is six weeks late and will be tested in January.",
            ),
            side=Side(None, ("Our forecasts are a little too hopeful, by 5 in 100.",)),
        ),
        Heading("No incident cost us money since 10 September"),
        Paragraph(
            "One false invoice for $38,000 was stopped by the second signature. "
            "It was told to the police and to our bank on the same day."
        ),
        Heading("Four acceptances are in force"),
        Table(
            "",
            (
                Column("What is accepted", share=1.3),
                Column("State", kind="mark", share=0),
                Column("Until, and how often", share=2),
            ),
            (
                (
                    "Old hospital-ordering link",
                    Mark("near", "Near its range"),
                    "Ends on 30 June 2027; 2 of 100 years.",
                ),
                (
                    "Shared scanner sign-ins",
                    Mark("within", "Within its range"),
                    "Ends on 31 March 2027; fewer than 1 of 100 years.",
                ),
                (
                    "Eastfield without a second line",
                    Mark("unproven", "Not tested"),
                    "Ends on 31 May 2027; 1 of 100 years.",
                ),
                (
                    "Paper delivery notes",
                    Mark("within", "Within its range"),
                    "Ends on 30 April 2027; fewer than 1 of 100 years.",
                ),
            ),
        ),
    ),
)

DECISIONS = Section(
    title="We ask you for three decisions",
    new_page=True,
    blocks=(
        DecisionCard(
            title="Wall off the warehouse and rehearse its restart",
            why="It is the one step that shortens a stop from six days to three.",
            options=(
                Option(
                    "Wall off and rehearse",
                    "$180,000",
                    "7 becomes 5 (3 to 8)",
                    "We spend it a year early.",
                    proposed=True,
                ),
                Option(
                    "Rehearse only",
                    "$40,000",
                    "7 becomes 6 (4 to 10)",
                    "A stop still spreads to both halls.",
                ),
                Option(
                    "Do nothing",
                    "no money now",
                    "7 stays 7 (4 to 11)",
                    "A week’s stop costs up to $6.8 million.",
                ),
            ),
            owner="chief operating officer",
            due=date(2027, 6, 30),
            minutes=(
                "The board approved $180,000 to separate the warehouse and to rehearse its restart "
                "by 30 June 2027, knowing that 5 of 100 years (3 to 8) would still cost more than "
                "$5 million."
            ),
        ),
        DecisionCard(
            title="Put the card checkout in order",
            why="It is the obligation that is not met, and card sales hang on it.",
            options=(
                Option(
                    "Move to the bank’s page",
                    "$64,000",
                    "7 becomes 6 (4 to 9)",
                    "Some buyers leave at the new page.",
                    proposed=True,
                ),
                Option(
                    "Do nothing",
                    "$25,000 a month from March",
                    "7 stays 7 (4 to 11)",
                    "The bank may stop card sales.",
                ),
            ),
            owner="chief financial officer",
            due=date(2027, 3, 1),
            minutes="The board approved $64,000 to move card payments by 1 March 2027.",
        ),
        Quote(
            "I would rather hear a wide range than a comfortable number.",
            "Chair, minutes of 10 September 2026",
        ),
    ),
)

ASK_US = Section(
    title="Five questions would test us; here are two",
    blocks=(
        Questions(
            (
                Question(
                    "When did somebody from outside last see the warehouse restart?",
                    "A date in this quarter, a name, and the number of days it took.",
                    "One rehearsal, in October; the copies were chosen beforehand.",
                ),
                Question(
                    "Which supplier could stop us tomorrow?",
                    "A name, the days we last without it, and the way out.",
                    "The carrier’s own word; nobody has tested it.",
                ),
            )
        ),
    ),
)


def document(copy: str = "board") -> Document:
    """The whole paper; management's copy has one annex more."""
    paper = Document(
        title="Board brief, December 2026",
        client="Tarnbrook Health Supply",
        copy="board",
        language="en-US",
        head=HEAD,
        page_one=PAGE_ONE,
        sections=(RISK, OBLIGATIONS, SURVIVAL, PROMISES, DECISIONS, ASK_US),
        annexes=annexes.ANNEXES,
        notes=annexes.NOTES,
    )
    if copy == "board":
        return paper
    return replace(paper, copy="management", annexes=(*annexes.ANNEXES, annexes.FIXES))
