from django.urls import path

from karlemose.web.staff.agreements import views

urlpatterns = [path("<slug:partnership>/agreements/", views.list_agreements, name="agreements")]
