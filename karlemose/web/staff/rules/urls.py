from django.urls import path

from karlemose.web.staff.rules import views

urlpatterns = [path("rules/", views.rules, name="rules")]
