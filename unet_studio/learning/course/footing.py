"""Footing: the learner of a training, on the rung of the memory ladder where it has room."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from unet_studio.learning.computing.memory_ladder import Rung, is_out_of_memory
from unet_studio.learning.computing.remembered_memory import as_last_time, need_key, remember
from unet_studio.learning.course.helping import Brief
from unet_studio.learning.course.last_checkpoint import on_cpu
from unet_studio.learning.course.origin import prints_of
from unet_studio.learning.data.fitting import Fitting
from unet_studio.learning.network.learner import Learner
from unet_studio.learning.prediction.faster_network import ready_to_predict
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.runs.run_folder import write_recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.computing.device import Device
    from unet_studio.learning.computing.distributed import Team
    from unet_studio.learning.data.sampling import Sample
    from unet_studio.learning.data.split import Split
    from unet_studio.learning.network.unet import UNet
    from unet_studio.learning.prediction.inference import Inference


class Footing:
    """Takes the steps of a training, and uses less memory once there is too little.

    Attributes
    ----------
    rung
        How much memory is used.
    learner
        Learns with so much.
    is_in_step
        Whether a step is under way, or was when an error ended it.
    """

    def __init__(
        self,
        rung: Rung,
        split: Split,
        seed: int,
        *,
        run: Path,
        team: Team,
        check: Callable[[], None],
    ) -> None:
        """Make the learner.

        Parameters
        ----------
        rung
            The recipe, planned and resolved, and the device.
        split, seed
            What is learnt from, and with which chance.
        run
            The run folder; it keeps the recipe.
        team
            The processes that share the training.
        check
            Called many times in a step; it may wait, or raise to give the step up.
        """
        self.rung = rung
        self.is_in_step = False
        self._split, self._seed, self._run = split, seed, run
        self._team, self._check = team, check
        self._need, self._wanted = need_key(rung.recipe, rung.device), rung.device
        self.learner = self._new_learner()

    @property
    def recipe(self) -> Recipe:
        """As it is now: with less memory patches may be smaller."""
        return self.rung.recipe

    @property
    def device(self) -> Device:
        """Where it learns now."""
        return self.rung.device

    def take_step(
        self, samples: Sequence[Sample], *, done: float, rate: float, step: int
    ) -> float | None:
        """Learn from these images.

        Parameters
        ----------
        samples
            Of all processes together.
        done
            How much of the training is over, 0 to 1.
        rate
            Share of the recipe's learning rate, 0 to 1.
        step
            Its number.

        Returns
        -------
        The loss; None if memory ran out, and no step was taken.
        """
        batch = self.learner.batch(samples, done)
        self._team.tell((step, done, rate))
        self.is_in_step = True
        try:
            loss: float | None = self.learner.step(batch, rate=rate, number=step)
        except (RuntimeError, MemoryError) as error:
            if not self._team.is_alone:
                raise self._team.broken_by(error) from error
            if not is_out_of_memory(error):
                raise
            loss = None  # the error holds on to memory: it must be gone before what follows
        self.is_in_step = False
        return loss

    def share_weights(self) -> None:
        """Let all processes begin alike."""
        if not self._team.is_alone:
            self._team.tell(on_cpu(self.learner.state_dict()))

    def begin(self) -> Message | None:
        """Use less memory from the start where that was needed the last time; what to say then."""
        if not self._team.is_alone:
            return None
        rung, said = as_last_time(self.rung)
        self.stand_on(rung)
        return said

    def step_down(self) -> Message | None:
        """Use less memory from now on, and say how; None if there is no way."""
        below = self.rung.below()
        if below is None:
            return None
        rung, said = below
        self.stand_on(rung)
        if rung.device is self._wanted:
            remember(self._need, rung)
        return said

    def stand_on(self, rung: Rung) -> None:
        """Go on with the same weights, but with so much memory."""
        is_same_network = (rung.recipe, rung.device) == (self.recipe, self.device)
        self.rung = rung
        if is_same_network:
            self.learner.parts = rung.parts
            return
        state = on_cpu(self.learner.state_dict())
        del self.learner  # there may not be room for two
        self.learner = self._new_learner()
        self.learner.load_state_dict(state)
        with suppress(WriteError):  # the checkpoint has what matters; the next validation says so
            write_recipe(self._run, self.recipe)

    def ready(self, network: UNet) -> Inference:
        """Any network of this shape, ready to predict where the training learns."""
        data = self.recipe.data
        return ready_to_predict(
            network,
            dtype=self.device.dtype(self.recipe.precision),
            device=self.device.torch_device,
            fitting=Fitting(data.fit, data.fit_px),
        )

    def _new_learner(self) -> Learner:
        rung, team = self.rung, self._team
        if not team.is_alone:
            known = prints_of(self._split.training)
            team.tell(Brief(rung.recipe, self._seed, self._split.project.held_out, known))
            team.agree()
        learner = Learner(
            rung.recipe,
            rung.device,
            seed=self._seed,
            fabric=team.fabric,
            processes=team.processes,
            check=self._check if team.is_alone else None,  # nobody may leave a shared step
        )
        learner.parts = rung.parts
        return learner
