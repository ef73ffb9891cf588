"""NIP (PNS, 18 digits) and NI PPPK (18 digits): the number that names a civil servant.

Structure of a NIP: birth YYYYMMDD, appointment as CPNS YYYYMM, sex (1 male, 2 female), sequence
from 001 (Perka BKN 22/2007). An NI PPPK has the year of first appointment and a code 21 to 29 in
the place of the appointment month. Old numbers of nine digits are no NIP.

>>> nip = parse("19680411 199303 1 009")
>>> nip.kind, str(nip.birth_date), nip.appointment, nip.sex, nip.sequence
('pns', '1968-04-11', (1993, 3), 'male', 9)
>>> nip = parse("199009132025242014")
>>> nip.kind, nip.appointment, nip.code, nip.sex, nip.sequence
('pppk', (2025, None), '24', 'female', 14)
>>> format(nip)
'19900913 202524 2 014'
>>> parse("199013011993031009")
Traceback (most recent call last):
    ...
rules.exceptions.NipError: The first eight digits, 19901301, are not a date of birth \
(YYYYMMDD): there is no month 13.
>>> [issue.code for issue in check(nip, date(2026, 6, 30), sex="male")]
['sex_differs']
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .exceptions import NipError, UnknownValueError
from .tables import as_day

PNS = "pns"
PPPK = "pppk"

KINDS = (PNS, PPPK)

MALE = "male"
FEMALE = "female"

SEXES = {"1": MALE, "2": FEMALE}

# Known codes in the place of the month; 21 is the usual first contract, 24 is reported for part
# time. Every code from 21 to 29 is accepted.
PPPK_CODES = range(21, 30)

LENGTH = 18

ERROR = "error"
WARNING = "warning"

# Our choice of plausible ages in full years; a person outside cannot be in service today.
YOUNGEST = 18
OLDEST = 70
YOUNGEST_AT_APPOINTMENT = 17


@dataclass(frozen=True)
class Nip:
    """A number taken apart.

    ``appointment_month`` is None for a PPPK, ``code`` is None for a PNS.
    """

    kind: str
    birth_date: date
    appointment_year: int
    appointment_month: "int | None"
    code: "str | None"
    sex: str
    sequence: int
    compact: str

    @property
    def appointment(self):
        """Year and month of the first appointment; the month is None for a PPPK."""
        return self.appointment_year, self.appointment_month


@dataclass(frozen=True)
class Issue:
    """What does not fit: stable `code`, `severity` (error or warning), English sentence."""

    code: str
    severity: str
    template: str
    values: "tuple[tuple[str, str], ...]" = ()

    @property
    def message(self):
        """The English sentence."""
        return self.template % dict(self.values)


def compact(text):
    """Return the digits of `text` without spaces and dots.

    :raises NipError: ``nip_not_text``, ``nip_empty``, ``nip_not_digits``, ``nip_length``

    >>> compact(" 19680411.199303.1.009 ")
    '196804111993031009'
    """
    if not isinstance(text, str):
        raise NipError(
            "A NIP must be given as text, not as %(type)s: a number of 18 digits loses its last"
            " ones.",
            code="nip_not_text",
            type=type(text).__name__,
        )
    digits = "".join(text.replace(".", "").split())
    if not digits:
        raise NipError("The NIP is empty.", code="nip_empty")
    # [0-9] and not \d: digits of other scripts would pass int() and never match anything.
    wrong = re.search(r"[^0-9]", digits)
    if wrong:
        raise NipError(
            "A NIP has digits only; %(character)r is none.",
            code="nip_not_digits",
            character=wrong.group(),
        )
    if len(digits) != LENGTH:
        raise NipError(
            "A NIP has %(expected)d digits, this one has %(length)d."
            if len(digits) != 9
            else "A NIP has %(expected)d digits; one of %(length)d is the old number from before"
            " 2007 and has a field of its own.",
            code="nip_length",
            expected=LENGTH,
            length=len(digits),
        )
    return digits


def parse(text):
    """Take a NIP or NI PPPK apart; spaces and dots do not matter.

    Only the structure is judged here; whether it is plausible today and fits the person's other
    data says :func:`check`.

    :return: :class:`Nip`
    :raises NipError: with the code ``nip_not_text``, ``nip_empty``, ``nip_not_digits``,
        ``nip_length``, ``nip_birth_date``, ``nip_kind`` (neither month nor PPPK code in digits
        13-14), ``nip_appointment`` (year of appointment not after the birth), ``nip_sex`` or
        ``nip_sequence``
    """
    digits = compact(text)
    birth_date = _birth_date(digits[:8])
    year, middle = int(digits[8:12]), digits[12:14]
    if 1 <= int(middle) <= 12:
        kind, month, code = PNS, int(middle), None
    elif int(middle) in PPPK_CODES:
        kind, month, code = PPPK, None, middle
    else:
        raise NipError(
            "Digits 13-14 are %(middle)s: neither a month (01-12) of a NIP nor a code (21-29) of"
            " an NI PPPK.",
            code="nip_kind",
            middle=middle,
        )
    if year <= birth_date.year:
        raise NipError(
            "Digits 9-12 give %(year)d as year of appointment, which is not after the birth"
            " in %(birth)d.",
            code="nip_appointment",
            year=year,
            birth=birth_date.year,
        )
    if digits[14] not in SEXES:
        raise NipError(
            "Digit 15 is %(digit)s; it must be 1 (male) or 2 (female).",
            code="nip_sex",
            digit=digits[14],
        )
    if digits[15:] == "000":
        raise NipError(
            "The last three digits are a sequence that starts with 001, not 000.",
            code="nip_sequence",
        )
    return Nip(kind, birth_date, year, month, code, SEXES[digits[14]], int(digits[15:]), digits)


def _birth_date(digits):
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not year:
        why = "there is no year 0000"
    elif not 1 <= month <= 12:
        why = f"there is no month {month:02}"
    elif not 1 <= day <= monthrange(year, month)[1]:
        why = f"that month has no day {day:02}"
    else:
        return date(year, month, day)
    raise NipError(
        "The first eight digits, %(digits)s, are not a date of birth (YYYYMMDD): %(why)s.",
        code="nip_birth_date",
        digits=digits,
        why=why,
    )


def is_valid(text):
    """Return whether `text` has the structure of a NIP or NI PPPK.

    >>> is_valid("196804111993031009"), is_valid("196804111993131009")
    (True, False)
    """
    try:
        parse(text)
    except NipError:
        return False
    return True


def format(nip):
    """Return the number as printed, in groups: ``19680411 199303 1 009``.

    :param nip: :class:`Nip` or text
    :raises NipError: for a text that is no NIP
    """
    digits = (nip if isinstance(nip, Nip) else parse(nip)).compact
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def build(kind, birth_date, appointment, sex, sequence, code="21"):
    """Return the :class:`Nip` of these parts, for generated data.

    :param appointment: (year, month) for a PNS, (year, None) for a PPPK
    :param code: digits 13-14 of a PPPK
    :raises NipError: when the parts do not make a number

    >>> build(PNS, date(1968, 4, 11), (1993, 3), MALE, 9).compact
    '196804111993031009'
    """
    if kind not in KINDS:
        raise UnknownValueError("kind of NIP", kind, KINDS)
    if sex not in SEXES.values():
        raise UnknownValueError("sex", sex, SEXES.values())
    year, month = appointment
    if kind == PNS and month is None:
        raise NipError("A NIP needs the month of appointment.", code="nip_appointment")
    middle = f"{month:02}" if kind == PNS else code
    digit = "1" if sex == MALE else "2"
    birth = birth_date.isoformat().replace("-", "")
    return parse(f"{birth}{year:04}{middle}{digit}{sequence:03}")


def check(nip, on, sex=None, birth_date=None, appointment=None):
    """Compare a number with the calendar and with what else is known about the person.

    Impossible ages and days in the future are errors. Differences from the person's other data
    are warnings: numbers were given with errors and stay valid.

    :param nip: :class:`Nip`
    :param on: the day of the check
    :param sex: ``male``, ``female`` or None when not known; other values are not compared
    :param birth_date: date of birth as recorded, or None
    :param appointment: day of first appointment as recorded, or None
    :return: tuple of :class:`Issue`: ``age_too_young``, ``age_too_old``,
        ``appointed_in_future``, ``appointed_too_young`` (errors); ``sex_differs``,
        ``birth_date_differs``, ``appointment_differs`` (warnings)

    >>> check(parse("196804111993031009"), date(2026, 6, 30))
    ()
    """
    on = as_day(on, "day of the check")
    found = [*_age_issues(nip, on), *_appointment_issues(nip, on)]
    if sex in SEXES.values() and sex != nip.sex:
        found.append(
            _issue(
                "sex_differs",
                WARNING,
                "The NIP says %(nip)s, the record says %(record)s.",
                nip=nip.sex,
                record=sex,
            )
        )
    if birth_date is not None and birth_date != nip.birth_date:
        found.append(
            _issue(
                "birth_date_differs",
                WARNING,
                "The NIP says born on %(nip)s, the record says %(record)s.",
                nip=nip.birth_date.isoformat(),
                record=birth_date.isoformat(),
            )
        )
    if appointment is not None and not _same_appointment(nip, appointment):
        found.append(
            _issue(
                "appointment_differs",
                WARNING,
                "The NIP says appointed in %(nip)s, the record says %(record)s.",
                nip=_appointment_text(nip),
                record=appointment.isoformat(),
            )
        )
    return tuple(found)


def _issue(code, severity, template, **values):
    return Issue(code, severity, template, tuple(sorted(values.items())))


def _age_issues(nip, on):
    age = _full_years(nip.birth_date, on)
    if age < YOUNGEST:
        yield _issue(
            "age_too_young",
            ERROR,
            "By the NIP this person is %(age)s years old, younger than %(limit)s.",
            age=str(age),
            limit=str(YOUNGEST),
        )
    if age > OLDEST:
        yield _issue(
            "age_too_old",
            ERROR,
            "By the NIP this person is %(age)s years old, older than %(limit)s.",
            age=str(age),
            limit=str(OLDEST),
        )


def _appointment_issues(nip, on):
    year, month = nip.appointment
    if (year, month or 1) > (on.year, on.month):
        yield _issue(
            "appointed_in_future",
            ERROR,
            "By the NIP the appointment in %(appointment)s is still to come.",
            appointment=_appointment_text(nip),
        )
    # The last day of the month (of the year for a PPPK) gives the benefit of the doubt.
    last_month = month or 12
    latest = date(year, last_month, monthrange(year, last_month)[1])
    if _full_years(nip.birth_date, latest) < YOUNGEST_AT_APPOINTMENT:
        yield _issue(
            "appointed_too_young",
            ERROR,
            "By the NIP this person was appointed in %(appointment)s, before the age of %(limit)s.",
            appointment=_appointment_text(nip),
            limit=str(YOUNGEST_AT_APPOINTMENT),
        )


def _appointment_text(nip):
    year, month = nip.appointment
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def _same_appointment(nip, day):
    year, month = nip.appointment
    return day.year == year and month in (None, day.month)


def _full_years(birth, on):
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
