from django.urls import path

from karlemose.web.staff.unanswered import views

urlpatterns = [path("unanswered/", views.unanswered, name="unanswered")]
