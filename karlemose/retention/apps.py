from django.apps import AppConfig


class Retention(AppConfig):
    name = "karlemose.retention"
    label = "retention"

    def ready(self) -> None:
        from karlemose.retention import tasks  # noqa: F401, PLC0415 -- app ready
