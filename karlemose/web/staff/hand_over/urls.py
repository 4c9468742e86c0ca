from django.urls import path

from karlemose.web.staff.hand_over import files, sent, views

urlpatterns = [
    path("hand-over/", views.all_weeks, name="hand-over"),
    path("hand-over/draft/<str:draft>/", views.one_draft, name="hand-over-draft"),
    path("hand-over/draft/<str:draft>/preview/", views.preview, name="hand-over-preview"),
    path("hand-over/<str:hand_over>/", sent.one, name="hand-over-one"),
    path("hand-over/<str:hand_over>/receipt/", sent.slip, name="hand-over-receipt"),
    path("hand-over/<str:hand_over>/files/<str:part>/", files.of_sender, name="hand-over-file"),
]
