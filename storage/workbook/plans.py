"""The sheets of the workbook and the columns of each, as data.

The writer dresses cells by them, the sheet “Read me” explains them, the export dialog lists them, and the
reader takes back what people wrote in those that are `edited`.
"""

from __future__ import annotations

from storage.workbook.sheets import Column, Kind, Plan, Words

ID = Column(key="id", name="Id", meaning="Tells the row apart. Leave it as it is.", widest=11, clipped=True)
ARTICLE_ID = Column(
    key="article_id", name="Article id", meaning="Tells the article apart.", widest=11, clipped=True
)
ANNOTATOR_ID = Column(
    key="annotator_id", name="Annotator id", meaning="Tells the annotator apart.", widest=11, clipped=True
)
ARTICLE = Column(key="article", name="Article", meaning="The article's title.", widest=40)
ANNOTATOR = Column(
    key="annotator",
    name="Annotator",
    meaning="To whom the annotation belongs.",
    widest=20,
    words=Words.ANNOTATORS,
)
NOTE = Column(key="note", name="Note", meaning="A remark.", widest=40, wrapped=True, edited=True)
ORIGIN = Column(
    key="origin",
    name="Origin",
    meaning="Typed by hand, suggested by the program and accepted, or imported.",
    widest=24,
)
CODE = Column(
    key="code",
    name="Code",
    meaning="ISO 3166 for countries, a Wikidata id for others. It is the entity's: change it there.",
    widest=10,
)


def _number(key: str, name: str, meaning: str) -> Column:
    return Column(key=key, name=name, meaning=meaning, kind=Kind.NUMBER, widest=12)


def _figure(key: str, name: str, meaning: str) -> Column:
    return Column(key=key, name=name, meaning=meaning, kind=Kind.FIGURE, widest=12)


def _instant(key: str, name: str, meaning: str) -> Column:
    return Column(key=key, name=name, meaning=meaning, kind=Kind.INSTANT, widest=20)


ARTICLES = Plan(
    key="articles",
    name="Articles",
    meaning="An article and an annotator who has something in it.",
    identity=("id", "annotator_id"),
    columns=(
        ID,
        Column(key="title", name="Title", meaning="The title.", widest=60, edited=True),
        Column(key="source", name="Source", meaning="Where it was published.", edited=True),
        Column(key="url", name="URL", meaning="Its address.", widest=40, edited=True),
        Column(
            key="date", name="Date", meaning="When it was published.", kind=Kind.DATE, widest=12, edited=True
        ),
        Column(key="language", name="Language", meaning="ISO 639 code.", widest=10, edited=True),
        ANNOTATOR,
        Column(
            key="status",
            name="Status",
            meaning="How far the annotator is.",
            widest=14,
            edited=True,
            words=Words.STATUSES,
        ),
        _number("characters", "Characters", "The length of the text in code points."),
        _number("mentions", "Mentions", "How many mentions the annotator has in it."),
        _number("stances", "Stances", "How many stances the annotator has in it."),
        _number("camps", "Camps", "How many camps the annotator has in it."),
        Column(
            key="text",
            name="Text",
            meaning="The text, in the first row of each article; a long one goes on in further columns.",
            widest=60,
        ),
        ANNOTATOR_ID,
    ),
)

MENTIONS = Plan(
    key="mentions",
    name="Mentions",
    meaning="A tagged piece of an article.",
    identity=("id",),
    links_to_article=True,
    columns=(
        ID,
        ARTICLE,
        ANNOTATOR,
        Column(
            key="label",
            name="Label",
            meaning="What kind of thing is mentioned.",
            widest=20,
            edited=True,
            words=Words.LABELS,
        ),
        Column(
            key="text",
            name="Text",
            meaning="The tagged words. Written otherwise, the mention goes to where they stand near by.",
            widest=40,
            wrapped=True,
            edited=True,
        ),
        Column(
            key="start",
            name="Start",
            meaning="Where it begins, in code points from 0.",
            kind=Kind.NUMBER,
            widest=10,
            edited=True,
        ),
        Column(
            key="end",
            name="End",
            meaning="Where it ends: the first code point behind it.",
            kind=Kind.NUMBER,
            widest=10,
            edited=True,
        ),
        Column(key="left", name="Left context", meaning="What stands before it.", widest=50),
        Column(key="context", name="Context", meaning="The mention, in bold, where it stands.", widest=60),
        Column(key="right", name="Right context", meaning="What stands behind it.", widest=50),
        Column(
            key="entity",
            name="Entity",
            meaning="Who or what is meant.",
            edited=True,
            words=Words.ENTITIES,
        ),
        CODE,
        NOTE,
        ORIGIN,
        _instant("created", "Created", "When it was tagged, in UTC."),
        _instant("changed", "Changed", "When it was last changed, in UTC."),
        ARTICLE_ID,
        Column(key="entity_id", name="Entity id", meaning="Tells the entity apart.", widest=11, clipped=True),
    ),
)

ENTITIES = Plan(
    key="entities",
    name="Entities",
    meaning="Someone or something across the whole project.",
    identity=("id",),
    columns=(
        ID,
        Column(key="name", name="Name", meaning="Its name.", widest=40, edited=True),
        Column(
            key="label", name="Label", meaning="What kind it is.", widest=20, edited=True, words=Words.LABELS
        ),
        Column(
            key="code",
            name="Code",
            meaning="ISO 3166 for countries, a Wikidata id for others.",
            widest=10,
            edited=True,
        ),
        Column(
            key="aliases",
            name="Aliases",
            meaning="Other ways to write the name, a line each.",
            widest=60,
            wrapped=True,
            edited=True,
        ),
        Column(
            key="members",
            name="Members",
            meaning="Who belongs to it, if it is a group, a line each.",
            widest=40,
            wrapped=True,
            edited=True,
        ),
        _number("mentions", "Mentions", "How many mentions are of it, in the articles of this workbook."),
        _number("articles", "Articles", "In how many of these articles it is mentioned."),
        NOTE,
    ),
)

STANCES = Plan(
    key="stances",
    name="Stances",
    meaning="A holder's stance towards a target, in one article.",
    identity=("id",),
    links_to_article=True,
    columns=(
        ID,
        ARTICLE,
        Column(key="date", name="Date", meaning="When the article was published.", kind=Kind.DATE, widest=12),
        ANNOTATOR,
        Column(key="holder", name="Holder", meaning="Who has it.", edited=True, words=Words.ENTITIES),
        Column(key="holder_code", name="Holder code", meaning="The holder's code.", widest=13),
        Column(
            key="polarity",
            name="Polarity",
            meaning="Supports, opposes, neutral or unclear.",
            widest=12,
            edited=True,
            words=Words.POLARITIES,
        ),
        Column(key="target", name="Target", meaning="Towards whom.", edited=True, words=Words.ENTITIES),
        Column(key="target_code", name="Target code", meaning="The target's code.", widest=13),
        Column(
            key="claimed_by",
            name="Claimed by",
            meaning="Who says so, where the article only reports it.",
            edited=True,
            words=Words.ENTITIES,
        ),
        Column(
            key="evidence",
            name="Evidence",
            meaning="What the article says of it, a line each.",
            widest=60,
            wrapped=True,
        ),
        Column(
            key="positions",
            name="Evidence positions",
            meaning="Start–end of each piece of evidence, in code points, a line each.",
            widest=24,
            wrapped=True,
            edited=True,
        ),
        NOTE,
        ORIGIN,
        ARTICLE_ID,
    ),
)

ALLIANCES = Plan(
    key="alliances",
    name="Alliances",
    meaning="A member of a camp, under the camp where the article puts it.",
    identity=("id",),
    links_to_article=True,
    columns=(
        ID,
        ARTICLE,
        ANNOTATOR,
        Column(
            key="heading",
            name="Heading",
            meaning="The list's heading in the article.",
            widest=40,
            wrapped=True,
        ),
        Column(key="target", name="Camp target", meaning="Whom the camp is about.", words=Words.ENTITIES),
        Column(
            key="polarity",
            name="Polarity",
            meaning="How the camp stands towards the target.",
            widest=12,
            words=Words.POLARITIES,
        ),
        _number("position", "Position", "The member's place in the list as the article gives it, from 1."),
        Column(key="written", name="As written", meaning="The member as the article writes it."),
        Column(
            key="entity",
            name="Stated entity",
            meaning="Who the member is.",
            edited=True,
            words=Words.ENTITIES,
        ),
        CODE,
        Column(key="stated", name="Stated camp", meaning="Where the article puts the member."),
        Column(
            key="corrected",
            name="Corrected camp",
            meaning="Where the annotator puts the member; empty for one that belongs nowhere.",
            edited=True,
            words=Words.CAMPS,
        ),
        Column(key="correction", name="Correction", meaning="Kept, moved, removed or added.", widest=12),
        Column(
            key="reason",
            name="Reason",
            meaning="Why it was corrected.",
            edited=True,
            words=Words.REASONS,
        ),
        NOTE,
        ORIGIN,
        ARTICLE_ID,
    ),
)

MATRIX = Plan(
    key="matrix",
    name="Alliance matrix",
    meaning="An entity; a column for each target says how it stands, over all articles of this workbook.",
    columns=(Column(key="entity", name="Entity", meaning="The holder.", widest=40),),
)

HISTORY = Plan(
    key="history",
    name="History of changes",  # Excel keeps the name “History” for itself
    meaning="A record that an action changed.",
    columns=(
        _number("revision", "Revision", "The number of the action."),
        _instant("at", "When", "When it was done, in UTC."),
        Column(key="who", name="Who", meaning="Who did it.", widest=20),
        Column(key="action", name="Action", meaning="The action in words.", widest=50),
        Column(key="what", name="What", meaning="The kind of record that it changed.", widest=14),
        Column(
            key="before",
            name="Before",
            meaning="What it was before; empty if added.",
            widest=60,
            wrapped=True,
        ),
        Column(
            key="after", name="After", meaning="What it was then; empty if removed.", widest=60, wrapped=True
        ),
        Column(key="record_id", name="Record id", meaning="Tells the record apart.", widest=11, clipped=True),
    ),
)

AGREEMENT = Plan(
    key="agreement",
    name="Agreement",
    meaning="A figure of how far annotators agree; there is none unless two have done an article.",
    columns=(
        Column(key="measure", name="Measure", meaning="What the figure is.", widest=44),
        Column(
            key="annotators",
            name="Annotators",
            meaning="Of whom it tells; of more than two, a measure of pairs is the mean of the pairs.",
            widest=30,
        ),
        Column(key="label", name="Label", meaning="Of which label only; empty for all.", widest=14),
        Column(key="article", name="Article", meaning="Of which article only; empty for all.", widest=30),
        _figure("value", "Value", "The figure; empty where it is not defined, as where nothing varies."),
        _figure("low", "Low", "The lower end of the 95 % bootstrap interval over articles."),
        _figure("high", "High", "The upper end of the 95 % bootstrap interval over articles."),
        _number("items", "Items", "On how many items it rests."),
        Column(key="counted", name="What the items are", meaning="What is counted.", widest=24),
        _number("articles", "Articles", "In how many articles they are."),
        Column(key="meaning", name="What it says", meaning="What it says and what is left out.", widest=60),
        Column(key="source", name="Source", meaning="Where the formula is from.", widest=40),
    ),
)

PLANS = (ARTICLES, MENTIONS, ENTITIES, STANCES, ALLIANCES, MATRIX, HISTORY, AGREEMENT)
"""The sheets of rows, in their order, behind “Read me”."""

READ_ME = "Read me"
LISTS = "Lists"
EXPORTED = "Exported"
"""The hidden sheet with the edited cells as they were exported: sheet, row's identity, cells as JSON."""
