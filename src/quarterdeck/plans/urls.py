"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("state/", views.state, name="state"),
    path("ask/", views.ask, name="ask"),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("catalogue/take/", views.take, name="take"),
    path("of/<str:key>/", views.initiative, name="initiative"),
    path("paper/<int:run>/<str:name>/", views.paper, name="paper"),
]
