"""The figures the README quotes, each measured on this machine beside its floor."""
