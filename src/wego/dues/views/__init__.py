"""Pages of dues: the schedule for everybody, “what we pay and why” for members."""
