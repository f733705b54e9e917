"""Words that study files and their reading share."""

#: What a study asks about; with another of these it asks about something else.
QUESTION = (
    "register", "geography", "date", "domain", "themes", "obligation", "legal_forms", "phase",
    "kinds", "arrangement_kinds",
)  # fmt: skip

#: The two domains that are held against each other where a study names no others.
CONTRAST = ("social", "physical")
