from django.apps import AppConfig


class Disclosure(AppConfig):
    name = "karlemose.disclosure"
    label = "disclosure"
