"""Working days with 调休, and the fixed days of legal publicity."""
