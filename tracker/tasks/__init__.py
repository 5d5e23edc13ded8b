"""4. What is to be done: states, assignments and their history."""
