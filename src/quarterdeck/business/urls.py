"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.business import views, views_pasting, views_tables

app_name = "business"
urlpatterns = [
    path("", views.index, name="index"),
    path("obligations/", views.obligations, name="obligations"),
    path("put-back/", views_tables.put_back, name="put_back"),
    path("table/<str:stem>/", views_tables.table, name="table"),
    path("table/<str:stem>/add/", views_tables.add, name="add"),
    path("table/<str:stem>/paste/", views_pasting.paste, name="paste"),
    path("table/<str:stem>/of/<path:key>/", views_tables.record, name="record"),
    path("table/<str:stem>/keep/<path:key>/", views_tables.keep, name="keep"),
    path("table/<str:stem>/remove/<path:key>/", views_tables.remove, name="remove"),
]
