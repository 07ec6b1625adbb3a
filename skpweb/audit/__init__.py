"""The trail: who did what, when, to which thing, before and after.

Append-only by triggers and chained by SHA-256, so that an alteration behind the app's back is found. It has no
foreign key: it outlives what it records.
"""
