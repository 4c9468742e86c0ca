"""Users and their sign-in. Owns who somebody is, never what they may do: that is a membership (`partners`)."""
