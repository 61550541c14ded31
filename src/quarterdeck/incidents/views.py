"""The room's pages."""

from django.http import HttpResponse
from django.shortcuts import render

from quarterdeck.clients.doors import Visited, door


@door("incidents")
def index(request: Visited) -> HttpResponse:
    return render(request, "incidents/index.html")
