from django.urls import path

from karlemose.web.staff.link import invitation, receipt, restoring, views  # noqa: F401 -- each registers its page

urlpatterns = [path("<slug:partnership>/link/<str:token>/", views.link, name="link")]
