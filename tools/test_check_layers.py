"""Checks of the check: it finds what breaks a rule, and nothing else."""

from pathlib import Path

import check_layers


def breaches(root: Path, files: dict[str, str]) -> list[str]:
    """What check_layers says of a project that holds just these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(check_layers.include_breaches(root.resolve()))


def test_lower_layers_and_the_own_one_may_be_used(tmp_path: Path) -> None:
    files = {
        "include/kornak/failure.hpp": "#include <string>\n",
        "include/kornak/connection.hpp": "#include <kornak/failure.hpp>\n",
        "src/wire/messages.hpp": "#include <kornak/failure.hpp>\n",
        "src/session/scram.hpp": '#include "wire/messages.hpp"\n#include <openssl/evp.h>\n',
        "src/client/connection.cpp": '#include <kornak/connection.hpp>\n#include "session/scram.hpp"\n',
        "python/src/ref.hpp": "#include <Python.h>\n",
        "python/src/module.cpp": '#include "ref.hpp"\n#include "wire/messages.hpp"\n',
    }
    assert breaches(tmp_path, files) == []


def test_a_layer_above_may_not_be_used(tmp_path: Path) -> None:
    files = {
        "src/session/scram.hpp": "",
        "src/types/numeric.cpp": '#include <vector>\n\n#  include "session/scram.hpp"\n',
    }
    assert breaches(tmp_path, files) == [
        "src/types/numeric.cpp:3: the layer types may not use session/scram.hpp of the layer session"
    ]


def test_a_public_header_may_not_include_a_private_one(tmp_path: Path) -> None:
    files = {
        "src/wire/messages.hpp": "",
        "include/kornak/connection.hpp": '#include "wire/messages.hpp"\n',
        "include/kornak/failure.hpp": '#include "../../src/wire/messages.hpp"\n',
    }
    problem = "a public header may not include src/wire/messages.hpp, which is not installed"
    assert breaches(tmp_path, files) == [
        f"include/kornak/connection.hpp:1: {problem}",
        f"include/kornak/failure.hpp:1: {problem}",
    ]


def test_the_python_extension_does_without_the_cpp_face(tmp_path: Path) -> None:
    files = {
        "include/kornak/connection.hpp": "",
        "python/src/module.cpp": "#include <kornak/connection.hpp>\n",
    }
    assert breaches(tmp_path, files) == [
        "python/src/module.cpp:1: the layer python may not use kornak/connection.hpp of the layer face"
    ]


def test_foreign_headers_are_for_some_layers_only(tmp_path: Path) -> None:
    files = {"src/session/scram.cpp": "#include <openssl/evp.h>\n#include <openssl/ssl.h>\n"}
    assert breaches(tmp_path, files) == [
        "src/session/scram.cpp:2: the layer session may not use <openssl/ssl.h>, which is for net"
    ]


def test_a_layer_nobody_knows_is_reported(tmp_path: Path) -> None:
    assert breaches(tmp_path, {"src/extras/thing.cpp": "#include <string>\n"}) == [
        "src/extras/thing.cpp:1: is in no known layer: add it to check_layers.py"
    ]


def test_input_output_tls_and_clocks_are_found_by_name() -> None:
    listing = (
        "\nscram.cpp.o:\n                 U memcpy\n                 U recv@GLIBC_2.2.5\n"
        "\nqueue.cpp.o:\n                 U SSL_read\n"
        "                 U _ZNSt6chrono3_V212steady_clock3nowEv\n"
    )
    why = "it does no input or output and knows no clock"
    assert list(check_layers.symbol_breaches(listing)) == [
        f"scram.cpp.o: the session layer may not use recv: {why}",
        f"queue.cpp.o: the session layer may not use SSL_read: {why}",
        f"queue.cpp.o: the session layer may not use _ZNSt6chrono3_V212steady_clock3nowEv: {why}",
    ]


def test_names_that_only_look_alike_are_left_alone() -> None:
    listing = "x.o:\n                 U timegm\n                 U strtime\n                 U RAND_bytes\n"
    assert list(check_layers.symbol_breaches(listing)) == []
