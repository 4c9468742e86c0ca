"""The roof: settings, addresses, the command line and the supervisor. Knows every room; no room knows it."""
