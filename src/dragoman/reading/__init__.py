"""Document → stories → sentences → parse. Keeps the text as printed: all offsets count its code points."""
