from django.apps import AppConfig


class Demo(AppConfig):
    name = "karlemose.demo"
    label = "demo"

    def ready(self) -> None:
        from karlemose.demo import mark  # noqa: F401, PLC0415 -- app ready
