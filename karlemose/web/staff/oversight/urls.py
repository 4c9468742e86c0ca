from django.urls import path

from karlemose.web.staff.oversight import views

urlpatterns = [path("<slug:partnership>/oversight/", views.oversight, name="oversight")]
