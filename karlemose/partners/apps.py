from django.apps import AppConfig


class Partners(AppConfig):
    name = "karlemose.partners"
    label = "partners"

    def ready(self) -> None:
        from karlemose.accounts import claims  # noqa: PLC0415 -- app ready
        from karlemose.partners.claiming import end_by_claim  # noqa: PLC0415 -- app ready

        claims.listen(end_by_claim)
