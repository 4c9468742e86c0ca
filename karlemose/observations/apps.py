from django.apps import AppConfig


class Observations(AppConfig):
    name = "karlemose.observations"
    label = "observations"
