from django.apps import AppConfig


class Accounts(AppConfig):
    name = "karlemose.accounts"
    label = "accounts"

    def ready(self) -> None:
        from karlemose.accounts import sessions  # noqa: PLC0415 -- app ready

        sessions.listen()
