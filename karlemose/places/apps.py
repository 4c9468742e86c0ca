from django.apps import AppConfig


class Places(AppConfig):
    name = "karlemose.places"
    label = "places"
