"""Cells that hold a day with its time, in the zone of the region."""

import re
from datetime import datetime, timedelta, timezone

from .problems import CellError

MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,9})?)?"
    r"[ ]?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


class Moments:
    """Reads times of one region: (wall-clock time there, time in UTC), both without a zone.

    :param zone: ``ZoneInfo`` of the region; it decides where the cell names no offset
    """

    def __init__(self, zone):
        self.zone = zone

    def moment(self, value, required=True):
        """Return (local, UTC) of a time written ``YYYY-MM-DD HH:MM``, with seconds or offset.

        :raises CellError: ``moment_empty``, ``moment_form``, ``date_calendar``, ``moment_gap``
        """
        value = value.strip()
        if not value:
            if required:
                raise CellError("moment_empty")
            return None
        match = MOMENT.fullmatch(value)
        if not match:
            raise CellError("moment_form")
        *parts, second, fraction, offset = match.groups()
        try:
            moment = datetime(*map(int, parts), int(second or 0))
        except ValueError as error:
            raise CellError("date_calendar") from error
        if not 2000 <= moment.year <= 2100:
            raise CellError("date_calendar")
        if fraction and float(fraction) >= 0.5:
            moment += timedelta(seconds=1)  # spreadsheets keep 08:30 as 08:29:59.999997
        if offset:
            return self._from_offset(moment, offset)
        aware = moment.replace(tzinfo=self.zone).astimezone(timezone.utc)
        if aware.astimezone(self.zone).replace(tzinfo=None) != moment:
            raise CellError("moment_gap")  # the clocks were put forward over it
        return moment, aware.replace(tzinfo=None)

    def _from_offset(self, moment, offset):
        if offset != "Z":
            hours, minutes = int(offset[1:3]), int(offset[-2:])
            if hours > 14 or minutes > 59:
                raise CellError("moment_form")
            shift = timedelta(hours=hours, minutes=minutes)
            moment = moment + shift if offset[0] == "-" else moment - shift
        aware = moment.replace(tzinfo=timezone.utc)
        return aware.astimezone(self.zone).replace(tzinfo=None), moment
