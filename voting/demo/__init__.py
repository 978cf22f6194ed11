"""A school to try the service with: its data, and delegates who vote over HTTP by themselves."""
