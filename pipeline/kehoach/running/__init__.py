"""Running the stages: on one file, on folders of them."""

from kehoach.running.build import Report, Step, begin, build
from kehoach.running.guard import Limits
from kehoach.running.one import process

__all__ = ["Limits", "Report", "Step", "begin", "build", "process"]
