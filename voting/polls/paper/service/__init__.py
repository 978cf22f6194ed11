"""What is done with paper: boxes set up, ballots handed out, tellers' counts kept and compared."""
