from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "karlemose.web"
    label = "web"
