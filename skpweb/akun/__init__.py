"""Accounts: log-in by NIP, sessions that can be ended, roles and what they may (the one permission matrix)."""
