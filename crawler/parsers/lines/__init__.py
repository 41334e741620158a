"""Single lines read as what they say: dates, by-lines, credits, forecasts; pages are unknown here."""
