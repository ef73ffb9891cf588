"""The log of the registry's counters: tickets of KTP-el, family cards and certificates.

Waiting falls from more than three working days in January to well under one in November, after
forms went online and printing moved to the districts. No citizen appears in it.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from .careers import YEAR

# code -> (name, part of the unit's code, standard in working days)
SERVICES = {
    "KTP-EL": ("Penerbitan KTP elektronik", "DUKCAPIL-DAFDUK", 3),
    "KK": ("Penerbitan kartu keluarga", "DUKCAPIL-DAFDUK", 3),
    "AKTA": ("Penerbitan akta pencatatan sipil", "DUKCAPIL-CAPIL", 3),
}
# Opening hours of the counters, Monday to Thursday and Friday: parts of the day in hours.
LONG_DAY = ((7.75, 12), (13, 16.25))
FRIDAY = ((7.75, 12), (14, 16.5))
# Public holidays and joint leave on working days (joint decree of three ministers for 2026).
HOLIDAYS = {
    date(YEAR, month, day): name
    for month, day, name in (
        (1, 1, "Tahun Baru 2026"),
        (1, 16, "Isra Mikraj"),
        (2, 16, "Cuti bersama Tahun Baru Imlek"),
        (2, 17, "Tahun Baru Imlek"),
        (3, 18, "Cuti bersama Nyepi"),
        (3, 19, "Hari Suci Nyepi"),
        (3, 20, "Cuti bersama Idulfitri"),
        (3, 23, "Cuti bersama Idulfitri"),
        (3, 24, "Cuti bersama Idulfitri"),
        (4, 3, "Wafat Yesus Kristus"),
        (5, 1, "Hari Buruh Internasional"),
        (5, 14, "Kenaikan Yesus Kristus"),
        (5, 15, "Cuti bersama Kenaikan Yesus Kristus"),
        (5, 27, "Iduladha"),
        (5, 28, "Cuti bersama Iduladha"),
        (6, 1, "Hari Lahir Pancasila"),
        (6, 16, "Tahun Baru Islam"),
        (8, 17, "Hari Kemerdekaan"),
        (8, 25, "Maulid Nabi"),
        (12, 24, "Cuti bersama Natal"),
        (12, 25, "Hari Natal"),
    )
}
# Mean waiting in working days, January to November.
WAITING = (3.4, 3.1, 2.7, 2.3, 1.9, 1.6, 1.35, 1.15, 1.0, 0.9, 0.8)
# A certificate takes a little longer, a family card a little less.
_EFFORT = {"KTP-EL": 1.0, "KK": 0.95, "AKTA": 1.1}
FIRST, LAST = date(YEAR, 1, 5), datetime(YEAR, 11, 20, 16, 30)
_DAY_SECONDS = 26_460  # 36.75 hours in five days


def tickets(people, seed):
    """Yield the rows of log_layanan.csv in the order in which tickets were opened.

    :param people: [(nip, code of the unit)] of the operators
    :param seed: the same gives the same tickets
    """
    random = Random(f"log {seed}")
    numbers = dict.fromkeys(SERVICES, 0)
    day = FIRST
    while day <= LAST.date():
        if _parts(day):
            drawn = sorted(_of_day(random, people, day), key=lambda one: one[0])
            for opened, code, nip in drawn:
                numbers[code] += 1
                finished = _finish(random, opened, code)
                if finished <= LAST:
                    ticket = f"{code}-{YEAR}-{numbers[code]:06d}"
                    yield ticket, code, _text(opened), _text(finished), nip
        day += timedelta(days=1)


def _of_day(random, people, day):
    """Draw the tickets of a day; later in the year more of them come in by night, online."""
    for nip, unit in people:
        codes = [code for code, one in SERVICES.items() if one[1] in unit]
        for code in codes:
            for _number in range(random.choice((1, 1, 2) if len(codes) > 1 else (1, 2, 3))):
                if random.random() < 0.03 * day.month:
                    opened = datetime.combine(day, time(random.choice((5, 6, 17, 19, 20, 21))))
                else:
                    opened = datetime.combine(day, time(8)) + timedelta(
                        hours=random.choice((0, 1, 2, 3, 5, 6))
                    )
                yield opened + timedelta(minutes=random.randrange(60)), code, nip


def _finish(random, opened, code):
    mean = WAITING[opened.month - 1] * _EFFORT[code]
    days = mean * random.gammavariate(3.0, 1 / 3.0)
    return _after(opened, max(600, round(days * _DAY_SECONDS)))


def _after(moment, seconds):
    """The moment when so much working time has passed, to the minute."""
    day = moment.date()
    while True:
        midnight = datetime.combine(day, time())
        for start, end in _parts(day):
            begin = max(midnight + timedelta(hours=start), moment)
            left = (midnight + timedelta(hours=end) - begin).total_seconds()
            if left <= 0:
                continue
            if left >= seconds:
                return (begin + timedelta(seconds=seconds)).replace(second=0, microsecond=0)
            seconds -= left
        day += timedelta(days=1)


def _parts(day):
    if day.weekday() > 4 or day in HOLIDAYS:
        return ()
    return FRIDAY if day.weekday() == 4 else LONG_DAY


def _text(moment):
    return moment.strftime("%Y-%m-%d %H:%M")
