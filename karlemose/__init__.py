"""Karlemose: the Karlemose model of neighbourhood crime prevention, as software."""
