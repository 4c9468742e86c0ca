"""The floor of `submit`: the same server, database and connections, and next to nothing between a request and its view.

The apps are the house's, since they name each other; the one layer that is left is what the sign-in's app insists on.
"""

from karlemose.config.settings.staff import *  # noqa: F403 -- the staff site without its middleware and its pages

ROOT_URLCONF = "benchmarks.floor_urls"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
