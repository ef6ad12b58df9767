"""Files are validated by one library, whichever thread is the first to need it."""

from __future__ import annotations

import subprocess
import sys

_THREADS_AT_ONCE = """
import sys, threading
sys.setswitchinterval(0.00005)
failed, ready = [], threading.Barrier(4)
def use(name):
    ready.wait()
    try:
        from unet_studio.storage import validation
        getattr(validation, name)
    except ImportError as error:
        failed.append(error)
names = ["BaseModel", "Field", "TypeAdapter", "ValidationError"]
threads = [threading.Thread(target=use, args=(name,)) for name in names]
for thread in threads: thread.start()
for thread in threads: thread.join()
before = set(sys.modules)
from unet_studio.storage.project.project_entries import ProjectEntries
from unet_studio.storage.runs.model_file import _card_adapter
ProjectEntries(version=1); _card_adapter()
late = {name for name in set(sys.modules) - before if name.split(".")[0] == "pydantic"}
print(failed, sorted(late))
"""


def test_all_of_it_is_there_after_the_first_import_by_many_threads() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _THREADS_AT_ONCE], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] []"
