from django.apps import AppConfig


class Tenancy(AppConfig):
    name = "karlemose.tenancy"
    label = "tenancy"
