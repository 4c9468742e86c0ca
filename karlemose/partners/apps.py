from django.apps import AppConfig


class Partners(AppConfig):
    name = "karlemose.partners"
    label = "partners"
