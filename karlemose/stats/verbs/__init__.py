"""The verbs of `karlemose evaluate`: each reads its input, calls one method and prints one answer."""
