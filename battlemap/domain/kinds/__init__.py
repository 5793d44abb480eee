"""What a campaign consists of: one file per thing."""
