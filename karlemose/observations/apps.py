from django.apps import AppConfig


class Observations(AppConfig):
    name = "karlemose.observations"
    label = "observations"

    def ready(self) -> None:
        from karlemose.observations import handing_over  # noqa: PLC0415 -- app ready

        handing_over.register()

    def ready(self) -> None:
        from karlemose.observations import tasks  # noqa: F401, PLC0415 -- app ready
