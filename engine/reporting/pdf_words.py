"""What the process that makes a PDF and the one that asks for it say to each other."""

#: Exit code where WeasyPrint or its libraries are not there.
NOT_INSTALLED = 3
#: A page or a target of this name is standard input or output; the PDF then comes as base64.
STREAM = "-"
