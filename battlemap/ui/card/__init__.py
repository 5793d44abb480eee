"""The lists of the card sheet: checklist, milestones, progress reports, instructions."""
