"""Receipt and the calendar: where 20 working days end. Each comment is the count on paper."""

from __future__ import annotations

from tests.unit.statute.foi.hand_case import Case, answered, extended, handed_on, received

# fmt: off
CASES = (
    # 2, 3 July: 1–2; 6–10: 3–7; 13–17: 8–12; 20–24: 13–17; 27, 28, 29: 18–20.
    Case("an ordinary summer month", "foi.reply", [received("2026-07-01")], "2026-07-29"),
    # 14 February is worked but is the day of receipt. 24–28 February (28 worked): 1–5;
    # 2–6 March: 6–10; 9–13: 11–15; 16–20: 16–20.
    Case("filed on a Saturday that was worked", "foi.reply",
         [received("2026-02-14")], "2026-03-20"),
    # The 14th, worked: 1; 24–28 February: 2–6; 2–6 March: 7–11; 9–13: 12–16; 16–19: 17–20.
    Case("filed on the Friday before the worked Saturday", "foi.reply",
         [received("2026-02-13")], "2026-03-19"),
    # Off until 23 February; from 24 February as for the worked Saturday.
    Case("filed in Spring Festival week", "foi.reply", [received("2026-02-18")], "2026-03-20"),
    # Off until 4 February 2025. 5, 6, 7, Sat 8: 1–4; 10–14: 5–9; 17–21: 10–14; 24–28: 15–19;
    # 3 March: 20.
    Case("filed on New Year's Eve, a day off", "foi.reply", [received("2025-01-28")], "2025-03-03"),
    # 27 January: 1; 5, 6, 7, Sat 8 February: 2–5; 10–14: 6–10; 17–21: 11–15; 24–28: 16–20.
    Case("filed on a Sunday that was worked", "foi.reply", [received("2025-01-26")], "2025-02-28"),
    # New Year's Eve of 2024 was worked. Sun 18 February: 1; 19–23: 2–6; 26 Feb–1 Mar: 7–11;
    # 4–8: 12–16; 11–14: 17–20.
    Case("filed on New Year's Eve, a working day", "foi.reply",
         [received("2024-02-09")], "2024-03-14"),
    # Mon 9 March: 1 … 13: 5; 16–20: 6–10; 23–27: 11–15; 30 March–3 April: 16–20.
    Case("filed on an ordinary Saturday", "foi.reply", [received("2026-03-07")], "2026-04-03"),
    # The same count: neither the Friday nor the weekend after it counts.
    Case("filed on the Friday before", "foi.reply", [received("2026-03-06")], "2026-04-03"),
    # 10–13 March: 1–4; 16–20: 5–9; 23–27: 10–14; 30 March–3 April: 15–19; off 4–6; 7 April: 20.
    Case("one day later lands behind Qingming", "foi.reply",
         [received("2026-03-09")], "2026-04-07"),
    # 9, 10 April: 1–2; 13–17: 3–7; 20–24: 8–12; 27–30: 13–16; off 1–5; 6, 7, 8 May: 17–19;
    # Sat 9 May, worked: 20.
    Case("due on a make-up Saturday", "foi.reply", [received("2026-04-08")], "2026-05-09"),
    # 25–28 August: 1–4; 31 August–4 September: 5–9; 7–11: 10–14; 14–18: 15–19; Sun 20: 20.
    Case("due on a make-up Sunday", "foi.reply", [received("2026-08-24")], "2026-09-20"),
    # 3, 4 September: 1–2; 7–11: 3–7; 14–18: 8–12; Sun 20: 13; 21–24: 14–17; off 25–27;
    # 28, 29, 30: 18–20.
    Case("due on the last day before a long holiday", "foi.reply",
         [received("2026-09-02")], "2026-09-30"),
    # As before, one later: off 1–7 October; 8 October: 20.
    Case("due on the first day after a long holiday", "foi.reply",
         [received("2026-09-03")], "2026-10-08"),
    # Sun 20: 1; 21–24: 2–5; 28, 29, 30: 6–8; 8, 9, Sat 10 October: 9–11; 12–16: 12–16; 19–22:
    # 17–20.
    Case("over both autumn holidays", "foi.reply", [received("2026-09-18")], "2026-10-22"),
    # 6, 7, 8, Sat 9 May: 1–4; 11–15: 5–9; 18–22: 10–14; 25–29: 15–19; 1 June: 20.
    Case("filed on the eve of Labour Day", "foi.reply", [received("2026-04-30")], "2026-06-01"),
    # Sun 4 January, worked: 1; 5–9: 2–6; 12–16: 7–11; 19–23: 12–16; 26–29: 17–20.
    Case("filed on the last day of a year", "foi.reply", [received("2025-12-31")], "2026-01-29"),
    # 22–26 June: 1–5; 29 June–3 July: 6–10; 6–10: 11–15; 13–17: 16–20.
    Case("filed on the eve of the Dragon Boat Festival", "foi.reply",
         [received("2026-06-18")], "2026-07-17"),
    # 1 March: 1; 4–8: 2–6; 11–15: 7–11; 18–22: 12–16; 25–28: 17–20.
    Case("filed on a leap day", "foi.reply", [received("2024-02-29")], "2024-03-28"),
    # Sat 7, Sun 8 October, both worked: 1–2; 9–13: 3–7; 16–20: 8–12; 23–27: 13–17; 30, 31: 18–19;
    # 1 November: 20.
    Case("a worked Saturday and Sunday in a row", "foi.reply",
         [received("2023-09-28")], "2023-11-01"),
    # 23 January: 1; off 24 January to 2 February (prolonged); 3–7 February: 2–6; 10–14: 7–11;
    # 17–21: 12–16; 24–27: 17–20.
    Case("the prolonged Spring Festival of 2020", "foi.reply",
         [received("2020-01-22")], "2020-02-27"),
    # The night of 14 May 2019, by the old rules: 15, 16, 17 May: 1–3; 20–24: 4–8; 27–31: 9–13;
    # 3, 4 June: 14–15.
    Case("received on 14 May 2019: 15 days", "foi.reply", [received("2019-05-14")], "2019-06-04"),
    # … and 15 more: 5, 6 June: 16–17; off 7–9; 10–14: 18–22; 17–21: 23–27; 24, 25, 26: 28–30.
    Case("received on 14 May 2019 and put off: 15 + 15", "foi.reply",
         [received("2019-05-14"), extended(15, "2019-06-04")], "2019-06-26"),
    # 16, 17 May: 1–2; 20–24: 3–7; 27–31: 8–12; 3–6 June: 13–16; off 7–9; 10–13: 17–20.
    Case("received on 15 May 2019: 20 days", "foi.reply", [received("2019-05-15")], "2019-06-13"),
    # … and 20 more: 14 June: 21; 17–21: 22–26; 24–28: 27–31; 1–5 July: 32–36; 8–11: 37–40.
    Case("received on 15 May 2019 and put off: 20 + 20", "foi.reply",
         [received("2019-05-15"), extended(20, "2019-06-13")], "2019-07-11"),
    # The first day of the first Regulation, a holiday. Sun 4 May 2008, worked: 1; 5–9: 2–6;
    # 12–16: 7–11; 19–22: 12–15.
    Case("received on the first day of the first Regulation", "foi.reply",
         [received("2008-05-01")], "2008-05-22"),
    # 25–28 September 2018: 1–4; Sat 29, Sun 30, worked: 5–6; 8–12 October: 7–11; 15–18: 12–15.
    Case("the autumn of 2018 by the old rules", "foi.reply",
         [received("2018-09-21")], "2018-10-18"),
    # 1, 2 September 2015: 1–2; off 3–5 (the anniversary); Sun 6, worked: 3; 7–11: 4–8; 14–18: 9–13;
    # 21, 22: 14–15.
    Case("the anniversary of 2015 by the old rules", "foi.reply",
         [received("2015-08-31")], "2015-09-22"),
    # Handed on on day 19 (28 July): the new unit has 20 days of its own from the day it gets it.
    # 30, 31 July: 1–2; 3–7 August: 3–7; 10–14: 8–12; 17–21: 13–17; 24, 25, 26: 18–20.
    Case("transferred on day 19: the clock of the new unit", "foi.reply",
         [received("2026-07-29")], "2026-08-26"),
    # The clock that was handed on keeps its date but is no longer owed.
    Case("transferred on day 19: the clock of the old unit", "foi.reply",
         [received("2026-07-01"), handed_on("2026-07-28")], "2026-07-29"),
    # A review decision of 20 August orders a new answer: 21: 1; 24–28: 2–6; 31 August–4 September:
    # 7–11; 7–11: 12–16; 14–17: 17–20.
    Case("to be answered anew after a review", "foi.reply", [received("2026-08-20")], "2026-09-17"),
    # Posted on the due day: that is the day of the answer.
    Case("posted on the due day", "foi.reply",
         [received("2026-07-01"), answered("2026-07-29")], "2026-07-29"),
)
