"""How the bundled meetings are made: scripts, their voices, microphones, files."""
