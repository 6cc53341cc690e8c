import threading

import pytest

from assistant.page.streaming import Done, Stops, stream


def test_events_come_in_order_and_the_result_last() -> None:
    def work(tell):
        tell("a")
        tell("b")
        return 3

    assert [e for e in stream(work) if e is not None] == ["a", "b", Done(3)]


def test_a_silent_work_gives_none_so_that_the_page_can_look_up() -> None:
    ready = threading.Event()
    events = stream(lambda tell: ready.wait(10))
    assert next(events) is None
    ready.set()
    assert [e for e in events if e is not None] == [Done(True)]


def test_what_the_work_raises_is_raised_here() -> None:
    def work(tell):
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        list(stream(work))


def test_a_second_start_stops_the_first_and_keeps_its_own_signal() -> None:
    stops = Stops()
    first = stops.begin("tab")
    second = stops.begin("tab")
    assert (first.is_set(), second.is_set()) == (True, False)
    stops.end("tab", first)
    stops.halt("tab")
    assert second.is_set()


def test_another_tab_is_left_alone() -> None:
    stops = Stops()
    mine, other = stops.begin("mine"), stops.begin("other")
    stops.halt("mine")
    assert (mine.is_set(), other.is_set()) == (True, False)
