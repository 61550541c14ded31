"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.findings import views

app_name = "findings"
urlpatterns = [
    path("", views.list_, name="list"),
]
