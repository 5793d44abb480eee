"""Indicator series (指标序列): what is given, what is worked out, growth, forecast, and how it stands."""
