from django.urls import path

from karlemose.web.staff.answer import views

urlpatterns = [
    path("answer/", views.last_week, name="answer"),
    path("answer/<str:week>/", views.week_of, name="answer-week"),
]
