"""Planning backwards, calendar, dependencies, baselines, forecasts and MS Project at the window's service."""
