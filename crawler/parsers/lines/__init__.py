"""Lines read as what they say: dates, by-lines, credits, forecasts; no page is known here."""
