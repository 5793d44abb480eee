"""A workbook in any of the forms offices use, as raw sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from battlemap.exchange.office_sheets.container import Container, container_of
from battlemap.exchange.office_sheets.csv_book import read_csv
from battlemap.exchange.office_sheets.html_book import read_html
from battlemap.exchange.office_sheets.ods_book import read_ods
from battlemap.exchange.office_sheets.raw_sheet import RawBook
from battlemap.exchange.office_sheets.xls_book import read_xls
from battlemap.exchange.office_sheets.xlsx_book import read_xlsb, read_xlsx
from battlemap.exchange.office_sheets.xml_book import read_xml

_READERS: Final[dict[Container, Callable[[Path], RawBook]]] = {
    "xlsx": read_xlsx,
    "xlsb": read_xlsb,
    "xls": read_xls,
    "ods": read_ods,
    "xml": read_xml,
    "html": read_html,
    "csv": read_csv,
}


def read_book(path: Path) -> RawBook:
    """Returns what the file holds, in this process; raises BadInput with a sentence for whatever cannot be read."""
    return _READERS[container_of(path)](path)
