"""An invented estate to look at: its plan, its people, what they noted, and the door to be any of them.

Installed by `karlemose.config.settings.demo` alone. Owns the mark that says a database is a demonstration, and
promises that nothing here starts, tells or opens a door on a database without it. Everything is made through the
rooms' actions, so the demonstration keeps every rule that a real partnership keeps. All of it is invented.
"""
