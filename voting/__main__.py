"""`python -m voting` is the command `voting`."""

from voting.cli import main

main()
