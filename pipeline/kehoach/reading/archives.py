"""What the libraries raise on an archive that is damaged, encrypted or oddly packed: named once for all who open archives."""

import lzma
import struct
import zipfile
import zlib

# RuntimeError covers encrypted members, NotImplementedError (a RuntimeError too) versions and packings that are not known.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError, OSError, RuntimeError, ValueError, IndexError,
)  # fmt: skip
# in archives of XML also what lxml raises, and its elements where another stands than the format asks for
BROKEN_OFFICE = (*BROKEN, SyntaxError, AttributeError)
