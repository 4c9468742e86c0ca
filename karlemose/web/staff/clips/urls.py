from django.urls import path

from karlemose.web.staff.clips import one, views

urlpatterns = [
    path("observations/<str:public_id>/clips/add/", views.add, name="observations-clip"),
    path("observations/<str:public_id>/clips/<str:clip>/", one.one, name="observations-clip-one"),
]
