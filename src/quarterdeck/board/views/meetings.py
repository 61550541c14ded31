"""The minutes of a meeting."""

from django.http import Http404, HttpResponse
from django.utils.dateparse import parse_date

from quarterdeck.board.minutes import minutes as minutes_of
from quarterdeck.board.views.files import download
from quarterdeck.clients.doors import Visited, door
from quarterdeck.papers import pdf


@door("board")
def minutes(request: Visited, day: str) -> HttpResponse:
    """As PDF; Http404 where nothing was put to the board for that day."""
    client = request.visit.client
    try:
        meeting = parse_date(day)
    except ValueError:
        meeting = None
    record = minutes_of(client, meeting) if meeting else None
    if record is None:
        raise Http404
    return download(pdf.render_record(record, client.paper), "pdf", f"minutes-{meeting}.pdf")
