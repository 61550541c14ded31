"""The room's pages."""

from django.http import HttpResponse
from django.shortcuts import render

from quarterdeck.clients.doors import Visited, door


@door("business")
def index(request: Visited) -> HttpResponse:
    return render(request, "business/index.html")


@door("business")
def obligations(request: Visited) -> HttpResponse:
    return render(request, "business/obligations.html")
