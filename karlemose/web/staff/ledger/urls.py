from django.urls import path

from karlemose.web.staff.ledger import views

urlpatterns = [
    path("<slug:partnership>/ledger/", views.own, name="ledger"),
    path("<slug:partnership>/oversight/ledger/", views.whole, name="whole-ledger"),
    path("<slug:partnership>/oversight/readings/", views.who_read, name="whole-ledger-readings"),
]
