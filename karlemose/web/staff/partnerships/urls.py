from django.urls import path

from karlemose.web.staff.partnerships import views

urlpatterns = [
    path("", views.partnerships, name="partnerships"),
    path("<slug:partnership>/", views.partnership, name="partnership"),
]
