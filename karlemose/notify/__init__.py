"""Messages out: that something is there, never what. Owns how a mail is sent, and that none is sent by default.

Promises that no message holds a name, an address or a word of what it is about: its subject is always the same.
"""
