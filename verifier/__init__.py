"""The independent recount of a published bundle; it imports nothing of the service."""
