"""The start page: what is due for whom, one button each."""
