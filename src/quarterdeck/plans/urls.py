"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
]
