"""Measurements against the budgets of CONTRIBUTING.md. `make bench` runs all, `python -m bench halaman` one."""
