"""Drawing and correcting shapes with real mouse and key events in the Label view."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.label.label_view import LabelView
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.toolbox import ToolKey

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SQUARE = [[20, 20], [60, 20], [60, 60], [20, 60]]
FAR = [[100, 20], [140, 20], [140, 60], [100, 60]]


class Hand:
    """Moves the mouse over a Label view; positions are image pixels."""

    def __init__(self, view: LabelView, document: AnnotationDocument) -> None:
        self.view = view
        self.canvas = view.canvas
        self.document = document

    def at(self, x: float, y: float) -> QPoint:
        return self.canvas.view_point(x, y)

    def move(self, x: float, y: float, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        place = QPointF(self.at(x, y))
        seen = QPointF(self.canvas.mapToGlobal(self.at(x, y)))
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, seen, Qt.MouseButton.NoButton, buttons, NONE
        )
        QApplication.sendEvent(self.canvas, event)

    def click(self, x: float, y: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.move(x, y)
        QTest.mouseClick(self.canvas, LEFT, modifiers, self.at(x, y))

    def double_click(self, x: float, y: float) -> None:
        self.click(x, y)
        QTest.mouseDClick(self.canvas, LEFT, NONE, self.at(x, y))

    def drag(
        self, start: tuple[float, float], end: tuple[float, float], button: Qt.MouseButton = LEFT
    ) -> None:
        self.move(*start)
        QTest.mousePress(self.canvas, button, NONE, self.at(*start))
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        ends = [QPointF(self.at(*p)) for p in (middle, end)]
        for place in ends:
            seen = self.canvas.mapToGlobal(place)
            event = QMouseEvent(QEvent.Type.MouseMove, place, seen, LEFT, button, NONE)
            QApplication.sendEvent(self.canvas, event)
        QTest.mouseRelease(self.canvas, button, NONE, ends[-1].toPoint())

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, modifiers)

    def take(self, tool: ToolKey) -> None:
        self.view.choose_tool(tool)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        return self.document.annotation.shapes


@pytest.fixture
def make_hand(qtbot: QtBot, make_label_view: Callable[[], LabelView]) -> Callable[..., Hand]:
    def make(*drawn: list[list[float]], size: tuple[int, int] = (100, 160)) -> Hand:
        view = make_label_view()
        shapes = tuple(Shape("cell", points) for points in drawn)
        document = AnnotationDocument(Annotation(shapes), size)
        document.setParent(view)
        view.set_classes(ClassTable.of(["cell", "wall"]))
        view.set_image(np.full((*size, 3), 90, np.uint8))
        view.set_document(document)
        view.resize(1000, 600)
        view.show()
        view.activateWindow()
        qtbot.waitExposed(view)
        view.canvas.setFocus()
        return Hand(view, document)

    return make


@pytest.fixture
def hand(make_hand: Callable[..., Hand]) -> Iterator[Hand]:
    """Two squares, the select tool in hand."""
    return make_hand(SQUARE, FAR)


def near(points: np.ndarray, wanted: list[list[float]], hand: Hand) -> bool:
    """Equal but for the rounding of the mouse at both ends of a drag."""
    reach = 1.01 / hand.canvas.viewport.scale
    return points.shape == np.shape(wanted) and bool(np.abs(points - wanted).max() <= reach)


# ---- drawing ----

CORNERS = [[30, 70], [50, 70], [50, 90], [30, 90]]


@pytest.fixture
def pen(make_hand: Callable[..., Hand]) -> Hand:
    """An empty image, the polygon tool in hand."""
    hand = make_hand()
    hand.take(ToolKey.POLYGON)
    return hand


def test_clicking_around_and_on_the_first_point_draws_a_polygon(pen: Hand) -> None:
    for corner in CORNERS:
        pen.click(*corner)
    assert pen.shapes == ()
    pen.move(31, 70)
    assert "close" in str(pen.view.toolbox.hint)
    assert pen.view.toolbox.tool.preview.draft.closes
    pen.click(30.3, 70.3)
    assert len(pen.shapes) == 1
    assert near(pen.shapes[0].points, CORNERS, pen)
    assert pen.shapes[0].class_name == "cell"
    assert pen.document.selection == (pen.shapes[0].shape_id,)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_closes(pen: Hand, key: Qt.Key) -> None:
    for corner in CORNERS[:3]:
        pen.click(*corner)
    pen.key(key)
    assert near(pen.shapes[0].points, CORNERS[:3], pen)


def test_a_double_click_sets_the_last_corner_and_closes(pen: Hand) -> None:
    for corner in CORNERS[:2]:
        pen.click(*corner)
    pen.double_click(*CORNERS[2])
    assert near(pen.shapes[0].points, CORNERS[:3], pen)


def test_two_points_make_no_shape(pen: Hand) -> None:
    pen.click(*CORNERS[0])
    pen.double_click(*CORNERS[1])
    pen.key(Qt.Key.Key_Return)
    assert pen.shapes == ()
    pen.click(*CORNERS[2])
    pen.key(Qt.Key.Key_Return)
    assert near(pen.shapes[0].points, CORNERS[:3], pen)


def test_backspace_takes_back_the_last_corner_and_esc_all(pen: Hand) -> None:
    for corner in (CORNERS[0], [90, 50], *CORNERS[1:]):
        pen.click(*corner)
    for _ in range(4):
        pen.key(Qt.Key.Key_Backspace)
    for corner in CORNERS[1:]:
        pen.click(*corner)
    pen.key(Qt.Key.Key_Return)
    assert near(pen.shapes[0].points, CORNERS, pen)
    for corner in CORNERS:
        pen.click(*corner)
    pen.key(Qt.Key.Key_Escape)
    pen.key(Qt.Key.Key_Return)
    assert len(pen.shapes) == 1
    assert pen.document.undo_stack.count() == 1


def test_undo_while_drawing_takes_back_a_corner(pen: Hand) -> None:
    for corner in [*CORNERS, [90, 50]]:
        pen.click(*corner)
    pen.view.undo()
    pen.key(Qt.Key.Key_Return)
    assert near(pen.shapes[0].points, CORNERS, pen)
    pen.view.undo()
    assert pen.shapes == ()
    pen.view.redo()
    assert len(pen.shapes) == 1


def test_points_outside_are_drawn_back_to_the_edge(pen: Hand) -> None:
    pen.canvas.zoom_to(2)
    for corner in ([-20, -10], [50, 20], [50, 150]):
        pen.click(*corner)
    pen.key(Qt.Key.Key_Return)
    assert near(pen.shapes[0].points, [[0, 0], [50, 20], [50, 100]], pen)


def test_panning_and_zooming_go_on_while_drawing(pen: Hand) -> None:
    pen.click(*CORNERS[0])
    pen.click(*CORNERS[1])
    before = pen.canvas.viewport
    pen.drag((80, 50), (90, 55), MIDDLE)
    assert pen.canvas.viewport.left - before.left == pytest.approx(10 * before.scale, abs=1)
    QTest.keyPress(pen.canvas, Qt.Key.Key_Space)
    pen.drag((80, 50), (75, 50))
    QTest.keyRelease(pen.canvas, Qt.Key.Key_Space)
    wheel(pen, 50, 80, 120)
    pen.click(*CORNERS[2])
    pen.key(Qt.Key.Key_Return)
    assert near(pen.shapes[0].points, CORNERS[:3], pen)


def test_without_a_class_a_click_asks_for_one(pen: Hand, qtbot: QtBot) -> None:
    pen.view.set_classes(ClassTable())
    with qtbot.waitSignal(pen.view.toolbox.class_needed):
        pen.click(*CORNERS[0])
    assert not pen.view.toolbox.tool.is_drawing


def test_number_keys_choose_the_class_of_what_is_drawn(pen: Hand) -> None:
    for corner in CORNERS:
        pen.click(*corner)
    pen.view.choose_class_number(2)
    pen.view.choose_class_number(9)
    pen.key(Qt.Key.Key_Return)
    assert pen.shapes[0].class_name == "wall"
    assert pen.view.panel.class_list.current_class_id == 2


def test_a_rectangle_is_dragged_or_clicked(pen: Hand) -> None:
    pen.take(ToolKey.RECTANGLE)
    pen.drag((10, 10), (40, 30))
    pen.click(60, 60)
    pen.click(20, 50)
    assert [s.shape_type for s in pen.shapes] == [ShapeType.RECTANGLE] * 2
    assert near(pen.shapes[0].points, [[10, 10], [40, 30]], pen)
    assert near(pen.shapes[1].points, [[60, 60], [20, 50]], pen)


# ---- selecting and correcting ----


def test_a_click_selects_and_shift_adds_and_nothing_clears(hand: Hand) -> None:
    first, second = (shape.shape_id for shape in hand.shapes)
    hand.click(40, 40)
    assert hand.document.selection == (first,)
    hand.click(120, 40, SHIFT)
    assert hand.document.selection == (first, second)
    hand.click(120, 40, CTRL)
    assert hand.document.selection == (first,)
    hand.click(80, 80)
    assert hand.document.selection == ()
    hand.key(Qt.Key.Key_A, CTRL)
    assert set(hand.document.selection) == {first, second}
    hand.key(Qt.Key.Key_Escape)
    assert hand.document.selection == ()
    assert hand.document.undo_stack.count() == 0


def test_hovering_tells_what_a_click_would_take(hand: Hand) -> None:
    hand.move(40, 40)
    assert hand.view.toolbox.tool.preview.hover.shape_id == hand.shapes[0].shape_id
    assert hand.canvas.cursor().shape() is Qt.CursorShape.SizeAllCursor
    hand.move(80, 80)
    assert hand.view.toolbox.tool.preview.hover is None
    assert hand.canvas.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_drag_moves_all_that_is_selected_in_one_step(hand: Hand) -> None:
    hand.key(Qt.Key.Key_A, CTRL)
    hand.drag((40, 40), (50, 45))
    assert near(hand.shapes[0].points, np.add(SQUARE, [10, 5]), hand)
    assert near(hand.shapes[1].points, np.add(FAR, [10, 5]), hand)
    assert hand.document.undo_stack.count() == 1
    hand.view.undo()
    assert hand.shapes[0].points.tolist() == SQUARE


def test_a_move_stops_at_the_edge_of_the_image(hand: Hand) -> None:
    hand.drag((40, 40), (-300, 40))
    assert near(hand.shapes[0].points, np.add(SQUARE, [-20, 0]), hand)


def test_esc_during_a_drag_puts_everything_back(hand: Hand) -> None:
    QTest.mousePress(hand.canvas, LEFT, NONE, hand.at(40, 40))
    hand.move(60, 60, LEFT)
    assert hand.view.toolbox.tool.preview.moved
    hand.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(hand.canvas, LEFT, NONE, hand.at(60, 60))
    assert hand.shapes[0].points.tolist() == SQUARE
    assert hand.document.undo_stack.count() == 0


def test_a_vertex_is_dragged(hand: Hand) -> None:
    hand.drag((60, 60), (75, 80))
    assert near(hand.shapes[0].points, [*SQUARE[:2], [75, 80], SQUARE[3]], hand)
    assert str(hand.document.undo_message) == "Move vertex"


def test_a_vertex_is_pulled_out_of_an_edge_of_a_selected_shape(hand: Hand) -> None:
    hand.click(40, 40)
    hand.drag((60, 40), (75, 42))
    assert near(hand.shapes[0].points, [*SQUARE[:2], [75, 42], *SQUARE[2:]], hand)
    assert hand.document.undo_stack.count() == 1
    hand.view.undo()
    assert hand.shapes[0].points.tolist() == SQUARE


def test_a_double_click_on_an_edge_inserts_a_vertex(hand: Hand) -> None:
    hand.click(40, 40)
    hand.double_click(60, 40)
    assert near(hand.shapes[0].points, [*SQUARE[:2], [60, 40], *SQUARE[2:]], hand)


def test_delete_takes_the_vertex_under_the_cursor_else_the_shape(hand: Hand) -> None:
    hand.click(40, 40)
    hand.move(60, 60)
    hand.key(Qt.Key.Key_Delete)
    assert hand.shapes[0].points.tolist() == [*SQUARE[:2], SQUARE[3]]
    hand.move(35, 35)
    hand.key(Qt.Key.Key_Delete)
    assert len(hand.shapes) == 1
    hand.view.undo()
    hand.view.undo()
    assert hand.shapes[0].points.tolist() == SQUARE


def test_a_triangle_keeps_its_three_corners(make_hand: Callable[..., Hand]) -> None:
    hand = make_hand(SQUARE[:3])
    hand.click(50, 30)
    hand.move(60, 60)
    hand.key(Qt.Key.Key_Delete)
    assert [len(shape.points) for shape in hand.shapes] == [3]
    hand.move(50, 30)
    hand.key(Qt.Key.Key_Delete)
    assert hand.shapes == ()


def test_arrows_nudge_by_one_pixel_and_with_shift_by_ten(hand: Hand) -> None:
    hand.click(40, 40)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Up)
    hand.key(Qt.Key.Key_Down, SHIFT)
    assert hand.shapes[0].points.tolist() == np.add(SQUARE, [1, 9]).tolist()
    assert hand.document.undo_stack.count() == 1


def test_number_keys_change_the_class_of_the_selected_shapes(hand: Hand) -> None:
    hand.click(40, 40)
    hand.view.choose_class_number(2)
    assert [shape.class_name for shape in hand.shapes] == ["wall", "cell"]
    hand.view.undo()
    assert [shape.class_name for shape in hand.shapes] == ["cell", "cell"]


def test_corners_of_rectangles_and_rims_of_circles_are_dragged(
    make_hand: Callable[..., Hand],
) -> None:
    hand = make_hand()
    box = Shape("cell", [[20, 20], [60, 60]], ShapeType.RECTANGLE)
    circle = Shape("cell", [[100, 50], [120, 50]], ShapeType.CIRCLE)
    hand.document.insert_shape(box)
    hand.document.insert_shape(circle)
    hand.drag((60, 20), (70, 10))
    hand.drag((120, 50), (130, 50))
    assert near(hand.shapes[0].points, [[20, 10], [70, 60]], hand)
    assert near(hand.shapes[1].points, [[100, 50], [130, 50]], hand)


def test_everything_can_be_undone_and_redone(make_hand: Callable[..., Hand]) -> None:
    hand = make_hand()
    hand.take(ToolKey.POLYGON)
    for corners in (CORNERS, [[100, 20], [140, 20], [120, 60]]):
        for corner in corners:
            hand.click(*corner)
        hand.key(Qt.Key.Key_Return)
    hand.take(ToolKey.SELECT)
    hand.drag((120, 30), (125, 45))
    hand.key(Qt.Key.Key_Right)
    hand.view.choose_class_number(2)
    hand.drag((50, 90), (60, 95))
    hand.key(Qt.Key.Key_Delete)
    end = hand.document.annotation
    count = hand.document.undo_stack.count()
    assert count == 7
    for _ in range(count):
        hand.view.undo()
    assert hand.shapes == ()
    for _ in range(count):
        hand.view.redo()
    assert hand.document.annotation.equals(end)


# ---- looking ----


def wheel(hand: Hand, x: float, y: float, angle: int) -> None:
    place = QPointF(hand.at(x, y))
    event = QWheelEvent(
        place,
        QPointF(hand.canvas.mapToGlobal(place)),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(hand.canvas, event)


def test_the_wheel_zooms_and_what_is_under_the_cursor_stays(hand: Hand) -> None:
    before = hand.at(100, 70)
    scale = hand.canvas.viewport.scale
    for angle in (120, 120, -120, 240):
        wheel(hand, 100, 70, angle)
    assert hand.canvas.viewport.scale == pytest.approx(scale * 1.25**3)
    assert (hand.at(100, 70) - before).manhattanLength() <= 2


def test_zoom_has_limits_and_f_fits(hand: Hand) -> None:
    fit = hand.canvas.viewport
    for _ in range(60):
        wheel(hand, 80, 50, 120)
    assert hand.canvas.viewport.scale == 64
    for _ in range(60):
        wheel(hand, 80, 50, -120)
    assert hand.canvas.viewport.scale == pytest.approx(min(fit.scale / 4, 1))
    hand.key(Qt.Key.Key_F)
    assert hand.canvas.viewport == fit
    hand.canvas.actual_size()
    assert hand.canvas.viewport.scale == 1


def test_the_picture_cannot_be_lost_from_sight(hand: Hand) -> None:
    for _ in range(20):
        hand.canvas.pan(-500, 300)
    left, top, right, bottom = hand.canvas.viewport.visible_box()
    assert left < 160
    assert top < 0 < bottom
    assert right > 160


def test_the_cursor_position_is_told_in_image_pixels(hand: Hand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hand.canvas.cursor_moved) as told:
        hand.move(33, 44)
    assert told.args == pytest.approx([33, 44], abs=1 / hand.canvas.viewport.scale)
