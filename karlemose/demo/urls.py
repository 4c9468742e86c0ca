from django.urls import path

from karlemose.demo import door, figures

app_name = "demo"
urlpatterns = [
    path("", door.people, name="people"),
    path("be/", door.enter, name="be"),
    path("months/", figures.figures, name="months"),
]
