"""What people type on the register's pages: shape and type, no rules."""
