"""Planning: days, calendars, deadlines, schedules, forecasts, and plans before they are written."""
