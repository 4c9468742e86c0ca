"""The staff site over an invented estate: a door to be any of its people, and a clock that may stand still."""

from karlemose.config.settings.staff import *  # noqa: F403 -- a demo is the staff site and two things more
from karlemose.config.settings.staff import INSTALLED_APPS, environment

IS_DEMO = True
PRESENT_LAW_ON_EVERY_DAY = True  # its story plays in 2017
INSTALLED_APPS = [*INSTALLED_APPS, "karlemose.demo"]
STOPPED_AT = environment.stopped_at
