"""The queue of trainings as a value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.run_queue import QueuedRun, QueueState, RunQueue

STATES = st.lists(st.sampled_from(QueueState), max_size=6)


def queue(*states: QueueState) -> RunQueue:
    return RunQueue(tuple(QueuedRun(f"{n}", "auto", state=s) for n, s in enumerate(states)))


def titles(made: RunQueue) -> str:
    return "".join(run.title for run in made.runs)


W, R, F, X = QueueState.WAITING, QueueState.RUNNING, QueueState.FINISHED, QueueState.FAILED


def test_the_first_that_waits_is_next() -> None:
    made = queue(F, R, W, W)
    assert made.next is made.runs[2]
    assert made.running is made.runs[1]
    assert made.place == (2, 4)
    assert queue(F, X).is_over
    assert queue(F, X).place == (2, 2)


def test_only_what_waits_moves_among_what_waits() -> None:
    made = queue(F, W, R, W, W)
    assert titles(made.moved(made.runs[4].key, -1)) == "01243"
    assert titles(made.moved(made.runs[4].key, -9)) == "04213"
    assert titles(made.moved(made.runs[1].key, 1)) == "03214"
    assert made.moved(made.runs[0].key, 1) == made
    assert made.moved("nothing", 1) == made


def test_what_runs_cannot_be_removed() -> None:
    made = queue(F, R, W)
    assert titles(made.without(made.runs[0].key)) == "12"
    assert made.without(made.runs[1].key) == made
    assert titles(made.without_waiting()) == "01"


def test_a_queue_that_is_over_makes_room() -> None:
    new = QueuedRun("n", "auto")
    assert titles(queue(F, X).with_added([new])) == "n"
    assert titles(queue(F, W).with_added([new])) == "01n"


@given(STATES, st.integers(0, 5), st.integers(-9, 9))
def test_moving_loses_nothing_and_leaves_the_rest_in_place(
    states: list[QueueState], at: int, by: int
) -> None:
    made = queue(*states)
    if at < len(made.runs):
        moved = made.moved(made.runs[at].key, by)
        assert sorted(r.key for r in moved.runs) == sorted(r.key for r in made.runs)
        assert [r.state for r in moved.runs] == [r.state for r in made.runs]


@given(STATES)
def test_what_ran_when_the_program_ended_waits_again(states: list[QueueState]) -> None:
    found = queue(*states).put_back()
    first = next((k for k, s in enumerate(states) if s is R), None)
    assert [r.state for r in found.runs] == [W if k == first else s for k, s in enumerate(states)]


def test_states_and_problems_are_of_one_run_only() -> None:
    made = queue(W, W)
    changed = made.with_state(made.runs[1].key, X, run="folder", problem="no room")
    assert changed.runs[0] == made.runs[0]
    found = changed.runs[1]
    assert (found.state, found.run, found.problem) == (X, "folder", "no room")
    assert changed.find(found.key) is found
