from django.urls import path

from karlemose.web.staff.state import views

urlpatterns = [path("<slug:partnership>/state/", views.state, name="state")]
