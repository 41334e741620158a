"""The SQLite database: tables, migrations, connections, the full-text index, and file locks."""
