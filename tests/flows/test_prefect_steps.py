"""A step as a Prefect task: what is retried, what comes out, what Prefect gets to see."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from prefect import flow, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName

from flows import prefect_steps
from flows.prefect_steps import StepFailed, prefect_step
from stocktake.errors import BadInput, DataQualityStop, StocktakeError

pytestmark = pytest.mark.usefixtures("server")


class Flaky:
    """A step that fails with the given errors, one a call, and then answers."""

    def __init__(self, *problems: Exception) -> None:
        self.problems = list(problems)
        self.n_calls = 0

    def __call__(self, answer: str) -> str:
        self.n_calls += 1
        if self.problems:
            raise self.problems.pop(0)
        return answer


@pytest.fixture(autouse=True)
def short_delays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefect_steps, "RETRY_DELAYS", [0.05, 0.1, 0.2])


def run_in_flow(step: Any, *args: object, name: str = "one step") -> Any:
    @flow(name="one-step", flow_run_name=name)
    def one_step() -> Any:
        return prefect_step("try it", step, *args)

    return one_step()


def test_a_read_error_that_passes_is_tried_again() -> None:
    step = Flaky(OSError(errno.EIO, "input/output error"))
    assert run_in_flow(step, "done") == "done"
    assert step.n_calls == 2


def test_a_read_error_that_stays_comes_out_after_three_retries() -> None:
    step = Flaky(*[OSError(errno.ESTALE, "stale file handle")] * 9)
    with pytest.raises(OSError, match="stale file handle"):
        run_in_flow(step, "done")
    assert step.n_calls == 4


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.ENOENT])
def test_an_error_that_cannot_pass_is_not_tried_again(number: int) -> None:
    step = Flaky(OSError(number, "for good"))
    with pytest.raises(OSError, match="for good"):
        run_in_flow(step, "done")
    assert step.n_calls == 1


@pytest.mark.parametrize(
    "problem", [BadInput("list.csv", "it is empty.", "Send it again."), DataQualityStop("Too few rows.")]
)
def test_our_own_errors_come_out_as_they_are_and_at_once(problem: StocktakeError) -> None:
    step = Flaky(problem)
    with pytest.raises(type(problem)) as met:
        run_in_flow(step, "done")
    assert met.value is problem
    assert step.n_calls == 1


def test_prefect_sees_neither_arguments_nor_results_nor_the_words_of_a_strange_error() -> None:
    with pytest.raises(StepFailed, match=r"'try it' failed with KeyError in test_prefect_steps\.py") as met:
        run_in_flow(Flaky(KeyError("Le Guin, Ursula K.")), "Ursula's answer", name="strange error")
    assert met.value.exit_code == 1
    assert run_in_flow(Flaky(), "Ursula's answer", name="plain answer") == "Ursula's answer"
    assert "Ursula" not in stored_about("strange error") + stored_about("plain answer")


def stored_about(name: str) -> str:
    """Everything that the server keeps of the flow runs of this name and their tasks."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_run_filter=FlowRunFilter(name=FlowRunFilterName(any_=[name])))
        assert runs
        tasks = client.read_task_runs(flow_run_filter=FlowRunFilter(name=FlowRunFilterName(any_=[name])))
        return "".join(item.model_dump_json() for item in [*runs, *tasks])
