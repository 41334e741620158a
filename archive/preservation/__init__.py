"""What keeps an archive going for years: health, fixity, backup, publishing, schedules."""
