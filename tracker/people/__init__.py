"""Who works here: units, people, roles, sign-in."""
