"""The foundation: database, clock, errors, access, web. It knows no word of the domain."""
