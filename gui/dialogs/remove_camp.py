"""The one question before a camp goes with its members."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def sure_to_remove(parent: QWidget, camp: str, members: int, undo_keys: str) -> bool:
    """Ask whether a camp shall go.

    Args:
        parent: the window that asks.
        camp: what the camp is called, as in “supports Maduro”.
        members: how many stances go with it.
        undo_keys: the keys that bring it back.
    """
    box = QMessageBox(parent)
    box.setWindowTitle("Remove the list")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(f"Remove the list “{camp}”?")
    stances = "The stance of its member goes" if members == 1 else f"The stances of its {members} members go"
    box.setInformativeText(
        f"{stances} with it; what is tagged in the text stays. {undo_keys} brings it back."
    )
    remove = box.addButton("&Remove", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(remove)
    box.exec()
    sure = box.clickedButton() is remove
    box.deleteLater()
    return sure
