"""The people of the demo practice, by what they do."""
LOGINS = {}
