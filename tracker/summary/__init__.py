"""7. Say it: this year's report, each sentence with its evidence."""
