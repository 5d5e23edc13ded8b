"""Duban 督办台账: last year's report becomes assigned tasks, reminders, progress and this year's summary."""
