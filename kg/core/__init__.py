"""What every room speaks of: records, event types, errors, who did what to whom."""
