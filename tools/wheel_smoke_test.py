"""Use an installed kornak a little: what a broken wheel could not do. The PG* variables name the server."""

import datetime
import decimal
import importlib
import pkgutil
import sys
from pathlib import Path

import kornak


def import_all_modules() -> None:
    for module in pkgutil.walk_packages(kornak.__path__, "kornak."):
        importlib.import_module(module.name)


def use_a_connection() -> None:
    with kornak.connect() as conn:
        conn.execute("create temporary table item (id int primary key, name text, price numeric)")
        conn.execute("insert into item values (%s, %s, %s)", (1, "é", decimal.Decimal("1.20")))
        with conn.cursor() as cur:
            with cur.copy("copy item from stdin") as copy:
                copy.write_row((2, "tab\there", None))
            cur.execute("select * from item order by id")
            rows = cur.fetchall()
        assert rows == [(1, "é", decimal.Decimal("1.20")), (2, "tab\there", None)], rows
        day = conn.execute("select %s::date + 1", (datetime.date(2024, 2, 28),)).fetchone()
        assert day == (datetime.date(2024, 2, 29),), day
        try:
            conn.execute("insert into item values (1)")
        except kornak.errors.UniqueViolation as e:
            assert e.diag.constraint_name == "item_pkey", e.diag.constraint_name
        else:
            raise AssertionError("a duplicate key was accepted")
        conn.rollback()


def main() -> None:
    assert Path(kornak.__file__).is_relative_to(sys.prefix), f"{kornak.__file__} is not the installed package"
    import_all_modules()
    use_a_connection()
    print(f"kornak {kornak.__version__} works on Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
