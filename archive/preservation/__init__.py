"""Digital preservation: health checks, fixity, backups, published copies, schedules."""
