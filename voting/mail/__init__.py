"""Mail: an outbox that survives a crash and never sends twice."""
