"""One file per question a reader asks: who, when, where, what, said, sure, stance, talks.

Each step is a pure function from a story and the findings it needs to new findings; `steps.py` is their table.
"""
