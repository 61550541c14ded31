"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.risks import views

app_name = "risks"
urlpatterns = [
    path("", views.index, name="index"),
    path("decisions/", views.decisions, name="decisions"),
]
