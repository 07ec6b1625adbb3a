"""First run: the demo office, or the office's own set-up."""
