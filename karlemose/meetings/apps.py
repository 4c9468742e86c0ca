from django.apps import AppConfig


class Meetings(AppConfig):
    name = "karlemose.meetings"
    label = "meetings"

    def ready(self) -> None:
        from karlemose.meetings import outdating, tasks  # noqa: F401, PLC0415 -- app ready
        from karlemose.observations import arrivals  # noqa: PLC0415 -- app ready

        arrivals.subscribe(outdating.put_in_queue)
