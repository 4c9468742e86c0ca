from django.apps import AppConfig


class Meetings(AppConfig):
    name = "karlemose.meetings"
    label = "meetings"

    def ready(self) -> None:
        from karlemose.meetings import subscriptions  # noqa: PLC0415 -- app ready

        subscriptions.subscribe()
