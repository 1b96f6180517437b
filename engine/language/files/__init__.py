"""Typed files of the rule language: `load_path` and `load_file` give the model of a file, or refuse it with every problem."""

from engine.language.files.checklist import ChecklistFile
from engine.language.files.heads import (
    HEADS,
    AgreementFile,
    AmendmentFile,
    CredentialFile,
    File,
    ModelFile,
    NationalFile,
    ReferenceFile,
)
from engine.language.files.load import examine, load_file, load_path
from engine.language.files.scenarios import ScenarioFile

__all__ = [
    "HEADS",
    "AgreementFile",
    "AmendmentFile",
    "ChecklistFile",
    "CredentialFile",
    "File",
    "ModelFile",
    "NationalFile",
    "ReferenceFile",
    "ScenarioFile",
    "examine",
    "load_file",
    "load_path",
]
