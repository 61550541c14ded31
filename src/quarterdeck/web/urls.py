"""The URL map. A room brings its pages in `urls.py`, found by name; they lie under the client."""

from importlib import import_module

from django.apps import apps
from django.urls import URLResolver, include, path
from django.utils.module_loading import module_has_submodule
from django.views.generic import RedirectView

from quarterdeck.web.api.operations import api
from quarterdeck.web.pages import (
    cockpit,
    exports,
    home,
    intake,
    joining,
    keys,
    ledger,
    people,
    portfolio,
    sample,
    search,
    settings,
    starting,
)

OWN = "quarterdeck.web"


def rooms() -> list[URLResolver]:
    """`/c/<client>/<room>/` for every room that has pages."""
    return [
        path(f"c/<slug:address>/{room.label}/", include(f"{room.name}.urls"))
        for room in apps.get_app_configs()
        if room.name.startswith("quarterdeck.")
        and room.name != OWN
        and module_has_submodule(import_module(room.name), "urls")
    ]


urlpatterns = [
    path("favicon.ico", RedirectView.as_view(url="/static/mark.svg")),
    path("", home.home, name="home"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("clients/new/", starting.start, name="start"),
    path("clients/new/sample/", starting.take_sample, name="start_sample"),
    path("clients/new/folder/", starting.take_folder, name="start_folder"),
    path("clients/new/by-hand/", starting.by_hand, name="start_by_hand"),
    path("join/<str:token>/", joining.join, name="join"),
    path("sample/<slug:role>/", sample.enter, name="sample_enter"),
    path("c/<slug:address>/", cockpit.cockpit, name="cockpit"),
    path("c/<slug:address>/standing/", cockpit.standing, name="standing"),
    path("c/<slug:address>/people/", people.index, name="people"),
    path("c/<slug:address>/people/invite/", people.invite, name="invite"),
    path("c/<slug:address>/people/<int:seat>/end/", people.end_seat, name="end_seat"),
    path("c/<slug:address>/find/", search.search, name="search"),
    path("c/<slug:address>/ledger/", ledger.index, name="ledger"),
    path("c/<slug:address>/intake/", intake.index, name="intake"),
    path("c/<slug:address>/intake/rows/", intake.rows, name="intake_rows"),
    path("c/<slug:address>/intake/scans/", intake.bring, name="intake_bring"),
    path("c/<slug:address>/intake/folder/", intake.bring_folder, name="intake_bring_folder"),
    path("c/<slug:address>/intake/take/", intake.take_in, name="intake_take"),
    path("c/<slug:address>/intake/<int:upload>/drop/", intake.drop, name="intake_drop"),
    path("c/<slug:address>/export/folder/", exports.folder, name="export_folder"),
    path("c/<slug:address>/export/workbook/", exports.workbook, name="export_workbook"),
    path("c/<slug:address>/findings/", include("quarterdeck.web.pages.findings.urls")),
    *rooms(),
    path("api/v1/", api.urls),
    path("accounts/you/keys/", keys.index, name="keys"),
    path("accounts/you/keys/<int:key>/revoke/", keys.revoke, name="revoke_key"),
    path("accounts/you/", settings.settings, name="account_settings"),
    path("accounts/", include("allauth.urls")),
]
handler403 = "quarterdeck.web.pages.home.not_yours"
handler404 = "quarterdeck.web.pages.home.not_here"
