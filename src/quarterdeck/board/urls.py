"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.board import views

app_name = "board"
urlpatterns = [
    path("", views.room, name="room"),
]
