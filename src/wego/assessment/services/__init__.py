"""Every write of assessment: loading frameworks, diagnosing, publishing, the demonstration."""
