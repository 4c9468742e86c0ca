from django.apps import AppConfig


class Vault(AppConfig):
    name = "karlemose.vault"
    label = "vault"
