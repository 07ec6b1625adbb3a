"""The office: its name and letterhead over time, its ⚙ rules with history."""
