"""Templates, outlook and project files of the schedule, without Qt."""
