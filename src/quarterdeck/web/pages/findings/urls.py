"""Findings: the list by two lenses, one finding, what people do about them."""

from django.urls import path

from quarterdeck.web.pages.findings import acting, exporting, listing, one

app_name = "findings"
urlpatterns = [
    path("", listing.list_, name="list"),
    path("csv/", exporting.as_csv, name="csv"),
    path("xlsx/", exporting.as_xlsx, name="xlsx"),
    path("assign/", acting.assign, name="assign"),
    path("views/keep/", acting.keep_view, name="keep_view"),
    path("views/drop/", acting.drop_view, name="drop_view"),
    path("gap/<str:key>/", one.gap, name="gap"),
    path("unseen/<str:key>/", one.unseen, name="unseen"),
    path("file/<int:file>/", one.raw_file, name="file"),
    path("<int:pk>/", one.finding, name="finding"),
]
