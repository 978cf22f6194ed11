"""What is done with motions: verbs, each one transaction, one line of history, one of the log."""
