"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.incidents import views

app_name = "incidents"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<str:key>/", views.incident, name="incident"),
]
