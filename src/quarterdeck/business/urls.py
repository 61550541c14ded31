"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.business import views

app_name = "business"
urlpatterns = [
    path("", views.index, name="index"),
    path("obligations/", views.obligations, name="obligations"),
]
