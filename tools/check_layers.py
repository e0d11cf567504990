#!/usr/bin/env python3
"""Check that the layers of docs/internals/layers.md only know those below them.

Read are the #include lines of include/, src/ and python/src/, and, where the archive of the session layer
has been built, the symbols it needs from elsewhere. Exit status 1 and one line each for what breaks a rule.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Who may include whom. A public header of include/kornak/ belongs to the layer it speaks of; the others are
# the C++ face, which the client layer implements and the Python extension must do without.
MAY_USE: dict[str, set[str]] = {
    "wire": set(),
    "types": {"wire"},
    "session": {"wire"},
    "net": {"wire", "session"},
    "client": {"wire", "types", "session", "net", "face"},
    "face": {"wire", "types", "client"},
    "testing": {"wire"},
    "python": {"wire", "types", "session", "net", "client"},
}

# Public headers by what their path below include/kornak/ starts with; all others are the face.
PUBLIC_HEADERS: list[tuple[str, str]] = [
    ("detail/byte_reader.hpp", "wire"),
    ("detail/byte_writer.hpp", "wire"),
    ("detail/format.hpp", "wire"),
    ("column.hpp", "wire"),
    ("diagnostics.hpp", "wire"),
    ("failure.hpp", "wire"),
    ("sqlstate.hpp", "wire"),
    ("version.hpp", "wire"),
    ("types/", "types"),
    ("codec.hpp", "types"),
    ("oid.hpp", "types"),
    ("command_result.hpp", "client"),
    ("config.hpp", "client"),
    ("detail/row_sink.hpp", "client"),
    ("testing/", "testing"),
]

# Other people's headers by what their name starts with, first match first: who may include them.
FOREIGN_HEADERS: list[tuple[str, set[str]]] = [
    ("openssl/ssl.h", {"net"}),
    ("openssl/", {"session", "net"}),
    ("unicode/", {"session"}),
    ("Python.h", {"python"}),
    ("sys/socket.h", {"net", "testing"}),
    ("boost/asio", {"face"}),
    ("asio", {"face"}),
]

# The session layer is a function of bytes: no input or output, no TLS, no clock.
FORBIDDEN_SYMBOL = re.compile(
    r"(?:recv|recvfrom|recvmsg|send|sendto|sendmsg|read|readv|write|writev|open|openat|fopen|close"
    r"|socket|socketpair|connect|accept|accept4|bind|listen|getaddrinfo|getsockopt|setsockopt"
    r"|poll|ppoll|select|pselect|epoll_\w+|time|clock|clock_\w+|gettimeofday|nanosleep|usleep|sleep"
    r"|SSL_\w+|BIO_\w+|_ZNSt6chrono\w*clock3nowEv)"
)

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")', re.MULTILINE)


def layer_of(path: Path) -> str | None:
    """The layer of a file, given by its path below the project's root."""
    match path.parts:
        case ("include", "kornak", *below):
            name = "/".join(below)
            return next((layer for prefix, layer in PUBLIC_HEADERS if name.startswith(prefix)), "face")
        case ("src", layer, _, *_):
            return layer
        case ("python", "src", *_):
            return "python"
    return None


def resolve(root: Path, includer: Path, name: str) -> Path | None:
    """The file that an include line means, by its path below the root; None when it is not the project's."""
    for directory in (includer.parent, Path("include"), Path("src")):
        candidate = (root / directory / name).resolve()
        if candidate.is_file() and candidate.is_relative_to(root):
            return candidate.relative_to(root)
    return None


def breach(root: Path, includer: Path, name: str) -> str | None:
    """What is wrong with a file including a header, or None."""
    layer = layer_of(includer)
    if layer not in MAY_USE:
        return f"is in no known layer: add it to {Path(__file__).name}"
    included = resolve(root, includer, name)
    if included is None:
        allowed = next((layers for prefix, layers in FOREIGN_HEADERS if name.startswith(prefix)), None)
        if allowed is not None and layer not in allowed:
            return f"the layer {layer} may not use <{name}>, which is for {', '.join(sorted(allowed))}"
        return None
    if includer.parts[0] == "include" and included.parts[0] != "include":
        return f"a public header may not include {included}, which is not installed"
    used = layer_of(included)
    if used not in (layer, *MAY_USE[layer]):
        return f"the layer {layer} may not use {name} of the layer {used}"
    return None


def include_breaches(root: Path) -> Iterator[str]:
    for directory in ("include", "src", "python/src"):
        for path in sorted((root / directory).rglob("*.[ch]pp")):
            includer = path.relative_to(root)
            text = path.read_text(encoding="utf-8")
            for found in INCLUDE.finditer(text):
                problem = breach(root, includer, found[1] or found[2])
                if problem:
                    line = text.count("\n", 0, found.start(found.lastindex or 0)) + 1
                    yield f"{includer}:{line}: {problem}"


def symbol_breaches(nm_output: str) -> Iterator[str]:
    member = ""
    why = "it does no input or output and knows no clock"
    for line in nm_output.splitlines():
        if line.endswith(":"):
            member = line[:-1]
            continue
        symbol = line.split()[-1].partition("@")[0] if line.strip() else ""
        if FORBIDDEN_SYMBOL.fullmatch(symbol):
            yield f"{member}: the session layer may not use {symbol}: {why}"


def main() -> int:
    project = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--root", type=Path, default=project, help="the project to check")
    parser.add_argument("--archive", type=Path, help="the built archive of the session layer")
    options = parser.parse_args()

    breaches = list(include_breaches(options.root.resolve()))
    archive = options.archive or options.root / "build/dev/libkornak_session.a"
    if options.archive or archive.exists():
        listing = subprocess.run(
            ["nm", "--undefined-only", archive], stdout=subprocess.PIPE, text=True, check=True
        )
        breaches += symbol_breaches(listing.stdout)
    else:
        print(f"check_layers: {archive} is not built, its symbols were not checked")
    for line in breaches:
        print(line)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
