"""SQLite: tables, migrations, connections, the full-text index, and the lock."""
