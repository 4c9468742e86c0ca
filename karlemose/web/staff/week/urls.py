from django.urls import path

from karlemose.web.staff.week import views

urlpatterns = [
    path("week/", views.this_week, name="week"),
    path("week/<str:week>/", views.week_of, name="week-of"),
]
