"""Working days: the official calendar, the officers' corrections, terms counted by both."""
