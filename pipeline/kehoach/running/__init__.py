"""Running the stages: on one file, on folders of them."""

from kehoach.running.build import Report, build
from kehoach.running.one import process

__all__ = ["Report", "build", "process"]
