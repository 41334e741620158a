"""What tests share: writers of archives, invented newspapers, servers, and where things lie."""
