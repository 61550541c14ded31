"""Addresses of the room, below the client."""

from django.urls import path

from quarterdeck.board.views import deciding, drafts, meetings, packs, room

app_name = "board"
urlpatterns = [
    path("", room.room, name="room"),
    path("compose/", drafts.begin, name="compose"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/state/", drafts.state, name="draft_state"),
    path("drafts/<int:pk>/page/", drafts.page, name="draft_page"),
    path("drafts/<int:pk>/files/<str:name>/", drafts.file, name="draft_file"),
    path("drafts/<int:pk>/publish/", drafts.publish, name="publish"),
    path("packs/<str:key>/", packs.pack, name="pack"),
    path("packs/<str:key>/changes/", packs.changes, name="changes"),
    path("packs/<str:key>/files/<str:name>/", packs.file, name="pack_file"),
    path("paper.css", packs.styles, name="paper_css"),
    path("meetings/<str:day>/minutes/", meetings.minutes, name="minutes"),
    path("ask/", deciding.ask_board, name="ask"),
    path("decide/<str:key>/", deciding.decide, name="decide"),
    path("decide/<str:key>/sign/", deciding.sign, name="sign"),
    path("decide/<str:key>/question/", deciding.question, name="question"),
    path("decide/<str:key>/decline/", deciding.decline, name="decline"),
    path("decide/<str:key>/reply/", deciding.reply, name="reply"),
    path("decide/<str:key>/withdraw/", deciding.withdraw, name="withdraw"),
]
