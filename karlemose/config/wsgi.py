"""What the web server serves. A demonstration is served from a database that carries its mark, or not at all."""

from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
if settings.IS_DEMO:
    import_module("karlemose.demo.mark").refuse_unmarked()
