"""The page of the field “Find anything”."""

from django.http import HttpResponse
from django.shortcuts import render

from quarterdeck.clients.doors import Visited, door
from quarterdeck.web.finding_anything import find


@door("board")
def search(request: Visited) -> HttpResponse:
    """Everything that the visitor may read and that holds the words."""
    text = request.GET.get("q", "")[:200]
    groups = find(request.visit, text)
    return render(request, "search/search.html", {"text": text, "groups": groups})
