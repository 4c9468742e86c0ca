from django.apps import AppConfig


class Observations(AppConfig):
    name = "karlemose.observations"
    label = "observations"

    def ready(self) -> None:
        from karlemose.observations import (  # noqa: PLC0415 -- app ready
            handing_over,
            tasks,  # noqa: F401 -- announces its jobs
        )

        handing_over.register()
