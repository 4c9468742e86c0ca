"""The floor of `submit`: the same server, database and connections, and nothing between a request and its view."""

from karlemose.config.settings.staff import *  # noqa: F403 -- the staff site without its middleware and its pages
from karlemose.config.settings.staff import INSTALLED_APPS

ROOT_URLCONF = "benchmarks.floor_urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("allauth")]  # it insists on its middleware
