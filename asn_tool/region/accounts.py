"""The logins of the demonstration: one for each role, chosen among the people."""

# Names of people whom the guide mentions stay the same whatever else changes.
_CENTRE = "DINKES-PKM-PENANGGALAN"
_PLACES = {
    # role: (login, unit, post key or "head", number among them, name, sex)
    "pegawai": ("pegawai", _CENTRE, "nurse", 1, "Siti Rahmah Berutu", "P"),
    "penilai": ("penilai", _CENTRE, "head", 1, "Nurhayati Bancin", "P"),
    "atasan": ("atasan", "DINKES", "head", 1, "Zulkifli Boangmanalu", "L"),
    "pengelola": ("pengelola", "DINKES-SEK-UMUM", "hr_analyst", 1, "Dewi Kartini Solin", "P"),
    "bkpsdm": ("bkpsdm", "BKPSDM-KINERJA", "hr_analyst", 1, "Ridwan Tinambunan", "L"),
    "auditor": ("auditor", "ITKO-IRBAN1", "auditor", 1, "Yusnidar Manik", "P"),
    "admin": ("admin_asn", "DISKOMINFO-APTIKA", "it", 1, "Fakhrurrazi Kombih", "L"),
    "rekan": ("rekan", _CENTRE, "nurse", 2, "Rahmat Hidayat Lembong", "L"),
    "dukcapil": ("dukcapil", "DUKCAPIL-DAFDUK", "registry_operator", 1, "Maulida Cibro", "P"),
}


# {(unit code, post key, number among the holders): (name, sex)}, for `people.Staffing`
PINNED = {
    (unit, post, number): (name, sex) for _login, unit, post, number, name, sex in _PLACES.values()
}


class Accounts:
    """Finds the people of the logins while they go by."""

    def __init__(self):
        self._found = {}
        self._names = {(place[1], place[4]): role for role, place in _PLACES.items()}

    def see(self, person):
        """Return whether this is the person of a login, and remember it."""
        role = self._names.get((person.unit.code, person.name))
        if not role or role in self._found:
            return False
        self._found[role] = person
        return True

    def rows(self):
        """Return the rows of akun.csv in the order of the roles."""
        return [
            (role, place[0], person.nip, person.name, person.unit.code)
            for role, place in _PLACES.items()
            for person in (self._found[role],)
        ]
