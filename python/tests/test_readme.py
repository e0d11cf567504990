from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_the_python_of_the_readme_works_as_it_stands(dsn, capsys):
    """`dsn` is there for the server; the code connects by the environment."""
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {"__name__": "__main__"})
    assert 'column "nmae" does not exist\nLINE 1: SELECT nmae FROM items\n' in capsys.readouterr().out
