"""What the tables say: topics, coverage, keyness, targets, and the audit of translations."""
