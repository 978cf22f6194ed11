"""Union elections (换届选举, 补选, 罢免): rules as data, candidates, seats and the outcome."""
