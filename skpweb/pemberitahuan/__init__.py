"""The inbox and its live bell: whoever must act or know is told in the app, at once."""
