"""Every write of governance: agendas, meetings, decisions, and the loading of bodies."""
