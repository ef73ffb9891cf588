"""The units of one city with their heads and the places to be filled in each unit."""

from . import offices
from . import vocabulary as v
from .mixes import MIXES
from .units import HEALTH, OFFICE, TEACHING, Head, Unit, apportion, bachelor, master, slug

# Up to this many people a region has the offices marked `small` and one subdivision each, up to
# the second number all offices but no sections.
SMALL_LAYOUT = 1_200
PLAIN_LAYOUT = 2_500
MINIMUM = 240

TEACHER_SHARE = 0.37
HEALTH_SHARE = 0.26


class City:
    """One government with `number` employees.

    :param prefix: put before all unit codes, to tell several governments in one province apart
    :param mayor: code of the mayor, who has no NIP
    :param places: names of the districts; the health centres take theirs from them
    """

    def __init__(self, number, name, mayor, prefix="", parent="", own=True):
        self.number, self.name, self.mayor, self.prefix = number, name, mayor, prefix
        self.small = number <= SMALL_LAYOUT
        self.sections = number > PLAIN_LAYOUT
        self.units = {}
        short = name.split(" ", 1)[1]
        self.districts = (
            offices.DISTRICTS
            if own
            else tuple(f"{short} {side}" for side in ("Kota", "Utara", "Selatan", "Timur", "Barat"))
        )
        self.centres = (
            offices.HEALTH_CENTRES
            if own
            else self.districts + tuple(f"{short} {side}" for side in ("Hulu", "Tengah", "Hilir"))
        )
        self.root = self._add(
            Unit(f"{prefix}KOTA", f"Pemerintah {name}", "pemerintah", parent, v.GENERAL)
        )
        self._build()
        self._fill()

    def in_order(self):
        """Yield the units, parents and evaluators before those below them."""
        waiting = [self.root]
        while waiting:
            unit = waiting.pop()
            yield unit
            waiting.extend(reversed(unit.children))

    # Building

    def _add(self, unit, parent=None):
        self.units[unit.code] = unit
        if parent:
            unit.parent = parent.code
            parent.children.append(unit)
        return unit

    def _child(self, parent, key, name, kind, head=None, mix=(), weight=0.0, **extra):
        values = {"field": parent.field, "group": OFFICE, **extra}
        code = f"{self.prefix}{key}" if parent is self.root else f"{parent.code}-{key}"
        return self._add(
            Unit(code, name, kind, "", head=head, mix=mix, weight=weight, **values), parent
        )

    def _build(self):
        secretariat = self._city_secretariat()
        chosen = [office for office in offices.OFFICES if office.small or not self.small]
        for office in (offices.HEALTH_OFFICE, offices.EDUCATION_OFFICE, *chosen):
            unit = self._office(office, secretariat)
            if office is offices.HEALTH_OFFICE:
                self._health_centres(unit)
            elif office is offices.EDUCATION_OFFICE:
                self._schools(unit)
        self._hospital(secretariat)
        for district in self.districts[1:2] if self.small else self.districts:
            self._district(district, secretariat)

    def _city_secretariat(self):
        office = offices.CITY_SECRETARIAT
        top = self._child(
            self.root,
            office.key,
            office.name,
            "opd",
            Head(
                office.head,
                "jpt",
                "II.a",
                "city_secretary",
                ("S.STP., M.Si.", "S.Sos., M.A.P.", "S.E., M.M."),
            ),
            field=office.field,
        )
        divisions = {division.key: division for division in office.divisions}
        for key, title, below in offices.ASSISTANTS[::2] if self.small else offices.ASSISTANTS:
            assistant = self._child(
                top,
                key,
                title,
                "asisten",
                Head(title, "jpt", "II.b", "assistant", ("S.STP., M.Si.", "S.E., M.M.")),
            )
            for name in below[:1] if self.small else below:
                self._division(assistant, divisions[name], office.key, "bagian", "III.a")
        return top

    def _office(self, office, secretariat):
        echelon = "III.a" if office.shape == "bureau" else "II.b"
        kind = "administrator" if office.shape == "bureau" else "jpt"
        top = self._child(
            self.root,
            office.key,
            office.name,
            "opd",
            Head(office.head, kind, echelon, "office_head", master(office.field)),
            field=office.field,
            evaluator=secretariat.code,
        )
        if office.shape == "bureau":
            self._subdivision(top, "UMUM", "Umum dan Kepegawaian", "general_affairs")
            self._subdivision(top, "KEU", "Keuangan", "finance_affairs")
            return top
        self._secretariat(top, office)
        divisions = office.divisions[: office.small] if self.small else office.divisions
        kind = "bagian" if office.key == "SETDPRK" else "bidang"
        echelon = "III.a" if office.shape == "inspectorate" else "III.b"
        for division in divisions:
            self._division(top, division, office.key, kind, echelon)
        return top

    def _secretariat(self, top, office):
        title = f"Sekretaris {office.name}"
        secretariat = self._child(
            top,
            "SEK",
            f"Sekretariat {office.name}",
            "sekretariat",
            Head(title, "administrator", "III.a", "office_secretary", master(v.SECRETARIAT)),
            MIXES["office_secretariat"],
            weight=0 if self.small else 0.6,
        )
        affairs = "all_affairs" if self.small else "general_affairs"
        self._subdivision(secretariat, "UMUM", "Umum dan Kepegawaian", affairs)
        if not self.small:
            self._subdivision(secretariat, "KEU", "Keuangan", "finance_affairs")

    def _subdivision(self, parent, key, name, mix, echelon="IV.a", **extra):
        role = "finance_head" if key == "KEU" else "general_head"
        self._child(
            parent,
            key,
            f"Subbagian {name}",
            "subbagian",
            Head(f"Kepala Subbagian {name}", "pengawas", echelon, role, bachelor(parent.field)),
            MIXES[mix],
            **{"weight": 1, **extra},
        )

    def _division(self, parent, division, office_key, kind, echelon):
        field_ = division.field or parent.field
        mix = MIXES.get(office_key) or MIXES.get(f"{office_key}-{division.key}") or MIXES[field_]
        is_inspector = division.name.startswith("Inspektur")
        word = kind.capitalize()
        name = division.name if is_inspector else f"{word} {division.name}"
        post = name if is_inspector else f"Kepala {name}"
        unit = self._child(
            parent,
            division.key,
            name,
            kind,
            Head(post, "administrator", echelon, "division_head", master(field_)),
            mix,
            weight=0.5 if self.sections and division.sections else 1.2,
            field=field_,
        )
        for number, section in enumerate(division.sections if self.sections else (), 1):
            below = "Subbagian" if kind == "bagian" else "Seksi"
            self._child(
                unit,
                str(number),
                f"{below} {section}",
                below.lower(),
                Head(
                    f"Kepala {below} {section}",
                    "pengawas",
                    "IV.a",
                    "section_head",
                    bachelor(field_),
                ),
                mix,
                weight=1,
            )

    def _health_centres(self, office):
        for name in self.centres[:2] if self.small else self.centres:
            unit = self._child(
                office,
                f"PKM-{slug(name)}",
                f"UPTD Puskesmas {name}",
                "uptd",
                Head("Kepala Puskesmas", "fungsional", "", "health_centre_head", base="doctor"),
                MIXES["health_centre"],
                weight=10,
                group=HEALTH,
            )
            self._subdivision(
                unit, "TU", "Tata Usaha", "health_centre_affairs", "IV.b", weight=1.2, group=HEALTH
            )

    def _hospital(self, secretariat):
        top = self._child(
            self.root,
            "RSUD",
            "Rumah Sakit Umum Daerah",
            "opd",
            Head(
                "Direktur Rumah Sakit Umum Daerah",
                "administrator",
                "III.a",
                "hospital_head",
                ("S.K.M., M.Kes.", "S.Kep., M.M."),
            ),
            field=v.HEALTH,
            evaluator=secretariat.code,
            group=HEALTH,
        )
        self._subdivision(top, "TU", "Tata Usaha", "finance_affairs", weight=1.5, group=HEALTH)
        services = self._child(
            top,
            "YAN",
            "Bidang Pelayanan Medis dan Keperawatan",
            "bidang",
            Head(
                "Kepala Bidang Pelayanan Medis dan Keperawatan",
                "administrator",
                "III.b",
                "division_head",
                ("S.Kep., M.Kep.", "S.K.M., M.Kes."),
            ),
            group=HEALTH,
        )
        for key, name, mix in offices.WARDS[:3] if self.small else offices.WARDS:
            base = {"midwives": "midwife", "support": "laboratory", "pharmacy": "pharmacist"}
            self._child(
                services,
                key,
                name,
                "ruang",
                Head("Kepala Ruang", "fungsional", "", "ward_head", base=base.get(mix, "nurse")),
                MIXES[mix],
                weight=4,
                group=HEALTH,
            )

    def _schools(self, office):
        teachers = self.number * TEACHER_SHARE
        kinds = (
            ("TK", "TK Negeri", "PAUD", "kindergarten", 5, max(1, round(teachers * 0.05 / 6))),
            ("SD", "SD Negeri", "SD", "primary_school", 11, max(2, round(teachers * 0.60 / 12))),
            (
                "SMP",
                "SMP Negeri",
                "SMP",
                "secondary_school",
                19,
                max(1, round(teachers * 0.35 / 20)),
            ),
        )
        for key, name, division, mix, weight, count in kinds:
            leader = f"{office.code}-{division}"
            for number in range(count):
                place = self.districts[number % len(self.districts)]
                self._child(
                    office,
                    f"{key}-{number + 1:03d}",
                    f"{name} {number // len(self.districts) + 1} {place}",
                    "uptd",
                    Head(
                        "Kepala Sekolah",
                        "fungsional",
                        "",
                        "school_head",
                        base="kindergarten_teacher"
                        if key == "TK"
                        else "class_teacher"
                        if key == "SD"
                        else "subject_teacher",
                    ),
                    MIXES[mix],
                    weight=weight,
                    group=TEACHING,
                    evaluator=leader if leader in self.units else office.code,
                )

    def _district(self, name, secretariat):
        top = self._child(
            self.root,
            f"KEC-{slug(name)}",
            f"Kecamatan {name}",
            "kecamatan",
            Head(
                f"Camat {name}",
                "administrator",
                "III.a",
                "district_head",
                ("S.STP., M.Si.", "S.IP., M.A.P.", "S.Sos."),
            ),
            field=v.VILLAGE,
            evaluator=secretariat.code,
        )
        deputy = self._child(
            top,
            "SEK",
            f"Sekretariat Kecamatan {name}",
            "sekretariat",
            Head("Sekretaris Kecamatan", "administrator", "III.b", "office_secretary", ("S.STP.",)),
            MIXES["office_secretariat"],
            weight=0.8,
        )
        if not self.small:
            self._subdivision(deputy, "UMUM", "Umum dan Kepegawaian", "general_affairs", "IV.b")
        sections = ("Pemerintahan", "Ketenteraman dan Ketertiban", "Pemberdayaan Kampong")
        for number, section in enumerate(sections[:1] if self.small else sections, 1):
            self._child(
                top,
                str(number),
                f"Seksi {section}",
                "seksi",
                Head(
                    f"Kepala Seksi {section}",
                    "pengawas",
                    "IV.a",
                    "section_head",
                    ("S.IP.", "S.Sos."),
                ),
                MIXES["district"],
                weight=1,
            )

    # Filling

    def _fill(self):
        """Set `staff` of every unit so that the shares of the groups and the total come out."""
        heads = {OFFICE: 0, HEALTH: 0, TEACHING: 0}
        for unit in self.units.values():
            heads[unit.group] += unit.head is not None
        total = {
            TEACHING: round(self.number * TEACHER_SHARE),
            HEALTH: round(self.number * HEALTH_SHARE),
        }
        total[OFFICE] = self.number - sum(total.values())
        for group, people in total.items():
            units = [u for u in self.units.values() if u.group == group and u.weight]
            shares = apportion(people - heads[group], [unit.weight for unit in units])
            for unit, share in zip(units, shares, strict=True):
                unit.staff = share
