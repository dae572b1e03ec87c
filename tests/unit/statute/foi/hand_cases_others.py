"""Extensions, years without a notice, the periods around a request. Counted on paper."""

from __future__ import annotations

from tests.unit.statute.foi.hand_case import Case, extended, received, restarted, stopped

JULY = "2026-07-01"  # due 2026-07-29 when nothing happens
NEW_YEAR = "元旦 01-01/01-03"
SPRING = "春节 02-05/02-11 +01-31 +02-20"  # made up: no notice of 2027 exists yet

# fmt: off
CASES = (
    # 30, 31 July: 21–22; 3–7 August: 23–27; 10–14: 28–32; 17–21: 33–37; 24, 25, 26: 38–40.
    Case("put off by 20 days on the last day", "foi.reply",
         [received(JULY), extended(20, "2026-07-29")], "2026-08-26"),
    # 30, 31 July: 21–22; 3–7 August: 23–27; 10, 11, 12: 28–30.
    Case("put off by 10 days", "foi.reply",
         [received(JULY), extended(10, "2026-07-15")], "2026-08-12"),
    # Day 20 is 30 September. 8, 9, Sat 10 October: 21–23; 12–16: 24–28; 19–23: 29–33; 26–30: 34–38;
    # 2, 3 November: 39–40.
    Case("put off over National Day", "foi.reply",
         [received("2026-09-02"), extended(20, "2026-09-30")], "2026-11-03"),
    # 8 October: 21.
    Case("put off by one day before a long holiday", "foi.reply",
         [received("2026-09-02"), extended(1, "2026-09-30")], "2026-10-08"),
    # 2, 3, 6 July: 1–3; 16, 17: 4–5; 20–24: 6–10; 27–31: 11–15; 3–7 August: 16–20; 10–14: 21–25;
    # 17–21: 26–30; 24–28: 31–35; 31 August–4 September: 36–40.
    Case("a consultation and an extension", "foi.reply",
         [received(JULY), stopped("2026-07-06"), restarted("2026-07-15"),
          extended(20, "2026-07-20")], "2026-09-04"),
    # 29 July: 20; 30, 31: 21–22; 3–7 August: 23–27; 10: 28; 11–14 not; 17–21: 29–33; 24–28: 34–38;
    # 31 August, 1 September: 39–40.
    Case("a consultation during the extension", "foi.reply",
         [received(JULY), extended(20, "2026-07-29"), stopped("2026-08-10"),
          restarted("2026-08-14")], "2026-09-01"),
    # 11 December: 1; 14–18: 2–6; 21–25: 7–11; 28–31: 12–15; 1 January still looks worked: 16;
    # 4–7: 17–20.
    Case("due in a year without a notice", "foi.reply", [received("2026-12-10")], "2027-01-07"),
    # … and with the notice: off 1–3 January; 4–8: 16–20.
    Case("due in a year whose notice came later", "foi.reply",
         [received("2026-12-10")], "2027-01-08", notice=(2027, (NEW_YEAR,))),
    # 15–18 December: 1–4; 21–25: 5–9; 28–31: 10–13; 4–8 January: 14–18; Sat 9, worked: 19; 11: 20.
    Case("a notice that takes one day and gives one", "foi.reply",
         [received("2026-12-14")], "2027-01-11", notice=(2027, (NEW_YEAR + " +01-09",))),
    # 21, 22 January: 1–2; 25–29: 3–7; 1–5 February: 8–12; 8–12: 13–17; 15, 16, 17: 18–20.
    Case("the Spring Festival of 2027 before its notice", "foi.reply",
         [received("2027-01-20")], "2027-02-17"),
    # 21, 22 January: 1–2; 25–29: 3–7; Sun 31: 8; 1–4 February: 9–12; off 5–11; 12: 13; 15–19:
    # 14–18; Sat 20: 19; 22: 20.
    Case("the Spring Festival of 2027 by a made notice", "foi.reply",
         [received("2027-01-20")], "2027-02-22", notice=(2027, (NEW_YEAR, SPRING))),
    # 4 December: 1; 7–11: 2–6; 14–18: 7–11; 21–25: 12–16; Sun 27, worked by next year's notice: 17;
    # 28, 29, 30: 18–20.
    Case("next year's notice reaches into December", "foi.reply",
         [received("2026-12-03")], "2026-12-30", notice=(2027, ("元旦 12-31/01-02 +12-27",))),
    # By the first notice of 2020: 23 January: 1; 31: 2; Sat 1 February: 3; 3–7: 4–8; 10–14: 9–13;
    # 17–21: 14–18; 24, 25: 19–20.
    Case("the Spring Festival of 2020 by its first notice", "foi.reply",
         [received("2020-01-22")], "2020-02-25",
         notice=(2020, ("元旦 01-01/01-01", "春节 01-24/01-30 +01-19 +02-01"))),
    # Sun 20 September: 1; 21–24: 2–5; 28, 29: 6–7.
    Case("to correct: over Mid-Autumn", "foi.correction", [received("2026-09-18")], "2026-09-29"),
    # 28, 29, 30 September: 1–3; 8, 9, Sat 10 October: 4–6; 12: 7.
    Case("to correct: over National Day", "foi.correction", [received("2026-09-24")], "2026-10-12"),
    # Sat 14 February: 1; 24–28: 2–6; 2 March: 7.
    Case("to correct: over the Spring Festival", "foi.correction",
         [received("2026-02-13")], "2026-03-02"),
    # 24–28 February: 1–5; 2–6 March: 6–10; 9–13: 11–15.
    Case("a third party that gets the letter on New Year's Eve", "foi.thirdparty",
         [received("2026-02-16")], "2026-03-13"),
    # 22–26 September 2025: 1–5; Sun 28, 29, 30: 6–8; 9, 10, Sat 11 October: 9–11; 13–16: 12–15.
    Case("a third party over National Day", "foi.thirdparty",
         [received("2025-09-19")], "2025-10-16"),
    # 27–30 April: 1–4; 6, 7, 8, Sat 9 May: 5–8; 11–15: 9–13; 18, 19: 14–15.
    Case("a co-making agency over Labour Day", "foi.comaker",
         [received("2026-04-24")], "2026-05-19"),
    # 21, 22 May: 1–2; 25–29: 3–7; 1–5 June: 8–12; 8–12: 13–17; 15, 16, 17: 18–20.
    Case("to pay", "foi.fee_payment", [received("2026-05-20")], "2026-06-17"),
    # 11 September: 1; 14–18: 2–6; Sun 20: 7; 21–24: 8–11; 28, 29, 30: 12–14; 8, 9, Sat 10 October:
    # 15–17; 12, 13, 14: 18–20.
    Case("to pay: over two holidays", "foi.fee_payment", [received("2026-09-10")], "2026-10-14"),
    # 30 April: 1; 6, 7, 8 May: 2–4; Sat 9: 5.
    Case("another unit helps: due on a make-up day", "foi.internal_assist",
         [received("2026-04-29")], "2026-05-09"),
    # 15–18 June: 1–4; off 19–21; 22, 23, 24: 5–7.
    Case("to give reasons", "foi.reasons_reply", [received("2026-06-12")], "2026-06-24"),
    # 2–5 June: 1–4; 8–12: 5–9; 15–18: 10–13; 22, 23: 14–15.
    Case("the applicant corrects", "foi.correction_reply", [received("2026-06-01")], "2026-06-23"),
    # 26 days in August, 30 in September, 4 October: 60, off until the 8th of October.
    Case("to ask for review: ends in National Day", "review.apply",
         [received("2025-08-05")], "2025-10-09"),
    # 7 days in November, 31 in December, 22 January: 60, a Friday.
    Case("to ask for review: over the year", "review.apply",
         [received("2026-11-23")], "2027-01-22"),
    # 12 days in September, 3 October: 15, off until the 7th.
    Case("to sue after a review: ends in National Day", "suit.after_review",
         [received("2026-09-18")], "2026-10-08"),
    # 10 days in September, 5 October: 15, off until the 8th.
    Case("to sue after a review: ends in the holiday of 2025", "suit.after_review",
         [received("2025-09-20")], "2025-10-09"),
    # 1 October, off until the 7th.
    Case("to sue within six months: ends on National Day", "suit.direct",
         [received("2026-04-01")], "2026-10-08"),
    # 31 August and six months: February has no 31st; the 28th is a worked Saturday.
    Case("to sue within six months: the end of February", "suit.direct",
         [received("2025-08-31")], "2026-02-28"),
    # 20 days in September, 10 October: 30; a window does not move.
    Case("to rate an answer", "foi.rating", [received("2026-09-10")], "2026-10-10"),
    # Ten years; a keeping period does not move, and 20 November 2036 is a Thursday anyway.
    Case("to keep the file", "foi.archive", [received("2026-11-20")], "2036-11-20"),
)
