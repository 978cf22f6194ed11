"""Congress and meeting: who is a delegate, who has come, what is decided, who holds office."""
