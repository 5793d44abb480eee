"""What the timeline shows and what a gesture on it means, without Qt."""
