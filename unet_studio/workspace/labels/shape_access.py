"""Shape access: which shapes are hidden or locked while one works; no label file tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unet_studio.domain.annotation import Shape


class ShapeAccess(QObject):
    """Hides and locks shapes one by one or by class.

    A hidden shape is neither drawn nor hit; a locked one is drawn, but not hit. Both are labels
    like any other: saved, trained on and exported.
    """

    changed = Signal()  # something else is hidden or locked now

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hidden: frozenset[str] = frozenset()
        self._locked: frozenset[str] = frozenset()
        self._hidden_classes: frozenset[str] = frozenset()
        self._locked_classes: frozenset[str] = frozenset()

    @property
    def hidden_classes(self) -> frozenset[str]:
        """Names of the classes that are hidden as a whole."""
        return self._hidden_classes

    @property
    def locked_classes(self) -> frozenset[str]:
        """Names of the classes that are locked as a whole."""
        return self._locked_classes

    def hidden_among(self, shapes: Sequence[Shape]) -> frozenset[str]:
        """Ids of those hidden by themselves or with their class; quick while nothing is hidden."""
        if not self._hidden and not self._hidden_classes:
            return frozenset()
        ids, classes = self._hidden, self._hidden_classes
        return frozenset(s.shape_id for s in shapes if s.class_name in classes or s.shape_id in ids)

    def locked_among(self, shapes: Sequence[Shape]) -> frozenset[str]:
        """Ids of those locked by themselves or with their class; quick while nothing is locked."""
        if not self._locked and not self._locked_classes:
            return frozenset()
        ids, classes = self._locked, self._locked_classes
        return frozenset(s.shape_id for s in shapes if s.class_name in classes or s.shape_id in ids)

    def hide(self, shapes: Iterable[Shape]) -> None:
        """Hide these shapes."""
        self._set(hidden=self._hidden | {s.shape_id for s in shapes})

    def lock(self, shapes: Iterable[Shape]) -> None:
        """Lock these shapes."""
        self._set(locked=self._locked | {s.shape_id for s in shapes})

    def show(self, shapes: Sequence[Shape]) -> None:
        """Show these shapes again, and the classes that were hidden as a whole."""
        self._set(
            hidden=self._hidden - {s.shape_id for s in shapes},
            hidden_classes=self._hidden_classes - {s.class_name for s in shapes},
        )

    def unlock(self, shapes: Sequence[Shape]) -> None:
        """Unlock these shapes, and the classes that were locked as a whole."""
        self._set(
            locked=self._locked - {s.shape_id for s in shapes},
            locked_classes=self._locked_classes - {s.class_name for s in shapes},
        )

    def hide_class(self, name: str, *, hidden: bool) -> None:
        """Hide or show all shapes of a class, now and later."""
        others = self._hidden_classes - {name}
        self._set(hidden_classes=others | {name} if hidden else others)

    def lock_class(self, name: str, *, locked: bool) -> None:
        """Lock or unlock all shapes of a class, now and later."""
        others = self._locked_classes - {name}
        self._set(locked_classes=others | {name} if locked else others)

    def show_all(self) -> None:
        """Hide nothing any more."""
        self._set(hidden=frozenset(), hidden_classes=frozenset())

    def unlock_all(self) -> None:
        """Lock nothing any more."""
        self._set(locked=frozenset(), locked_classes=frozenset())

    def forget(self) -> None:
        """Hide and lock nothing: another project is open."""
        self.show_all()
        self.unlock_all()

    def _set(
        self,
        *,
        hidden: frozenset[str] | None = None,
        locked: frozenset[str] | None = None,
        hidden_classes: frozenset[str] | None = None,
        locked_classes: frozenset[str] | None = None,
    ) -> None:
        before = self._hidden, self._locked, self._hidden_classes, self._locked_classes
        wanted = hidden, locked, hidden_classes, locked_classes
        after = tuple(old if new is None else new for old, new in zip(before, wanted, strict=True))
        if after != before:
            self._hidden, self._locked, self._hidden_classes, self._locked_classes = after
            self.changed.emit()
