from django.apps import AppConfig


class Accounts(AppConfig):
    name = "karlemose.accounts"
    label = "accounts"

    def ready(self) -> None:
        from karlemose.accounts import listening  # noqa: PLC0415 -- app ready

        listening.listen()
