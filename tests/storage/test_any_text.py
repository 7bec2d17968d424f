"""Whatever an article says, its text and the places of its mentions come back from the file as they were."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotation.changes import ChangeSet, add
from annotation.records import Annotator, Article, Label, Mention, new_id
from storage.project import Project

TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from("क्षकি்ரپשеกe中\u0301\u093c\u200c\u200d\u200f\n\U0001f600\U0001f1ee\U00010a00"),
    ),
    min_size=1,
    max_size=80,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.data())
def test_text_and_mentions_come_back_from_the_file_exactly(
    project: Project,
    path: Path,
    asha: Annotator,
    label: Label,
    make_article: Callable[..., Article],
    text: str,
    data: st.DataObject,
) -> None:
    article = make_article(text)
    mentions: list[Mention] = []
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        mentions.append(
            Mention(
                id=new_id(),
                article_id=article.id,
                annotator_id=asha.id,
                start=start,
                end=end,
                label_id=label.id,
                note=text[start:end],
            )
        )
    assume(all(one.sha256 != article.sha256 for one in project.read(Article)))
    project.apply(ChangeSet("Import", (add(article), *map(add, mentions))), asha.id)
    with Project.open(path, read_only=True) as opened:
        assert opened.get(Article, article.id) == article
        layer = opened.layer(article.id, asha.id)
        assert {one.id: one for one in layer} == {one.id: one for one in mentions}
        assert [row[:3] for row in opened.mention_rows(article.id, asha.id)] == sorted(
            (one.start, -one.end, one.id) for one in mentions
        )
