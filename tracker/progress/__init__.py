"""5. What was done: reports, figures, evidence, lights, board."""
