"""6. Nobody forgets: schedule, outbox, channels, worker."""
