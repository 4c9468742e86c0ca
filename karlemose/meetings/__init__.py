"""The weekly meeting. Owns the briefing: made once per ended week, receiver and language, and kept as it was."""
