"""Readings → people: command line, dossier, page and exports."""
