from django.urls import path

from karlemose.web.staff.people import key, views

urlpatterns = [
    path("<slug:partnership>/people/", views.list_people, name="people"),
    path("<slug:partnership>/people/invite/", views.invite, name="people-invite"),
    path("<slug:partnership>/people/renew/", views.renew, name="people-renew"),
    path("<slug:partnership>/people/key/", key.sealing_key, name="people-key"),
    path("<slug:partnership>/people/<int:membership>/", views.person, name="people-person"),
    path("<slug:partnership>/people/<int:membership>/end/", views.end, name="people-end"),
    path("<slug:partnership>/people/<int:membership>/link/", views.new_link, name="people-link"),
]
