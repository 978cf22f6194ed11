"""Paper beside phones: boxes of paper ballots, who took one, and what two tellers counted."""
