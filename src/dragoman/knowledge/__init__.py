"""What is known beforehand: data files and one strict loader. Imports the nouns only."""
