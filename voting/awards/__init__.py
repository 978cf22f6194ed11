"""Awards (评优): sections with quotas, votes and jury scores, ties left to people, 公示."""
