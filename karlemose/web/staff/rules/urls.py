from django.urls import path

from karlemose.web.staff.rules import views

urlpatterns = [path("rules/", views.rules, name="rules")]
of_partnership = [path("<slug:partnership>/rules/", views.rules_of_partnership, name="rules-of-partnership")]
