"""How a project comes to be open: from its file, from a sample, from two texts that are to become one."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.errors import UserError
from app.places import project_path
from app.tasks import Task
from app.words import Words
from ui.dialogs.start import PairRequest
from ui.jobs import Jobs
from ui.look import Look

if TYPE_CHECKING:
    from app.clean import RuleSet
    from app.pipeline import Prepared
    from app.project import Project
    from ui.safe import Safe
    from ui.session import Session

# The empty window has this: what only a project needs is imported where one is opened or made, or before that while
# nobody waits (``ui/warming``). It would take as long as everything else until the window is painted.


class Host(Protocol):
    """What is asked of the window."""

    session: Session | None
    safe: Safe

    def take(self, project: Project, called: str = "") -> None: ...
    def tell_error(self, sentence: str) -> None: ...


class Opening:
    """Built once by the window, which takes over what it opens."""

    def __init__(self, host: Host, look: Look, words: Words, jobs: Jobs) -> None:
        self._host = host
        self._look = look
        self._words = words
        self._jobs = jobs

    @cached_property
    def _rules(self) -> RuleSet:
        from app import pipeline

        return pipeline.shipped_rules()

    def open(self, path: Path) -> None:
        """Opens a project unless it is open; one that cannot be opened comes with the ways on that there are."""
        from app.project import Project

        open_ = self._host.session
        if open_ is not None and open_.project.store.path == path:
            return
        try:
            self._host.take(Project.open(path, self._look.settings.author, self._rules, patient=True))
        except UserError as error:
            self._host.safe.offer(error, path)

    def open_sample(self, name: str) -> None:
        """Opens a copy of a sample of the program's own, "" for the first."""
        from app import samples

        try:
            self.open(samples.copy_of(samples.find_sample(name)))
        except UserError as error:
            self._failed(error)

    def begin(self, request: PairRequest) -> None:
        """Makes a project of imported texts among the person's documents, after the long work in a job."""
        from app import elsewhere, pipeline

        rules = self._rules
        documents, languages = dict(request.documents), dict(request.languages)

        def work(task: Task) -> Prepared:
            if request.alignment is not None:
                return elsewhere.prepare(documents, languages, request.alignment, task=task)
            own = (str(request.dictionary),) if request.dictionary is not None else ()
            return pipeline.prepare(documents, languages, rules, task=task, dictionary_names=own)

        self._jobs.run(work, self._make, self._failed)

    def _make(self, prepared: Prepared) -> None:
        from app.project import Project

        try:
            path = project_path(prepared.documents)
            self._host.take(Project.create(path, prepared, self._look.settings.author, self._rules))
        except UserError as error:
            self._failed(error)

    def _failed(self, error: UserError) -> None:
        self._host.tell_error(self._words.error(error))
