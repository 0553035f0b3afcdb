from datetime import date, datetime, time, timedelta

import pytest

from qicao.cells import seen


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (None, "General", ""),
        (True, "General", "是"),
        (53.0, "General", "53"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567890123, "General", "1234567890123"),
        (0.12, "0%", "12%"),
        (0.1234, "0.00%", "12.34%"),
        (0.125, "0.#%", "12.5%"),
        (3280, "#,##0", "3,280"),
        (1234.5, "#,##0.00", "1,234.50"),
        (2.675, "0.00", "2.68"),
        (7, "000", "007"),
        (5, '0"个"', "5个"),
        (1234.5, "[$￥-804]#,##0.00", "￥1,234.50"),
        (-3.5, "0.0_);[Red](0.0)", "-3.5"),
        (12, "@", "12"),
        (0.5, "# ?/?", "0.5"),
        (1e20, "General", "100000000000000000000"),
        (date(2026, 9, 1), "mm-dd-yy", "2026-09-01"),
        (datetime(2026, 9, 1), 'yyyy"年"m"月"d"日"', "2026-09-01"),
        (datetime(2026, 9, 1), 'yyyy"年"m"月"', "2026年9月"),
        (datetime(2026, 9, 1), 'm"月"d"日"', "9月1日"),
        (datetime(2026, 9, 1, 14, 30), "yyyy-mm-dd h:mm", "2026-09-01 14:30"),
        (datetime(2026, 9, 1, 14, 30), "yyyy-mm-dd", "2026-09-01"),
        (datetime(2026, 9, 1), "yyyy-mm-dd h:mm:ss", "2026-09-01"),
        (time(9, 5), "h:mm", "09:05"),
        (timedelta(hours=26, minutes=3), "[h]:mm", "26:03"),
        ("一_x000D_\n二_x000D_三", "General", "一\n二\n三"),
        ("_x005F_x0041_", "@", "_x0041_"),
    ],
)
def test_a_cell_says_what_a_person_sees(value, form, shown):
    assert seen(value, form) == shown
