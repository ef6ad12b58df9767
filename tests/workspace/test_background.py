"""Short work off the GUI thread."""

import threading

from pytestqt.qtbot import QtBot

from unet_studio.workspace.background import Background


def test_answers_come_back_on_the_gui_thread(qtbot: QtBot, background: Background) -> None:
    answers: list[tuple[str, int, int]] = []

    def done(worker: int) -> None:
        answers.append(("done", worker, threading.get_ident()))

    background.submit(threading.get_ident, done, lambda error: answers.append(("failed", 0, 0)))
    assert background.pending == 1
    qtbot.waitUntil(lambda: bool(answers))
    ((kind, worker, here),) = answers
    assert kind == "done"
    assert here == threading.get_ident() != worker
    assert background.pending == 0


def test_a_failure_is_handed_over_and_the_next_work_goes_on(
    qtbot: QtBot, background: Background
) -> None:
    heard: list[object] = []
    background.submit(lambda: 1 // 0, heard.append, heard.append)
    background.submit(lambda: "fine", heard.append, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert isinstance(heard[0], ZeroDivisionError)
    assert heard[1] == "fine"


def test_closing_waits_for_what_began_and_drops_the_rest(qtbot: QtBot) -> None:
    pool = Background(1, "test")
    may_end, begun = threading.Event(), threading.Event()
    ran: list[str] = []
    answered: list[object] = []

    def first() -> str:
        begun.set()
        may_end.wait(5)
        ran.append("first")
        return "first"

    pool.submit(first, answered.append, answered.append)
    pool.submit(lambda: ran.append("second"), answered.append, answered.append)
    assert begun.wait(5)
    threading.Timer(0.05, may_end.set).start()
    pool.close()
    assert ran == ["first"]
    qtbot.waitUntil(lambda: pool.pending == 0)
    assert answered == []
    assert pool.submit(lambda: ran.append("third"), print, print).cancelled()
    assert ran == ["first"]
