from io import BytesIO

import pikepdf
import pytest

from quarterdeck.papers import pdf
from quarterdeck.papers.blocks import FactList, Opens, Paragraph, Quote
from quarterdeck.papers.pages import Record, Section
from tests.papers.test_pdf import outline


def record(**values):
    section = Section(
        "Accepted: Keep the old link",
        (Paragraph("Its maker has stopped."), FactList((("Until", "30 June 2027"),)),
         Quote("I accept that.", "Maria Whitcombe, signed on 3 December 2026")),
    )  # fmt: skip
    given = {"title": "Minutes", "client": "Northmere", "language": "en-US",
             "headline": "One of one decisions signed", "sections": (section,)}  # fmt: skip
    return Record(**given | values)


def test_a_record_is_set_and_headed_by_what_it_says():
    content = pdf.render_record(record(mark="Confidential"), "us-letter")
    opened = pikepdf.open(BytesIO(content))
    titles = [str(title).replace("\N{NO-BREAK SPACE}", " ") for title in outline(opened)]
    assert titles == ["One of one decisions signed", "Accepted: Keep the old link"]
    assert str(opened.docinfo["/Title"]) == "Minutes, Northmere"
    assert pdf.render_record(record(mark="Confidential"), "us-letter") == content
    assert pdf.render_record(record(), "us-letter") != content


def test_a_record_has_no_notes_to_open_to():
    opening = Section("A", (Paragraph((Opens("7 of 100", "protected"),)),))
    with pytest.raises(ValueError, match="no notes"):
        record(sections=(opening,))
