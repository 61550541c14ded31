"""The room's pages."""

from django.http import HttpResponse
from django.shortcuts import render

from quarterdeck.clients.doors import Visited, door


@door("risks")
def index(request: Visited) -> HttpResponse:
    return render(request, "risks/index.html")


@door("risks")
def decisions(request: Visited) -> HttpResponse:
    return render(request, "risks/decisions.html")
