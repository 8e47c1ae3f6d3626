"""`dragoman steps`: the pipeline as a table, made from the pipeline itself."""

from __future__ import annotations


def steps() -> None:
    """Show the steps of understanding: what each needs, gives and does."""
    from dragoman.present.cli.tables import table
    from dragoman.understanding.steps import GIVEN, STEPS

    rows = [
        (step.gives, ", ".join(name for name in step.needs if name not in GIVEN) or "the story", step.does)
        for step in STEPS
    ]
    print("Every step is asked once of each story, in this order.\n")
    print(table(("gives", "needs", "what it does"), rows))
