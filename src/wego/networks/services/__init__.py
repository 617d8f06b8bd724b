"""Writes of regional offices."""
