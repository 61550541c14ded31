"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.risks import views

app_name = "risks"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("put-back/", views.put_back, name="put_back"),
    path("limits/", views.limits, name="limits"),
    path("limits/set/", views.set_limits, name="set_limits"),
    path("decisions/", views.decisions, name="decisions"),
    path("of/<str:key>/", views.risk, name="risk"),
    path("of/<str:key>/edit/", views.edit, name="edit"),
    path("of/<str:key>/remove/", views.remove, name="remove"),
]
