"""The errors a person is told about. Any other exception is a bug of ours: logged, reported, nothing lost."""


class PersonError(Exception):
    """Something the person can mend. The message is a sentence that says what is wrong and what to do."""


class SurroundingsError(Exception):
    """Disk full, file locked, permission gone: the message says so, and the last good state is kept."""
