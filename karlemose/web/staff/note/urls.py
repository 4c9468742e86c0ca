from django.urls import path

from karlemose.web.staff.note import views

urlpatterns = [
    path("note/", views.tiles, name="note"),
    path("note/sent/", views.thanks, name="note-thanks"),
    path("note/sent/<str:public_id>/", views.sent, name="note-sent"),
    path("note/<slug:kind>/", views.note, name="note-act"),
]
