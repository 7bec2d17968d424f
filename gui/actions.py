"""Every action of the window in one table: menus, toolbar, tooltips and the shortcut sheet come from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Flag, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.theme import icon

_ZEROS = "0०০٠۰"
"""Of ASCII, Devanagari, Bengali, Arabic and Persian, each followed by its 1 to 9."""


class Need(Flag):
    """What must be there for an action to make sense."""

    NOTHING = 0
    PROJECT = auto()
    WRITABLE = auto()
    ARTICLE = auto()
    SPAN = auto()  # a selection in the article, or a word under the caret
    MENTION = auto()
    LINKED = auto()  # the current mention has an entity
    STANCE = auto()
    CAMP = auto()
    MEMBER = auto()
    LISTED = auto()  # a member of a list is selected, decided or not
    UNDECIDED = auto()  # one that is not decided is selected
    PENDING = auto()  # a found list waits for a decision
    OFFER = auto()  # a sentence may voice a stance
    FINDING = auto()  # an open finding of the checks
    DISMISSED = auto()  # one that was dismissed
    NAMED = auto()  # a mention or a suggested one is current
    SUGGESTION = auto()  # a suggested mention is current
    SUGGESTED = auto()  # mentions are suggested in the article
    ACTION = auto()  # an action of the history
    ENTRY = auto()  # a correction or comment of the review
    PAST = auto()  # the article is shown as it was
    UNDO = auto()
    REDO = auto()

    EDIT = PROJECT | WRITABLE
    ANNOTATE = EDIT | ARTICLE
    EDIT_MENTION = ANNOTATE | MENTION
    EDIT_STANCE = ANNOTATE | STANCE
    EDIT_CAMP = ANNOTATE | CAMP
    EDIT_MEMBER = ANNOTATE | MEMBER
    EDIT_LISTED = ANNOTATE | LISTED


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action as a person meets it.

    `place` names the panel within which the shortcut holds; empty: the whole window. `keys` are portable
    key sequences, the first of which is shown.
    """

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: Need = Need.NOTHING
    tip: str = ""
    icon: str = ""
    place: str = ""


def _spec(
    id: str,  # noqa: A002 - the word of the table
    text: str,
    *keys: str,
    needs: Need = Need.NOTHING,
    tip: str = "",
    icon: str = "",
    place: str = "",
) -> ActionSpec:
    menu = id.split(".", 1)[0].capitalize()
    return ActionSpec(id, menu, text, keys, needs, tip, icon, place)


ACTIONS: tuple[ActionSpec, ...] = (
    _spec("project.new", "New project…", "Ctrl+N", tip="Make a new project file"),
    _spec("project.open", "Open project…", "Ctrl+O", tip="Open another project file"),
    _spec(
        "project.import",
        "Import articles…",
        "Ctrl+I",
        needs=Need.EDIT,
        icon="import",
        tip="Bring text files in, one article each",
    ),
    _spec(
        "project.paste",
        "Paste an article…",
        "Ctrl+Shift+V",
        needs=Need.EDIT,
        icon="paste",
        tip="Make an article of the text on the clipboard",
    ),
    _spec(
        "project.export",
        "Export workbook…",
        "Ctrl+E",
        needs=Need.PROJECT,
        icon="export",
        tip="Write an Excel workbook, or CSV tables; you choose what of the project",
    ),
    _spec(
        "project.export_again",
        "Export again",
        "Ctrl+F12",
        needs=Need.PROJECT,
        tip="Write what was exported last to the same file, as the project is now",
    ),
    _spec(
        "project.import_workbook",
        "Import workbook…",
        "Ctrl+Shift+I",
        needs=Need.EDIT,
        tip="Take back what was edited in an exported workbook; you see and choose what is changed",
    ),
    _spec(
        "project.hand_out",
        "Hand out…",
        "Ctrl+Shift+H",
        needs=Need.EDIT,
        tip="Write a copy of the project for one annotator, with the articles that they are to do",
    ),
    _spec(
        "project.bring_together",
        "Bring together…",
        "Ctrl+Shift+B",
        needs=Need.EDIT,
        tip="Bring another person's project in; you see first what it would do",
    ),
    _spec(
        "project.annotator",
        "Change annotator…",
        needs=Need.EDIT,
        tip="Work under another name; each annotator has annotations of their own",
    ),
    _spec(
        "project.labels", "Labels…", needs=Need.EDIT, tip="Change the names, colours and keys of the labels"
    ),
    _spec(
        "project.reasons",
        "Reasons for corrections…",
        "Ctrl+Shift+F2",
        needs=Need.EDIT,
        tip="Change the list from which reasons for corrections are chosen",
    ),
    _spec("project.quit", "Quit", "Ctrl+Q", tip="Close the window; every step is saved already"),
    _spec(
        "edit.undo", "Undo", "Ctrl+Z", needs=Need.EDIT | Need.UNDO, icon="undo", tip="Take back the last step"
    ),
    _spec(
        "edit.redo",
        "Redo",
        "Ctrl+Shift+Z",
        "Ctrl+Y",
        needs=Need.EDIT | Need.REDO,
        icon="redo",
        tip="Do again what was taken back last",
    ),
    _spec(
        "article.next",
        "Next article",
        "Ctrl+PgDown",
        needs=Need.PROJECT,
        icon="next",
        tip="Open the next article of the list",
    ),
    _spec(
        "article.previous",
        "Previous article",
        "Ctrl+PgUp",
        needs=Need.PROJECT,
        icon="previous",
        tip="Open the article before in the list",
    ),
    _spec(
        "article.done",
        "Done",
        "Ctrl+D",
        needs=Need.ANNOTATE,
        icon="done",
        tip="Mark the article as done, or as in progress again",
    ),
    _spec(
        "article.reviewed",
        "Reviewed",
        "Ctrl+Shift+R",
        needs=Need.ANNOTATE,
        tip="Mark the article as reviewed, or as done again",
    ),
    _spec(
        "article.disputed",
        "Disputed",
        "Ctrl+Shift+X",
        needs=Need.ANNOTATE,
        tip="Mark the article as disputed, or as done again",
    ),
    _spec(
        "article.next_unreviewed",
        "Next unreviewed article",
        "Alt+PgDown",
        needs=Need.PROJECT,
        tip="Go to the next article that is not reviewed yet",
    ),
    _spec(
        "article.previous_unreviewed",
        "Previous unreviewed article",
        "Alt+PgUp",
        needs=Need.PROJECT,
        tip="Go to the article before that is not reviewed yet",
    ),
    _spec(
        "article.describe",
        "Title, source and date…",
        "Ctrl+Shift+D",
        needs=Need.ANNOTATE,
        tip="Correct what is known about the article",
    ),
    _spec(
        "article.correct",
        "Correct the text…",
        "Ctrl+Shift+E",
        needs=Need.ANNOTATE,
        tip="Mend a mistake in the text; everything in it moves along",
    ),
    _spec(
        "article.remove",
        "Remove article…",
        needs=Need.ANNOTATE,
        tip="Remove the article with all that is annotated in it",
    ),
    _spec(
        "mention.next",
        "Next mention",
        "Tab",
        needs=Need.ARTICLE,
        place="article",
        tip="Go to the next mention; after the last comes the first",
    ),
    _spec(
        "mention.previous",
        "Previous mention",
        "Shift+Tab",
        needs=Need.ARTICLE,
        place="article",
        tip="Go to the mention before; before the first comes the last",
    ),
    _spec(
        "mention.pick",
        "Pick the mention around",
        "Ctrl+Space",
        needs=Need.ARTICLE,
        place="article",
        tip="Pick the mention under the caret; again: the one around it",
    ),
    _spec(
        "mention.link",
        "Link to an entity…",
        "Return",
        "Enter",
        needs=Need.ANNOTATE | Need.NAMED,
        place="article",
        tip="Say who or what the mention is; a suggestion is accepted by it",
    ),
    _spec(
        "mention.unlink",
        "Unlink",
        "Ctrl+Backspace",
        needs=Need.EDIT_MENTION | Need.LINKED,
        place="article",
        tip="Take the entity from the mention",
    ),
    _spec(
        "mention.card",
        "Who, what and when",
        "F9",
        needs=Need.ARTICLE | Need.MENTION,
        place="article",
        tip="Show who the mention is, its note, who tagged it and when",
    ),
    _spec(
        "mention.note",
        "Note…",
        "F2",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Write a note on the mention",
    ),
    _spec(
        "mention.end_later",
        "End one word later",
        "Alt+Right",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Let the mention end one word later",
    ),
    _spec(
        "mention.end_earlier",
        "End one word earlier",
        "Alt+Left",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Let the mention end one word earlier",
    ),
    _spec(
        "mention.start_earlier",
        "Start one word earlier",
        "Alt+Shift+Left",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Let the mention start one word earlier",
    ),
    _spec(
        "mention.start_later",
        "Start one word later",
        "Alt+Shift+Right",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Let the mention start one word later",
    ),
    _spec(
        "mention.end_later_by_character",
        "End one character later",
        "F8",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Let the mention end one character later",
    ),
    _spec(
        "mention.end_earlier_by_character",
        "End one character earlier",
        "F7",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Let the mention end one character earlier",
    ),
    _spec(
        "mention.start_earlier_by_character",
        "Start one character earlier",
        "Shift+F7",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Let the mention start one character earlier",
    ),
    _spec(
        "mention.start_later_by_character",
        "Start one character later",
        "Shift+F8",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Let the mention start one character later",
    ),
    _spec(
        "mention.resize",
        "Resize to the selection",
        "Ctrl+R",
        needs=Need.ANNOTATE | Need.SPAN,
        place="article",
        tip="Let the mention cover what is selected",
    ),
    _spec(
        "mention.remove",
        "Remove mention",
        "Del",
        needs=Need.EDIT_MENTION,
        place="article",
        tip="Remove the mention; the text stays as it is",
    ),
    _spec(
        "mention.accept_suggested",
        "Accept the suggestion, or go to one",
        "Space",
        needs=Need.ANNOTATE | Need.SUGGESTED,
        place="article",
        tip="Tag what is suggested and go on to the next suggestion; the first time, go to one",
    ),
    _spec(
        "mention.reject_suggested",
        "Reject the suggestion",
        "X",
        needs=Need.ANNOTATE | Need.SUGGESTION,
        place="article",
        tip="Never suggest this here again, and trust the name less elsewhere",
    ),
    _spec(
        "mention.accept_certain",
        "Accept all certain suggestions",
        "Ctrl+Shift+Space",
        needs=Need.ANNOTATE | Need.SUGGESTED,
        tip="Tag every certain suggestion in the article, as one step",
    ),
    _spec(
        "mention.accept_everywhere",
        "Accept the suggestion everywhere",
        "Shift+Space",
        needs=Need.ANNOTATE | Need.SUGGESTION,
        place="article",
        tip="Tag what is suggested wherever the same name is suggested in the article",
    ),
    _spec(
        "mention.suggestions",
        "Suggestions…",
        "Shift+F12",
        needs=Need.EDIT | Need.ARTICLE,
        tip="Choose which suggestions are shown, and see what the tagger is worth",
    ),
    _spec(
        "mention.next_suggested",
        "Next suggestion",
        "F4",
        needs=Need.ANNOTATE | Need.SUGGESTED,
        place="article",
        tip="Go to the next suggested mention; after the last comes the first",
    ),
    _spec(
        "mention.previous_suggested",
        "Previous suggestion",
        "Shift+F4",
        needs=Need.ANNOTATE | Need.SUGGESTED,
        place="article",
        tip="Go to the suggested mention before",
    ),
    _spec(
        "find.open", "Find…", "Ctrl+F", needs=Need.ARTICLE, icon="search", tip="Find in the article’s text"
    ),
    _spec(
        "find.next",
        "Next hit",
        "F3",
        "Ctrl+G",
        needs=Need.ARTICLE,
        tip="Go on to where it stands next; after the last place comes the first",
    ),
    _spec(
        "find.previous",
        "Previous hit",
        "Shift+F3",
        "Ctrl+Shift+G",
        needs=Need.ARTICLE,
        tip="Go back to where it stands before; before the first place comes the last",
    ),
    _spec(
        "find.tag_all",
        "Tag all…",
        "Ctrl+Shift+F",
        needs=Need.ANNOTATE,
        tip="Tag every place where the selection stands, in this article or in all",
    ),
    _spec(
        "stance.record",
        "Record a stance…",
        "Ctrl+Return",
        "Ctrl+Enter",
        needs=Need.ANNOTATE,
        icon="stance",
        tip="Who stands how towards whom; the selection or the sentence is the evidence",
    ),
    _spec(
        "stance.add_evidence",
        "Add the selection as evidence",
        "Ctrl+Shift+Return",
        "Ctrl+Shift+Enter",
        needs=Need.EDIT_STANCE | Need.SPAN,
        tip="Rest the chosen stance on what is selected, too",
    ),
    _spec(
        "stance.remove_evidence",
        "Remove evidence…",
        "Ctrl+Backspace",
        needs=Need.EDIT_STANCE,
        place="stances",
        tip="Take a passage out of what the stance rests on",
    ),
    _spec(
        "stance.polarity",
        "Change polarity…",
        "Return",
        "Enter",
        needs=Need.EDIT_STANCE,
        place="stances",
        tip="Choose supports, opposes, neutral or unclear",
    ),
    _spec(
        "stance.claimant",
        "Claimed by…",
        "F4",
        needs=Need.EDIT_STANCE,
        place="stances",
        tip="Say who claims the stance, where the article only reports it",
    ),
    _spec(
        "stance.remove",
        "Remove stance",
        "Del",
        needs=Need.EDIT_STANCE,
        place="stances",
        tip="Remove the stance; what a list states stays on record there",
    ),
    _spec(
        "stance.next_found",
        "Next suggested stance",
        "Ctrl+J",
        needs=Need.ARTICLE,
        tip="Go to the next sentence that may voice a stance; after the last comes the first",
    ),
    _spec(
        "stance.previous_found",
        "Previous suggested stance",
        "Ctrl+Shift+J",
        needs=Need.ARTICLE,
        tip="Go to the sentence before that may voice a stance",
    ),
    _spec(
        "stance.fill_in_found",
        "Fill in the suggested stance…",
        "Return",
        "Enter",
        needs=Need.ANNOTATE | Need.OFFER,
        place="offers",
        tip="Record the stance of the sentence, with what it tells filled in",
    ),
    _spec(
        "stance.accept_found",
        "Accept the suggested stance",
        "Alt+Return",
        "Alt+Enter",
        needs=Need.ANNOTATE | Need.OFFER,
        place="offers",
        tip="Record it as it is, if holder, polarity and target are all told",
    ),
    _spec(
        "stance.reject_found",
        "Reject the suggested stance",
        "Del",
        needs=Need.ANNOTATE | Need.OFFER,
        place="offers",
        tip="Never offer the sentence for this stance again",
    ),
    _spec(
        "list.accept",
        "Accept the found list",
        "Ctrl+L",
        needs=Need.ANNOTATE | Need.PENDING,
        icon="accept",
        tip="Record the list that was found in the article, with all its members",
    ),
    _spec(
        "list.accept_certain",
        "Accept the certain members",
        "Ctrl+Shift+A",
        needs=Need.ANNOTATE | Need.PENDING,
        tip="Record the waiting list with the members whose names are known, and decide on the others then",
    ),
    _spec(
        "list.reject",
        "Reject the found list",
        "Ctrl+Shift+L",
        needs=Need.ANNOTATE | Need.PENDING,
        tip="Never propose this list again",
    ),
    _spec(
        "list.from_text",
        "Make a list of the selection…",
        "Ctrl+K",
        needs=Need.ANNOTATE | Need.SPAN,
        tip="Read a list that the program missed: select its heading and members, or the members only",
    ),
    _spec(
        "list.add_from_text",
        "Add to a list…",
        "Ctrl+M",
        needs=Need.ANNOTATE | Need.SPAN,
        tip="Add the mention or the selection to a list of the article",
    ),
    _spec(
        "list.add",
        "Add a member…",
        "Ins",
        "Ctrl+Shift+M",
        needs=Need.EDIT_CAMP,
        place="alliances",
        tip="Add somebody to the current list",
    ),
    _spec(
        "list.move_left",
        "Move to the list before",
        "Ctrl+Left",
        needs=Need.EDIT_MEMBER,
        place="alliances",
        tip="Move the selected members to the list before",
    ),
    _spec(
        "list.move_right",
        "Move to the list after",
        "Ctrl+Right",
        needs=Need.EDIT_MEMBER,
        place="alliances",
        tip="Move the selected members to the list after",
    ),
    _spec(
        "list.take",
        "Accept the doubtful member",
        "Alt+Return",
        "Alt+Enter",
        needs=Need.ANNOTATE | Need.UNDECIDED,
        place="alliances",
        tip="Record the doubtful member as whom it is taken for",
    ),
    _spec(
        "list.remove_member",
        "Remove from the list",
        "Del",
        needs=Need.EDIT_LISTED,
        place="alliances",
        tip="Take the selected members out, or reject doubtful ones; what the article states is kept",
    ),
    _spec(
        "list.restore",
        "Restore as stated",
        "Ctrl+Backspace",
        needs=Need.EDIT_MEMBER,
        place="alliances",
        tip="Put the member back where the article has it",
    ),
    _spec(
        "list.entity",
        "Change who it is…",
        "Return",
        "Enter",
        needs=Need.EDIT_LISTED,
        place="alliances",
        tip="Choose another entity for the member; of a doubtful one, see who it may be",
    ),
    _spec(
        "list.note",
        "Note…",
        "F2",
        needs=Need.EDIT_MEMBER,
        place="alliances",
        tip="Write a note on the selected members",
    ),
    _spec(
        "list.reason",
        "Reason…",
        "Shift+F2",
        needs=Need.EDIT_MEMBER,
        place="alliances",
        tip="Say why the selected members are corrected",
    ),
    _spec(
        "list.group",
        "Members of the group…",
        "Ctrl+Shift+U",
        needs=Need.ARTICLE | Need.MEMBER,
        place="alliances",
        tip="Show who belongs to the group as of the article’s date, and where they stand themselves",
    ),
    _spec(
        "list.search",
        "Search in the lists",
        "Ctrl+Shift+K",
        needs=Need.ARTICLE,
        place="alliances",
        tip="Show only the members that match, whatever the spelling",
    ),
    _spec(
        "list.camp",
        "Target and polarity…",
        "F4",
        needs=Need.EDIT_CAMP,
        place="alliances",
        tip="Correct towards whom the list is and how",
    ),
    _spec(
        "list.new",
        "New list…",
        "Ctrl+Shift+N",
        needs=Need.ANNOTATE,
        tip="Open a list by hand; a selected heading is kept with it",
    ),
    _spec(
        "list.split",
        "Split off…",
        "Ctrl+T",
        needs=Need.EDIT_MEMBER,
        place="alliances",
        tip="Move the selected members to a new list of their own",
    ),
    _spec(
        "list.merge",
        "Merge into another list…",
        "Ctrl+U",
        needs=Need.EDIT_CAMP,
        place="alliances",
        tip="Put all of the current list into another one",
    ),
    _spec(
        "list.remove", "Remove the list…", needs=Need.EDIT_CAMP, tip="Remove the current list and its members"
    ),
    _spec(
        "check.next",
        "Next finding",
        "F5",
        needs=Need.ARTICLE,
        tip="Go to what the checks found next; after the last comes the first",
    ),
    _spec(
        "check.previous",
        "Previous finding",
        "Shift+F5",
        needs=Need.ARTICLE,
        tip="Go to what the checks found before; before the first comes the last",
    ),
    _spec(
        "check.enter",
        "Go to its place",
        "Return",
        "Enter",
        needs=Need.ARTICLE,
        place="checks",
        tip="Go on where the finding is, in the article or among the alliances",
    ),
    _spec(
        "check.dismiss",
        "Let it stand…",
        "Del",
        needs=Need.ANNOTATE | Need.FINDING,
        place="checks",
        tip="Say why the finding is no mistake; it is shown no more",
    ),
    _spec(
        "check.restore",
        "Look at it again",
        "Ctrl+Backspace",
        needs=Need.ANNOTATE | Need.DISMISSED,
        place="checks",
        tip="List a dismissed finding as before",
    ),
    _spec(
        "check.show_dismissed",
        "Show or hide what was dismissed",
        "F4",
        needs=Need.ARTICLE,
        place="checks",
        tip="List dismissed findings too, with the reasons, or only what is open",
    ),
    _spec(
        "review.go",
        "Go to the change",
        "Return",
        "Enter",
        needs=Need.PROJECT | Need.ACTION,
        tip="Go to where in which article it was done",
        place="history",
    ),
    _spec(
        "review.revert",
        "Revert this action alone",
        "Del",
        needs=Need.EDIT | Need.ACTION,
        tip="Take this action back and leave what was done since, where that is possible",
        place="history",
    ),
    _spec(
        "review.look_back",
        "The article as it was then",
        "Ctrl+Shift+Y",
        needs=Need.PROJECT | Need.ARTICLE | Need.ACTION,
        tip="Show the article as it was after this action; nothing can be changed meanwhile",
        place="history",
    ),
    _spec(
        "review.now",
        "Back to now",
        "Alt+End",
        needs=Need.PROJECT | Need.PAST,
        tip="Show the article as it is now",
    ),
    _spec(
        "review.people",
        "Who does what…",
        "Ctrl+Shift+W",
        needs=Need.PROJECT,
        tip="See how far everybody is, assign articles, and review another’s work",
    ),
    _spec(
        "review.comment",
        "Comment…",
        "Ctrl+Shift+C",
        needs=Need.ANNOTATE,
        tip="Say something about the mention, stance, member or finding that is current, or else the article",
    ),
    _spec(
        "review.enter",
        "Go to its place",
        "Return",
        "Enter",
        needs=Need.PROJECT | Need.ENTRY,
        tip="Go on in the article where the correction or comment is",
        place="review",
    ),
    _spec(
        "review.reply",
        "Reply or discuss…",
        "F2",
        needs=Need.ANNOTATE | Need.ENTRY,
        tip="Answer the comment, or begin to discuss the correction",
        place="review",
    ),
    _spec(
        "review.settle",
        "Accept or resolve",
        "Alt+Return",
        "Alt+Enter",
        needs=Need.ANNOTATE | Need.ENTRY,
        tip="Accept the correction; resolve what was discussed, or open it again",
        place="review",
    ),
    _spec(
        "review.take_back",
        "Take back",
        "Del",
        needs=Need.ANNOTATE | Need.ENTRY,
        tip="Take the correction back, or remove one’s own comment",
        place="review",
    ),
    _spec(
        "review.compare",
        "Compare and decide…",
        "Ctrl+Shift+O",
        needs=Need.PROJECT | Need.ARTICLE,
        tip="See annotators side by side in this article, and decide between them by key",
    ),
    _spec(
        "review.agreement",
        "Agreement…",
        "Ctrl+Shift+S",
        needs=Need.PROJECT,
        tip="See how far the annotators agree, in figures and as a picture",
    ),
    _spec("view.articles", "Articles", "Alt+1", tip="Go to the articles"),
    _spec("view.article", "Article", "Alt+2", tip="Go to the article's text"),
    _spec("view.entities", "Entities", "Alt+3", tip="Go to the entities"),
    _spec("view.stances", "Stances", "Alt+4", tip="Go to the stances"),
    _spec("view.alliances", "Alliances", "Alt+5", tip="Go to the alliances"),
    _spec("view.grid", "Grid", "Alt+6", tip="Go to the grid of who stands how towards whom"),
    _spec("view.checks", "Checks", "Alt+7", tip="Go to what the checks found"),
    _spec("view.history", "History", "Alt+8", tip="Go to what was done, when and by whom"),
    _spec("view.review", "Review", "Alt+9", tip="Go to corrections by others and to comments"),
    _spec("view.menus", "Menus", "F10", tip="Go to the menus"),
    _spec("view.layout", "Usual panel layout", tip="Show all panels in their usual places"),
    _spec(
        "view.display",
        "Lanes, tint or plain text",
        "F6",
        needs=Need.ARTICLE,
        tip="Show mentions as lanes, by their tint only, or not at all",
    ),
    _spec(
        "view.options",
        "View options…",
        "Shift+F6",
        tip="Font and line spacing; which labels, whose mentions and which suggestions are seen",
    ),
    _spec("view.larger", "Larger text", "Ctrl++", "Ctrl+=", tip="Show the text of the article larger"),
    _spec("view.smaller", "Smaller text", "Ctrl+-", tip="Show the text of the article smaller"),
    _spec("view.usual", "Usual text size", "Ctrl+0", tip="Show the text of the article in its usual size"),
    _spec("help.palette", "Command palette…", "Ctrl+Shift+P", tip="Find any command by its name and run it"),
    _spec("help.shortcuts", "Keyboard shortcuts…", "F1", icon="keyboard", tip="See every key, and change it"),
    _spec("help.about", "About Paksha", tip="What Paksha is"),
)


def make_actions(specs: Iterable[ActionSpec], owners: Mapping[str, QWidget]) -> dict[str, QAction]:
    """Make the actions, each on the widget within which its shortcut holds.

    Args:
        specs: rows of the table.
        owners: the widget of each place; the empty place is the window.

    Returns:
        The actions by id, not yet connected.
    """
    actions: dict[str, QAction] = {}
    for spec in specs:
        owner = owners[spec.place]
        action = QAction(spec.text, owner)
        action.setObjectName(spec.id)
        action.setIconText(spec.text.rstrip("…"))  # beside the icon in the toolbar
        if spec.place:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setStatusTip(_tip(spec))
        give_keys(action, spec, spec.keys)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        owner.addAction(action)
        actions[spec.id] = action
    return actions


def give_keys(action: QAction, spec: ActionSpec, keys: Sequence[str]) -> None:
    """Let an action be called by these keys, and its tooltip name the first of them."""
    sequences = [QKeySequence(key) for key in keys]
    action.setShortcuts(sequences)
    shown = sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""
    action.setToolTip(f"{_tip(spec)} ({shown})" if shown else _tip(spec))


def _tip(spec: ActionSpec) -> str:
    return spec.tip or spec.text.rstrip("…")


def typed_keys(key: str) -> list[str]:
    """Return the character of a label's key, and for a digit what keyboards of other scripts type for it."""
    if not (len(key) == 1 and key.isdecimal()):
        return [key]
    value = unicodedata.digit(key)
    return [key, *(digit for zero in _ZEROS if (digit := chr(ord(zero) + value)) != key)]
