"""Every write of entitlements: loading them."""
