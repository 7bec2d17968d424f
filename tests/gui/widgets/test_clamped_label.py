"""A label of a few lines shows whole letters, and the whole text in its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from gui.widgets.clamped_label import ClampedLabel


def inked_rows(image: QImage) -> int:
    """Count the lines of pixels in which something is drawn; the corner at the bottom right is empty."""
    empty = image.pixelColor(image.width() - 1, image.height() - 1)
    return sum(
        any(image.pixelColor(x, y) != empty for x in range(image.width())) for y in range(image.height())
    )


def test_vowel_signs_above_a_large_bold_line_are_not_cut_off(qtbot: QtBot) -> None:
    label = ClampedLabel(scale=1.6, bold=True)
    qtbot.addWidget(label)
    label.set_text("समुद्री बैठक")
    label.resize(200, label.heightForWidth(200))
    roomy = QImage(200, 100, QImage.Format.Format_ARGB32)
    roomy.fill(Qt.GlobalColor.white)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * 1.6)
    font.setBold(True)
    painter = QPainter(roomy)
    painter.setFont(font)
    painter.drawText(QPoint(0, 50), "समुद्री बैठक")
    painter.end()
    assert inked_rows(label.grab().toImage()) == inked_rows(roomy)


def test_a_text_that_looks_like_markup_stands_in_the_tooltip_letter_for_letter(qtbot: QtBot) -> None:
    label = ClampedLabel()
    qtbot.addWidget(label)
    label.set_text("<b>रूस</b> & चीन")
    assert "&lt;b&gt;रूस&lt;/b&gt; &amp; चीन" in label.toolTip()
