from decimal import Decimal

from babel.numbers import format_decimal

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.rules import open_page as rules
from odoo.addons.hr_asn_kinerja.rules import satisfaction, small_groups
from odoo.addons.hr_asn_kinerja.rules.cells import safe_cell
from odoo.addons.hr_asn_kinerja.rules.decimals import round_half_up

# So many of the last periods are shown.
MOST_PERIODS = 8
PLACES = 2
# Indonesian at the source: the page and the file are for citizens.
TIME_UNITS = {"minutes": "menit kerja", "hours": "jam kerja", "days": "hari kerja"}
COLUMNS = (
    ("wilayah", "nama pemerintah daerah"),
    ("unit", "nama unit layanan"),
    ("layanan", "nama layanan; kosong untuk kepuasan, yang berlaku bagi seluruh unit"),
    ("periode", "nama periode penilaian"),
    ("mulai", "hari pertama periode, tahun-bulan-tanggal"),
    ("selesai", "hari terakhir periode, tahun-bulan-tanggal"),
    ("ukuran", "kepuasan (IKM), waktu_rata_rata, atau sesuai_standar"),
    ("nilai", "angkanya, dengan titik sebagai tanda desimal"),
    ("satuan", "nilai 25-100, menit/jam/hari kerja, atau persen"),
    ("standar", "waktu yang dijanjikan; kosong untuk ukuran lain"),
    ("jumlah", "banyaknya jawaban survei atau permohonan yang dihitung"),
)


class AsnOpenPage(models.AbstractModel):
    """What everybody may see of the services of a region: satisfaction and time over periods.

    Only figures of units. Whatever rests on too few answers, and a period that still runs, is left
    out before anything is drawn; see ``rules/open_page.py``.
    """

    _name = "asn.open.page"
    _description = "Open Page of Services"

    @api.model
    def _get_regions(self):
        """Return the regions that have opened the page, as superuser."""
        # sudo: asked for by visitors; whether a region shows its page is no secret
        companies = self.env["res.company"].sudo()
        return companies.search([("asn_open_page", "=", True)], order="sequence, name")

    @api.model
    def _get_periods(self, region):
        """Return the last periods of a region that are over, the oldest first.

        Of one kind in each year: a half-year less a quarter would be the other quarter.
        """
        today = self.env["asn.period"]._local_today(region)
        # sudo: names and days of periods
        periods = self.env["asn.period"].sudo()
        domain = [
            ("company_id", "=", region.id),
            ("kind", "!=", "year"),
            ("date_end", "<", today),
        ]
        found = periods.search(domain, order="date_end desc, id desc")
        kinds = small_groups.longest_kind((one.parent_id.id, one.kind) for one in found)
        return found.filtered(lambda one: one.kind == kinds[one.parent_id.id])[:MOST_PERIODS][::-1]

    @api.model
    def _get_units(self, region, periods):
        """Return what may be shown: units with their points of satisfaction and of each service.

        Answers of citizens are hidden as well where they could be worked out from those of the
        unit above. Times are not: they count tickets of a service, which has no unit above, and
        tell of no person. As many queries, however many units, services and periods there are.
        """
        if not periods:
            return []
        minimum = region.asn_open_page_minimum
        units = {}
        for unit, points in self._get_satisfaction(region, periods, minimum).items():
            shown = rules.open_points(points, minimum)
            if shown:
                units.setdefault(unit, self._make_unit(unit))["satisfaction"] = shown
        for (unit, service), points in self._get_times(region, periods).items():
            shown = rules.open_points(points, minimum)
            if shown:
                found = units.setdefault(unit, self._make_unit(unit))
                found["services"].append({"service": service, "points": shown})
        # sudo: names of units and services that are shown
        names = self.env["hr.department"].sudo().browse(units)
        self.env["asn.service"].sudo().browse(
            line["service"] for unit in units.values() for line in unit["services"]
        ).fetch(["name", "standard", "standard_unit"])
        for unit in names.with_context(hierarchical_naming=False):
            units[unit.id]["name"] = unit.name
        for unit in units.values():
            for line in unit["services"]:
                service = self.env["asn.service"].sudo().browse(line["service"])  # sudo: as above
                line["name"] = service.name
                line["standard"] = Decimal(str(service.standard))
                line["unit"] = TIME_UNITS[service.standard_unit]
            unit["services"].sort(key=lambda line: (line["name"], line["service"]))
        return sorted(units.values(), key=lambda unit: (unit["name"], unit["id"]))

    @api.model
    def _make_unit(self, unit):
        return {"id": unit, "name": "", "satisfaction": (), "services": []}

    @api.model
    def _get_satisfaction(self, region, periods, minimum):
        """Return {unit id: points}; a survey belongs to the period in which it ends.

        Without those that would tell, less others, of fewer answers than ``minimum``.
        """
        self.env["asn.satisfaction"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT survey.unit_id, period.id, survey.value, survey.answer_count,
                       string_to_array(trim(unit.parent_path, '/'), '/')::int[]
                  FROM asn_satisfaction AS survey
                  JOIN asn_period AS period
                    ON survey.date_end BETWEEN period.date_start AND period.date_end
                  JOIN hr_department AS unit ON unit.id = survey.unit_id AND unit.active
                 WHERE survey.company_id = %s AND period.id = ANY(%s)
              ORDER BY survey.unit_id, period.date_end, period.id, survey.id
                """,
                region.id,
                periods.ids,
            )
        )
        groups, paths = {}, {}
        for unit, period, value, answers, path in rows:
            parts = groups.setdefault(unit, {}).setdefault(period, [])
            parts.append((Decimal(str(round(value, PLACES))), answers))
            paths[unit] = path
        points = {
            unit: [
                rules.Point(
                    period,
                    round_half_up(rules.weighted_mean(parts), PLACES),
                    sum(answers for _value, answers in parts),
                )
                for period, parts in found.items()
            ]
            for unit, found in groups.items()
        }
        return rules.without_differences(points, small_groups.above_of(paths.values()), minimum)

    @api.model
    def _get_times(self, region, periods):
        """Return {(unit id, service id): points}: mean time over single tickets, and the share."""
        self.env["asn.service.figure"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT figure.unit_id, figure.service_id, period.id, sum(figure.ticket_count),
                       sum(figure.mean * figure.ticket_count) / sum(figure.ticket_count),
                       100.0 * sum(figure.within_count) / sum(figure.ticket_count)
                  FROM asn_service_figure AS figure
                  JOIN asn_period AS period
                    ON figure.month BETWEEN period.date_start AND period.date_end
                  JOIN asn_service AS service ON service.id = figure.service_id AND service.active
                  JOIN hr_department AS unit ON unit.id = figure.unit_id AND unit.active
                 WHERE figure.level = 'service' AND figure.company_id = %s
                   AND period.id = ANY(%s) AND figure.ticket_count > 0
              GROUP BY figure.unit_id, figure.service_id, period.id
              ORDER BY figure.unit_id, figure.service_id, period.date_end, period.id
                """,
                region.id,
                periods.ids,
            )
        )
        found = {}
        for unit, service, period, tickets, mean, share in rows:
            value, part = (round_half_up(Decimal(str(one)), PLACES) for one in (mean, share))
            found.setdefault((unit, service), []).append(
                rules.Point(period, value, int(tickets), part)
            )
        return found

    # ------------------------------------------------------------------
    # The page
    # ------------------------------------------------------------------

    @api.model
    def _prepare_page(self, region):
        """Return what the template draws, numbers and days written as in Indonesia."""
        found = self._get_periods(region)
        periods = found.grouped("id")
        units = self._get_units(region, found)
        return {
            "region": region.name,
            "region_id": region.id,
            "minimum": rules.minimum_in_force(region.asn_open_page_minimum),
            "columns": COLUMNS,
            "units": [self._draw_unit(unit, periods) for unit in units],
        }

    @api.model
    def _draw_unit(self, unit, periods):
        charts = []
        if unit["satisfaction"]:
            last = unit["satisfaction"][-1]
            grade = satisfaction.grade(last.value, periods[last.period].date_end)
            charts.append(
                {
                    "title": "Kepuasan masyarakat",
                    "unit": "nilai IKM",
                    "said": f"{periods[last.period].name}: {self._number(last.value)} dari 100"
                    f" ({grade.label})",
                    "trend": rules.trend(unit["satisfaction"]),
                    "words": {"better": "naik", "worse": "turun", "same": "tetap"},
                    "counted": "jawaban",
                    "promise": None,
                    "bars": self._draw_bars(unit["satisfaction"], periods, Decimal(100)),
                }
            )
        for line in unit["services"]:
            last = line["points"][-1]
            highest = max(*(point.value for point in line["points"]), line["standard"])
            charts.append(
                {
                    "title": line["name"],
                    "unit": line["unit"],
                    "said": f"{periods[last.period].name}: rata-rata {self._number(last.value)} "
                    f"{line['unit']}; "
                    f"{self._number(last.share)} % sesuai janji",
                    "trend": rules.trend(line["points"], lower_is_better=True),
                    "words": {"better": "lebih cepat", "worse": "lebih lama", "same": "tetap"},
                    "counted": "permohonan",
                    "promise": f"{self._number(line['standard'], '##')} {line['unit']}",
                    "promise_at": self._width(line["standard"], highest),
                    "bars": self._draw_bars(line["points"], periods, highest),
                }
            )
        return {"id": unit["id"], "name": unit["name"], "charts": charts}

    @api.model
    def _draw_bars(self, points, periods, highest):
        return [
            {
                "period": periods[point.period].name,
                "value": self._number(point.value),
                "share": self._number(point.share) if point.share is not None else None,
                "answers": format_decimal(point.answers, locale="id"),
                "width": self._width(point.value, highest),
            }
            for point in points
        ]

    @api.model
    def _width(self, value, highest):
        return round(float(value * 100 / highest), 1) if highest else 0.0

    @api.model
    def _number(self, value, places="00"):
        """Return a number as it is written in Indonesia: measured values with two decimals each,
        what was promised (``places`` "##") as it was promised."""
        return format_decimal(value, format=f"#,##0.{places}", locale="id")

    # ------------------------------------------------------------------
    # The file
    # ------------------------------------------------------------------

    @api.model
    def _iter_rows(self, region):
        """Yield the rows of the open file as texts, titles first; see ``COLUMNS``."""
        yield [name for name, _meaning in COLUMNS]
        found = self._get_periods(region)
        periods = found.grouped("id")
        for unit in self._get_units(region, found):
            for point in unit["satisfaction"]:
                yield self._make_row(
                    region, unit, "", periods, point, ("kepuasan", point.value, "nilai 25-100", "")
                )
            for line in unit["services"]:
                for point in line["points"]:
                    mean = ("waktu_rata_rata", point.value, line["unit"], f"{line['standard']:f}")
                    share = ("sesuai_standar", point.share, "persen", "")
                    yield self._make_row(region, unit, line["name"], periods, point, mean)
                    yield self._make_row(region, unit, line["name"], periods, point, share)

    @api.model
    def _make_row(self, region, unit, service, periods, point, figure):
        measure, value, unit_of_measure, standard = figure
        period = periods[point.period]
        row = (
            region.name,
            unit["name"],
            service,
            period.name,
            period.date_start.isoformat(),
            period.date_end.isoformat(),
            measure,
            f"{value:f}",
            unit_of_measure,
            standard,
            str(point.answers),
        )
        return [safe_cell(text) for text in row]
