"""The demo office: an invented town with last year's report and a year of work (nobody in it exists)."""
