from django.urls import path

from karlemose.web.staff.clips import views

urlpatterns = [path("observations/<str:public_id>/clips/add/", views.add, name="observations-clip")]
