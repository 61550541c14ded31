"""The room's pages."""

from django.http import HttpResponse
from django.shortcuts import render

from quarterdeck.clients.doors import Visited, door


@door("board")
def room(request: Visited) -> HttpResponse:
    return render(request, "board/room.html")
