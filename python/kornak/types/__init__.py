"""Values that PostgreSQL has and Python has not."""
