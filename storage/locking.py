"""One writer at a time: a lock beside the project file, let go by the system when the program dies."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from storage.errors import OnlyReadable, ProjectLocked


class WriterLock:
    """The lock of the one who writes to a project.

    Raises:
        ProjectLocked: if somebody else has it.
        OnlyReadable: if no lock can be made in the folder.
    """

    def __init__(self, project: Path) -> None:
        import filelock  # takes 40 ms, which a reader need not spend

        self._path = project.with_name(f"{project.name}.lock")
        self._lock = filelock.FileLock(self._path, timeout=0)
        try:
            self._lock.acquire()
            while not self._path.exists():  # its last holder took the file away after we had opened it
                self._lock.release()
                self._lock.acquire()
        except filelock.Timeout as error:
            raise ProjectLocked(
                f"“{project.name}” is already open, in another window or by another person. "
                "It can be read here, but changed only there."
            ) from error
        except OSError as error:
            raise OnlyReadable(
                f"“{project.name}” can be read but not changed: its folder is read-only ({error.strerror})."
            ) from error

    def release(self) -> None:
        """Let others write. The lock's own file is taken away, where the system allows it."""
        with suppress(OSError):
            self._path.unlink()
        self._lock.release()
