"""How long a look back takes in a project of a million revisions: the panel and an article as it was.

Prints medians and the longest of each, and beside them what the plain way would take, which is to find the
lines of one article by going through the whole log.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from annotation.changes import add, change_set
from annotation.edits.articles import make_article
from annotation.records import Annotator, Article, Label, Mention, new_id
from storage import revisions
from storage.history import Wanted
from storage.project import Project
from storage.writing import write_changes, writing_to

ARTICLES = 2_000
REVISIONS = 1_000_000
TEXT = "नदी के पानी पर दो पड़ोसी देशों का विवाद फिर सामने आया। " * 60
TRIES = 15


def main() -> None:
    """Make the project and look back in it."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else REVISIONS
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.paksha"
        started = time.perf_counter()
        project = Project.create(path, "Asha")
        articles = _fill(project, total)
        print(f"made {total:,} revisions of {ARTICLES:,} articles in {time.perf_counter() - started:.0f} s")
        print(
            f"file: {path.stat().st_size / 1e6:,.0f} MB, {path.stat().st_size / total:.0f} bytes a revision"
        )
        me = project.read(Annotator)[0].id
        numbers = project.revisions_of_article(articles[0].id)
        _measure("newest page of the project", lambda: project.history(Wanted()))
        _measure("newest page of an article", lambda: project.history(Wanted(article_id=articles[7].id)))
        _measure("a page by words that are not there", lambda: project.history(Wanted(words="ज़ेब्रा")))
        _measure("numbers for the slider", lambda: project.revisions_of_article(articles[3].id))
        for share in (0.0, 0.5, 1.0):
            number = numbers[int(share * (len(numbers) - 1))]
            _measure(
                f"the article at {share:.0%} of its {len(numbers)} revisions",
                lambda number=number: project.article_at(articles[0].id, me, number),
            )
        _measure("by going through the log", lambda: _plain(project, articles[0].id, numbers[0]), tries=1)
        _panel(project, me, articles[0])
        project.close()


def _fill(project: Project, total: int) -> list[Article]:
    me, labels = project.read(Annotator)[0].id, project.read(Label)
    articles = [make_article(f"Article {number}", f"{number} {TEXT}") for number in range(ARTICLES)]
    project.apply(change_set("imported", [add(article) for article in articles]), me, undoable=False)
    with writing_to(project._database) as connection:
        first = revisions.next_number(connection)
        for number in range(first, first + total):
            article, place = articles[number % ARTICLES], number % 3_000
            mention = Mention(
                id=new_id(),
                article_id=article.id,
                annotator_id=me,
                start=place,
                end=place + 4,
                label_id=labels[number % len(labels)].id,
            )
            changes = change_set("tagged नदी as Place", [add(mention)])
            write_changes(connection, changes)
            revision = revisions.plain(number, me, changes.title, undoable=True)
            revisions.write_revision(connection, revision, changes.changes)
    return articles


def _plain(project: Project, article_id: str, number: int) -> int:
    return sum(line.revision > number and article_id in str(line.after) for line in project.log_lines())


def _panel(project: Project, me: str, article: Article) -> None:
    from PySide6.QtWidgets import QApplication

    from gui.panels.history import HistoryPanel
    from gui.session import Session
    from gui.settings import Settings

    application = QApplication.instance() or QApplication([])
    session = Session(project, me)
    session.open_article(article.id)

    def open_panel() -> None:
        panel = HistoryPanel(session, Settings())
        panel.show()
        application.processEvents()
        panel.deleteLater()

    _measure("the panel, from nothing to painted", open_panel)
    whole = HistoryPanel(session, Settings())
    whole.scope.setCurrentIndex(1)
    whole.show()
    _measure("the panel, of the whole project", whole._load)


def _measure(what: str, call: Callable[[], object], tries: int = TRIES) -> None:
    times: list[float] = []
    for _ in range(tries):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1_000)
    print(f"{what}: median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms")


if __name__ == "__main__":
    main()
