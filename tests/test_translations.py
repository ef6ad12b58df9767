"""Every sentence that a person can see is marked for translation, and is translated."""

from __future__ import annotations

import ast
import importlib.util
import itertools
import re
import shutil
import string
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "unet_studio"
TS_FILES = sorted((ROOT / "resources" / "translations").glob("*.ts"))

NO_WORDS = re.compile(r"<[^>]*>|UNet Studio")
"""Markup, and the one name that is the same in every language."""

NUMBERS = {
    "count", "n", "total", "images", "trained", "more", "pixels", "usual", "thickness",
    "problems", "edits", "steps", "width", "cores", "takes", "made", "given",
}  # fmt: skip
"""Gaps for whole numbers that may be 1."""

UNCHANGING = {"is", "as", "has", "its", "this", "was"}
"""Words that end in s and are no plurals."""

MARKERS = {"say", "translate"}

TEXT_SETTERS = {
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setStatusTip", "setWhatsThis",
    "setTitle", "setLabelText", "setInformativeText", "setDetailedText", "setSuffix", "setPrefix",
    "setAccessibleName", "setAccessibleDescription", "setSpecialValueText", "setTabText",
    "setTabToolTip", "setItemText", "setHeaderLabels", "setButtonText", "setNameFilter",
    "setLabel",
    "addTab", "insertTab", "addItem", "addItems", "insertItem", "addRow", "addMenu", "addAction",
    "addButton", "addPermanentWidget", "showMessage",
    "information", "warning", "critical", "question", "about",
    "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory", "getText",
    "getItem", "getInt", "getDouble",
}  # fmt: skip

TEXT_WIDGETS = {
    "QLabel", "QPushButton", "QToolButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox",
    "QMenu", "QDockWidget", "QCommandLinkButton", "QTreeWidgetItem", "QListWidgetItem",
    "QTableWidgetItem", "QStandardItem", "QLineEdit", "QMessageBox", "QProgressDialog",
    "QInputDialog", "QToolBar", "QUndoCommand",
}  # fmt: skip


@pytest.fixture(scope="module")
def update_translations():
    spec = importlib.util.spec_from_file_location(
        "update_translations", ROOT / "scripts" / "update_translations.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parsed(path):
    return ast.parse(path.read_text("utf-8"), str(path))


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called_name(call):
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return None


def words(node):
    """Literal text in an argument that has a word in it; what is marked is no matter."""
    match node:
        case ast.Constant(value=str(text)) if re.search(r"[^\W\d_]{2,}", NO_WORDS.sub("", text)):
            return [text]
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            return [text for part in parts for text in words(part)]
        case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
            return words(left) + words(right)
    return []


def shown_arguments(call):
    match called_name(call):
        case "setLabel":  # of a plot: which axis, then the words
            return call.args[1:]
        case "addItem":  # of a list to choose from: the words, then what they stand for
            return call.args[:1]
    return [*call.args, *(k.value for k in call.keywords if k.arg in {"text", "title"})]


def unmarked(tree):
    """Words shown by a widget that nobody can translate: line number and text."""
    return [
        (call.lineno, text)
        for call in calls(tree)
        if called_name(call) in TEXT_SETTERS | TEXT_WIDGETS
        for argument in shown_arguments(call)
        for text in words(argument)
    ]


def badly_marked(tree):
    """Calls of a marker whose arguments the translation tools cannot read."""
    return [
        call.lineno
        for call in calls(tree)
        if called_name(call) in MARKERS
        and isinstance(call.func, ast.Name)
        and not (
            len(call.args) == 2
            and not call.keywords
            and all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in call.args)
        )
    ]


def test_there_is_chinese():
    assert "unet_studio_zh_CN.ts" in [path.name for path in TS_FILES]


@pytest.mark.parametrize("source", TS_FILES, ids=lambda p: p.name)
def test_every_string_is_translated(source, tmp_path, update_translations):
    language = source.stem.removeprefix("unet_studio_")
    updated = Path(shutil.copy(source, tmp_path))
    update_translations.update(updated, language)
    listed = update_translations.messages(updated)
    missing = [(context, english) for context, english, _, finished in listed if not finished]
    assert listed
    assert not missing, "translate these in Qt Linguist after `make translations`"


def gaps(text):
    """The gaps of a text with their formats, and the names that words are picked by."""
    filled, chosen_by = set(), set()
    for _, name, spec, _ in string.Formatter().parse(text):
        if spec and "|" in spec:
            inner_filled, inner_chosen_by = gaps(spec)
            filled |= inner_filled
            chosen_by |= inner_chosen_by | {name}
        elif name is not None:
            filled.add((name, spec))
    return filled, chosen_by


def have_the_same_gaps(english, translation):
    """Whether both say the same; a translation need not pick words where English does."""
    (filled, chosen_by), (said, said_by) = gaps(english), gaps(translation)
    return filled == said and said_by <= chosen_by


def unchosen(text):
    """Plurals that would stand beside a 1: ``{count} images`` without a choice of words."""
    return [
        f"{{{gap}}}{plural[0]}"
        for (_, gap, spec, _), (after, *_) in itertools.pairwise(
            [*string.Formatter().parse(text), ("", None, None, None)]
        )
        if gap in NUMBERS and "|" not in spec
        if (plural := re.match(r"(?: [a-z-]+){0,2}? ([a-z-]+s)\b(?!/)", after))
        if plural[1] not in UNCHANGING
    ]


@pytest.mark.parametrize("source", TS_FILES, ids=lambda p: p.name)
def test_translations_have_the_same_gaps(source, update_translations):
    wrong = [
        (english, translation)
        for _, english, translation, _ in update_translations.messages(source)
        if not have_the_same_gaps(english, translation)
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("english", "translation", "is_right"),
    [
        ("{n} {n:image|images} in {folder}", "{folder}: {n} 张", True),
        ("{n} {n:image|images} in {folder}", "{folder}: {n} {n:Bild|Bilder}", True),
        ("Delete {n:shape|{n} shapes}", "{n}", True),
        ("{n} {n:image|images} in {folder}", "{n} {n:Bild|Bilder}", False),
        ("{n} {n:image|images} in {folder}", "{folder}: {n:Bild|Bilder}", False),
        ("{n} in {folder}", "{n} in {folder:a|b}", False),
        ("{n:,} {n:image|images}", "{n}", False),
        ("{share:.0%}", "{share}", False),
    ],
)
def test_other_gaps_are_found(english, translation, is_right):
    assert have_the_same_gaps(english, translation) is is_right


@pytest.mark.parametrize("source", TS_FILES, ids=lambda p: p.name)
def test_nouns_agree_with_their_numbers(source, update_translations):
    wrong = [
        (context, english)
        for context, english, _, _ in update_translations.messages(source)
        if unchosen(english)
    ]
    assert not wrong, "pick the words by the number: {count} {count:image|images}"


@pytest.mark.parametrize(
    "text", ["{count} images", "{done} of {total} images left", "{n:,} held-out images, {n}"]
)
def test_unchosen_plurals_are_found(text):
    assert unchosen(text)


@pytest.mark.parametrize(
    "text",
    [
        "{count} {count:image|images}",
        "Images: {count}",
        "{n} selected",
        "{path} holds",
        "{n} as is",
    ],
)
def test_chosen_plurals_pass(text):
    assert not unchosen(text)


@pytest.mark.parametrize("source", TS_FILES, ids=lambda p: p.name)
def test_the_compiled_file_is_up_to_date(source, tmp_path, update_translations):
    compiled = tmp_path / "compiled.qm"
    update_translations.release(source, compiled)
    assert source.with_suffix(".qm").read_bytes() == compiled.read_bytes(), "make translations"


def test_markers_get_literals():
    wrong = {
        str(path.relative_to(ROOT)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := badly_marked(parsed(path)))
    }
    assert not wrong, "say and translate take two string literals"


@pytest.mark.parametrize("folder", ["ui", "workspace"])
def test_no_unmarked_words_in_the_window(folder):
    wrong = {
        str(path.relative_to(ROOT)): found
        for path in (PACKAGE / folder).rglob("*.py")
        if (found := unmarked(parsed(path)))
    }
    assert not wrong, 'mark them: translate("context", "words")'


@pytest.mark.parametrize(
    "source",
    [
        'QLabel("Classes")',
        'button.setText("Train")',
        'box.setToolTip(f"{n} images")',
        'tabs.addTab(page, "Label")',
        'QMessageBox.warning(self, "Sorry", text)',
        'label.setText("<b>Yes</b>" if ok else "")',
        'QAction(text="Quit")',
        'plot.setLabel("left", "Loss")',
    ],
)
def test_unmarked_words_are_found(source):
    assert unmarked(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        'QLabel(translate("browser", "Classes"))',
        'label.setText("100 %")',
        'label.setText("<br/>")',
        'box.addItem(name, "key")',
        'window.setWindowTitle(f"{name} - UNet Studio")',
        'button.setObjectName("train")',
        'plot.setLabel("left", translate("train", "Loss"))',
    ],
)
def test_marked_or_wordless_text_passes(source):
    assert not unmarked(ast.parse(source))


@pytest.mark.parametrize(
    "source", ["say(context, 'Text')", "translate('a', f'{b}')", "say('a')", "say('a', 'b', n=1)"]
)
def test_unreadable_marks_are_found(source):
    assert badly_marked(ast.parse(source))
