from django.apps import AppConfig
from django.conf import settings

from karlemose.foundation import clock


class Demo(AppConfig):
    name = "karlemose.demo"
    label = "demo"

    def ready(self) -> None:
        """Every process of a demonstration stops its clock where it was told to: site, worker and command line."""
        from karlemose.demo import mark  # noqa: F401, PLC0415 -- app ready

        clock.freeze(settings.STOPPED_AT)
