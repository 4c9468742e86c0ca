from django.apps import AppConfig


class Notify(AppConfig):
    name = "karlemose.notify"
    label = "notify"

    def ready(self) -> None:
        from karlemose.notify import tasks  # noqa: PLC0415 -- app ready
        from karlemose.partners import announcing  # noqa: PLC0415 -- app ready

        announcing.subscribe(tasks.put_in_queue)
