from django.urls import path

from karlemose.web.staff.answers import views

urlpatterns = [path("answers/", views.answers, name="answers")]
