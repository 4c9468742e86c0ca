from django.apps import AppConfig


class Ledger(AppConfig):
    name = "karlemose.ledger"
    label = "ledger"
