"""The room's pages."""

from django.http import HttpResponse
from django.shortcuts import render

from quarterdeck.clients.doors import Visited, door


@door("findings")
def list_(request: Visited) -> HttpResponse:
    return render(request, "findings/list.html")
