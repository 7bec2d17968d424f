"""The rows of the sheet “Articles”."""

from __future__ import annotations

from collections.abc import Iterator

from annotation.records import Status
from storage.workbook.rows.source import Layer, Source
from storage.workbook.sheets import Row


def article_rows(source: Source) -> Iterator[Row]:
    """Yield a row for each article and annotator who has something in it.

    An article in which nobody has anything stands under the first annotator, so that there is a status.
    """
    first = next(iter(source.annotators))
    for article, layers in source.articles():
        for number, layer in enumerate(layers or [Layer(first, Status.NEW)]):
            yield (
                article.id,
                article.title,
                article.source,
                article.url,
                article.published_on,
                article.language,
                source.annotators[layer.annotator_id],
                str(layer.status),
                len(article.text),
                layer.mentions,
                layer.stances,
                layer.camps,
                article.text if number == 0 else None,
                layer.annotator_id,
            )
