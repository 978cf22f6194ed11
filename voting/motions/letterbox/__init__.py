"""Letter boxes (工会信箱, 校长信箱): signed letters, and anonymous ones with a receipt code."""
