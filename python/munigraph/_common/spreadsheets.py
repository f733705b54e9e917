"""CSV that a spreadsheet shows and does not compute."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

#: What makes a spreadsheet take a cell for a formula; some take the wide forms of East Asia too.
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def shown(value: Any) -> Any:
    """A text that a spreadsheet would compute with an apostrophe before it; else as it is.

    Numbers are no texts: −3.5 stays a number.
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def csv_text(table: pd.DataFrame, *, safe_csv: bool = True, index: bool = False) -> str:
    """The table as CSV, lines ended by a line feed.

    With ``safe_csv`` texts that begin with ``=``, ``+``, ``-``, ``@``, a tab or a line end get an
    apostrophe before them, in cells and in headers: a name such as ``=HYPERLINK(…)`` is then shown
    by a spreadsheet. Programs that read the table want it without, or Parquet or JSON.
    """
    whole = table.reset_index() if index else table
    texts = [k for k in range(whole.shape[1]) if whole.dtypes.iloc[k].kind not in "biufcmM"]
    if safe_csv:
        columns = {k: whole.iloc[:, k].astype(object).map(shown) for k in texts}
        whole = whole.set_axis([shown(str(name)) for name in whole.columns], axis=1)
        for k, values in columns.items():
            whole.isetitem(k, values)
    # pandas leaves a lone carriage return outside quotes, where readers take it for a line end.
    returns = any("\r" in str(value) for k in texts for value in whole.iloc[:, k])
    quoting: Any = csv.QUOTE_NONNUMERIC if returns else csv.QUOTE_MINIMAL
    return str(whole.to_csv(index=False, lineterminator="\n", quoting=quoting))
