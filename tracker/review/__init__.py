"""3. Check: a person turns proposals into confirmed tasks."""
