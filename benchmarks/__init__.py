"""Benchmarks: ratios against a named limit or peer in the same run, with memory; never asserted in tests."""
