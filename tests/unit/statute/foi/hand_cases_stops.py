"""Corrections, consultations, payments: what does not count. Each comment is the count on paper."""

from __future__ import annotations

from tests.unit.statute.foi.hand_case import (
    Case,
    anew,
    answered,
    extended,
    received,
    restarted,
    stopped,
)

JULY = "2026-07-01"  # due 2026-07-29 when nothing happens

# fmt: off
CASES = (
    # Asked on day 7 (11 March). Corrected on 25 March: 26, 27: 1–2; 30 March–3 April: 3–7;
    # off 4–6; 7–10: 8–11; 13–17: 12–16; 20–23: 17–20.
    Case("corrected after being asked on day 7", "foi.reply",
         [received("2026-03-02"), stopped("2026-03-11"), anew("2026-03-25")], "2026-04-23"),
    # Corrected on Sat 28 March: 30 March–3 April: 1–5; 7–10: 6–9; 13–17: 10–14; 20–24: 15–19; 27:
    # 20.
    Case("the correction comes on a Saturday", "foi.reply",
         [received("2026-03-02"), stopped("2026-03-11"), anew("2026-03-28")], "2026-04-27"),
    # 8, 9, Sat 10 October: 1–3; 12–16: 4–8; 19–23: 9–13; 26–30: 14–18; 2, 3 November: 19–20.
    Case("the correction comes in the National Day holiday", "foi.reply",
         [received("2026-09-15"), stopped("2026-09-21"), anew("2026-10-03")], "2026-11-03"),
    # Old rules knew no "once": the second one counts. 18–21 September 2018: 1–4; 25–28: 5–8;
    # Sat 29, Sun 30: 9–10; 8–12 October: 11–15.
    Case("corrected twice under the rules of 2007", "foi.reply",
         [received("2018-09-03"), anew("2018-09-10"), anew("2018-09-17")], "2018-10-12"),
    # 3–6 November used: 4. If it came back on 20 November: 23–27: 5–9; 30 November–4 December:
    # 10–14; 7–11: 15–19; 14: 20.
    Case("waiting for the correction", "foi.reply",
         [received("2026-11-02"), stopped("2026-11-06")], "2026-12-14", today="2026-11-20"),
    # 3–6, 9 March: 1–5. The letter came on 11 March; its 15th day is 1 April. 2, 3: 6–7; 7–10:
    # 8–11; 13–17: 12–16; 20–23: 17–20.
    Case("the third party is silent", "foi.reply",
         [received("2026-03-02"), stopped("2026-03-09"), restarted("2026-04-01")], "2026-04-23"),
    # 3–6, 9 March: 1–5; 17–20: 6–9; 23–27: 10–14; 30 March–3 April: 15–19; 7: 20.
    Case("the third party answers early", "foi.reply",
         [received("2026-03-02"), stopped("2026-03-09"), restarted("2026-03-16")], "2026-04-07"),
    # 3–6, 9 March: 1–5; 16–20: 6–10; 23–27: 11–15; 30 March–3 April: 16–20.
    Case("the third party answers on a Saturday", "foi.reply",
         [received("2026-03-02"), stopped("2026-03-09"), restarted("2026-03-14")], "2026-04-03"),
    # Nothing is lost: 3–6 March: 1–4; 9–13: 5–9; 16–20: 10–14; 23–27: 15–19; 30: 20.
    Case("the third party answers on the day it is asked", "foi.reply",
         [received("2026-03-02"), stopped("2026-03-09"), restarted("2026-03-09")], "2026-03-30"),
    # 2, 3, 6 July: 1–3; 23, 24: 4–5; 27–31: 6–10; 3–7 August: 11–15; 10–14: 16–20.
    Case("two consultations overlap", "foi.reply",
         [received(JULY), stopped("2026-07-06"), stopped("2026-07-10"),
          restarted("2026-07-15"), restarted("2026-07-22")], "2026-08-14"),
    # The same days.
    Case("one consultation inside another", "foi.reply",
         [received(JULY), stopped("2026-07-06"), stopped("2026-07-08"),
          restarted("2026-07-10"), restarted("2026-07-22")], "2026-08-14"),
    # The same days.
    Case("one consultation begins as another ends", "foi.reply",
         [received(JULY), stopped("2026-07-06"), restarted("2026-07-10"),
          stopped("2026-07-10"), restarted("2026-07-22")], "2026-08-14"),
    # 2, 3, 6 July: 1–3; 16, 17: 4–5; 20–24: 6–10; 27–31: 11–15; 3–7 August: 16–20.
    Case("two third parties over the same days", "foi.reply",
         [received(JULY), stopped("2026-07-06"), stopped("2026-07-06"),
          restarted("2026-07-15"), restarted("2026-07-15")], "2026-08-07"),
    # 2, 3, 6 July: 1–3; 9, 10, 13: 4–6; 16, 17: 7–8; 20–24: 9–13; 27–31: 14–18; 3, 4 August: 19–20.
    Case("two consultations apart", "foi.reply",
         [received(JULY), stopped("2026-07-06"), restarted("2026-07-08"),
          stopped("2026-07-13"), restarted("2026-07-15")], "2026-08-04"),
    # 29 July is day 20. 30, 31 July, 3, 4, 5 August are out: five days more, to 5 August.
    Case("a consultation sent on the due day", "foi.reply",
         [received(JULY), stopped("2026-07-29"), restarted("2026-08-05")], "2026-08-05"),
    # 2–4 September: 1–3; 7–11: 4–8; 14–18: 9–13; Sun 20–24: 14–18; 28, 29: 19–20. Out are 30
    # September, 8, 9, Sat 10, 12–16, 19–23 and 26 October: fifteen days more, to 26 October.
    Case("a consultation sent and received on the last day", "foi.reply",
         [received("2026-09-01"), stopped("2026-09-29"), restarted("2026-10-26")], "2026-10-26"),
    # The period ran out on 29 September; nothing asked afterwards brings it back.
    Case("a consultation sent on the day after the last", "foi.reply",
         [received("2026-09-01"), stopped("2026-09-30"), restarted("2026-10-26")], "2026-09-29"),
    # 19 days are used on 28 July; 6 August: 20.
    Case("a consultation sent on day 19", "foi.reply",
         [received(JULY), stopped("2026-07-28"), restarted("2026-08-05")], "2026-08-06"),
    # 9, 10 July: 1–2; 13–17: 3–7; 20–24: 8–12; 27–31: 13–17; 3, 4, 5 August: 18–20.
    Case("stopped on the day of receipt", "foi.reply",
         [received(JULY), stopped("2026-07-01"), restarted("2026-07-08")], "2026-08-05"),
    # Sat 4 and Sun 5 July would not have counted.
    Case("stopped over a weekend", "foi.reply",
         [received(JULY), stopped("2026-07-03"), restarted("2026-07-05")], "2026-07-29"),
    # 22, 23, 24 September: 1–3; 28, 29, 30: 4–6; 8, 9, Sat 10 October: 7–9; 12–16: 10–14;
    # 19–23: 15–19; 26: 20.
    Case("suspended over a holiday and no longer", "foi.reply",
         [received("2026-09-21"), stopped("2026-09-30"), restarted("2026-10-07")], "2026-10-26"),
    # Six used; 8, 9 and Sat 10 October do not count; 12–16: 7–11; 19–23: 12–16; 26–29: 17–20.
    Case("suspended over a holiday and the worked Saturday after it", "foi.reply",
         [received("2026-09-21"), stopped("2026-09-30"), restarted("2026-10-10")], "2026-10-29"),
    # 23–26 September 2025: 1–4; not counted: Sun 28, 29, 30 September, 9, 10, Sat 11, 13 October;
    # 14–17: 5–8; 20–24: 9–13; 27–31: 14–18; 3, 4 November: 19–20.
    Case("a consultation over the National Day of 2025", "foi.reply",
         [received("2025-09-22"), stopped("2025-09-26"), restarted("2025-10-13")], "2025-11-04"),
    # Old rules, no period for the third party. 4, 5 September 2018: 1–2; 27, 28: 3–4; Sat 29,
    # Sun 30: 5–6; 8–12 October: 7–11; 15–18: 12–15.
    Case("a third party under the rules of 2007", "foi.reply",
         [received("2018-09-03"), stopped("2018-09-05"), restarted("2018-09-26")], "2018-10-18"),
    # 2, 3, 6–10 July: 1–7; 21–24: 8–11; 27–31: 12–16; 3–6 August: 17–20.
    Case("asked for reasons", "foi.reply",
         [received(JULY), stopped("2026-07-10"), restarted("2026-07-20")], "2026-08-06"),
    # Nine days used on 19 May. Paid on 1 June: 2–5: 1–4; 8–12: 5–9; 15–18: 10–13; 22–26: 14–18;
    # 29, 30: 19–20.
    Case("paid in time: the clock runs anew", "foi.reply",
         [received("2026-05-06"), stopped("2026-05-19"), anew("2026-06-01")], "2026-06-30"),
    # 7, 8, Sat 9: 1–3; 11–15: 4–8; 18, 19 May: 9–10. Then 2–5 June: 11–14; 8–12: 15–19; 15: 20.
    Case("paid in time: where the clock only goes on", "foi.reply",
         [received("2026-05-06"), stopped("2026-05-19"), restarted("2026-06-01")], "2026-06-15"),
    # 8, 9, Sat 10 October: 1–3; 12–16: 4–8; 19–23: 9–13; 26–30: 14–18; 2, 3 November: 19–20.
    Case("paid in the National Day holiday", "foi.reply",
         [received("2026-09-15"), stopped("2026-09-21"), anew("2026-10-04")], "2026-11-03"),
    # The 20th day to pay was 17 June; closed on the 18th with ten days left: 22–26 June, 29 June–
    # 3 July.
    Case("not paid in time and closed", "foi.reply",
         [received("2026-05-06"), stopped("2026-05-19"), answered("2026-06-18")], "2026-07-03"),
    # The extension of the first clock does not carry over. 4–7 August: 1–4; 10–14: 5–9; 17–21:
    # 10–14; 24–28: 15–19; 31: 20.
    Case("paid after an extension: 20 days again", "foi.reply",
         [received(JULY), extended(20, "2026-07-20"), stopped("2026-07-22"), anew("2026-08-03")],
         "2026-08-31"),
)
