from django.urls import path

from karlemose.web.staff.observed import changing, photographs, views

urlpatterns = [
    path("observations/<str:public_id>/", views.one, name="observations-one"),
    path("observations/<str:public_id>/photos/add/", photographs.add, name="observations-photo-add"),
    path("observations/<str:public_id>/photos/<str:photo>/", views.photo, name="observations-photo"),
    path(
        "observations/<str:public_id>/photos/<str:photo>/withdraw/",
        photographs.withdraw,
        name="observations-photo-withdraw",
    ),
    path("observations/<str:public_id>/correct/", changing.correct, name="observations-correct"),
    path("observations/<str:public_id>/withdraw/", changing.withdraw, name="observations-withdraw"),
    path("observations/<str:public_id>/merge/", changing.merge, name="observations-merge"),
    path("observations/<str:public_id>/part/", changing.part, name="observations-part"),
    path("observations/<str:public_id>/removed/", changing.removed, name="observations-removed"),
]
