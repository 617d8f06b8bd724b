"""Every write of admissions: requests, applications, what decisions set off, departures, reshaping."""
