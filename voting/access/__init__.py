"""Who somebody is and what they may do: accounts, sign-in, personal links, offices, permissions."""
