"""The monthly forms of the union groups (情况反馈): handed in, rolled up, answered."""
