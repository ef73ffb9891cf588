"""Writes plans: one statement for each table and piece of the file."""

from odoo.tools import SQL

from . import bulk
from .problems import Problem


class PlanRows:
    """The half of :class:`~.plans.PlanImport` that reads and writes the tables."""

    def _load_present(self, plans):
        """Return {(NIP, year): what is there}, and keep the ids of the empty drafts."""
        self.env.flush_all()
        self.drafts = {}
        found = {}
        nips = {nip for nip, _year in plans}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee.asn_nip, EXTRACT(YEAR FROM period.date_start)::int, plan.id,
                       plan.state = 'draft' AND NOT EXISTS (
                           SELECT FROM asn_skp_result AS result WHERE result.skp_id = plan.id)
                  FROM asn_skp AS plan
                  JOIN hr_employee AS employee ON employee.id = plan.employee_id
                  JOIN asn_period AS period ON period.id = plan.period_id
                 WHERE employee.active AND employee.company_id = %s
                   AND plan.state <> 'cancelled' AND employee.asn_nip = ANY(%s)
                """,
                self.company.id,
                list(nips),
            )
        )
        for nip, year, plan_id, is_empty in rows:
            key = (nip, year)
            if key in found:
                found[key] = "plan_several"
            else:
                found[key] = "empty" if is_empty else "plan_present"
                self.drafts[key] = plan_id
        return found

    def _load_superiors(self, plans):
        """Return {NIP: NIP of the evaluator}, and keep the results of their plans in ``there``."""
        superiors = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT employee.asn_nip, superior.asn_nip
                      FROM hr_employee AS employee
                      JOIN hr_version AS version ON version.id = employee.current_version_id
                      JOIN hr_employee AS superior ON superior.id = version.asn_evaluator_id
                     WHERE employee.active AND employee.company_id = %s
                       AND employee.asn_nip = ANY(%s) AND superior.asn_nip IS NOT NULL
                    """,
                    self.company.id,
                    [nip for nip, _year in plans],
                )
            )
        )
        self.there = self._load_results(set(superiors.values()))
        return superiors

    def _load_results(self, nips):
        """Return {(NIP, year): {number: id}} of the results that are in the database."""
        found = {}
        for nip, year, result_id, number in self.env.execute_query(
            SQL(
                """
                SELECT employee.asn_nip, EXTRACT(YEAR FROM period.date_start)::int, result.id,
                       row_number() OVER (PARTITION BY plan.id
                                          ORDER BY result.sequence, result.id)
                  FROM hr_employee AS employee
                  JOIN asn_skp AS plan ON plan.employee_id = employee.id
                  JOIN asn_period AS period ON period.id = plan.period_id
                  JOIN asn_skp_result AS result ON result.skp_id = plan.id AND result.active
                 WHERE employee.active AND employee.company_id = %s
                   AND employee.asn_nip = ANY(%s) AND plan.state <> 'cancelled'
                """,
                self.company.id,
                list(nips),
            )
        ):
            found.setdefault((nip, year), {})[number] = result_id
        return found

    def store(self, rows):
        """Make the plans that are missing and fill them."""
        if not rows:
            return
        keys = list(dict.fromkeys(row.values["key"] for row in rows))
        self._make_drafts(keys)
        refused = [key for key in keys if key not in self.drafts]
        if refused:
            rows = self._refuse_without_plan(rows, refused)
        results = self._write_results(rows)
        self._write_indicators(rows, results)
        self._update_counts(list({self.drafts[key] for key, _number in results}))
        self.outcome.created += len(rows)
        self.progress(self.outcome.created)

    def _make_drafts(self, keys):
        """Make a draft for whoever has none, as the opening of a year does it."""
        missing = {}
        for nip, year in keys:
            if (nip, year) not in self.drafts:
                missing.setdefault(year, []).append(nip)
        for year, nips in missing.items():
            period = self.years[year]
            employees = [self.people[nip] for nip in nips]
            period._insert_plans_of(employees)
        if missing:
            self._load_present(keys)

    def _refuse_without_plan(self, rows, refused):
        """Say for whom no plan could be made."""
        good = []
        for row in rows:
            if row.values["key"] in refused:
                self.problem(row, "nip", "plan_impossible")
                self.outcome.refused += 1
            else:
                good.append(row)
        return good

    def _write_results(self, rows):
        """Return {(key, number): id of the result}."""
        firsts = {}
        for row in rows:
            firsts.setdefault((row.values["key"], row.values["no_hasil"]), row)
        ids = bulk.new_ids(self.env, "asn_skp_result", len(firsts))
        results = dict(zip(firsts, ids, strict=True))
        values = [row.values for row in firsts.values()]
        bulk.insert(
            self.env,
            "asn_skp_result",
            {
                "id": ("int", ids),
                "skp_id": ("int", [self.drafts[value["key"]] for value in values]),
                "sequence": ("int", [value["no_hasil"] * 10 for value in values]),
                "kind": ("text", [value["jenis_hasil"] for value in values]),
                "name": ("text", [value["rencana_hasil_kerja"] for value in values]),
                "classification": ("text", ["individual"] * len(ids)),
            },
        )
        for (key, number), result_id in results.items():
            self.numbers.setdefault(key, {})[number] = result_id
        for row in rows:
            if row.values.get("above"):
                result_id = results[row.values["key"], row.values["no_hasil"]]
                number = row.values["no_hasil_atasan"]
                self.links.append((result_id, row.values["above"], number, row.number))
        return results

    def _write_indicators(self, rows, results):
        counts, sequences = {}, []
        for row in rows:
            key = row.values["key"]
            counts[key] = counts.get(key, 0) + 1
            sequences.append(counts[key] * 10)
        values = [row.values for row in rows]
        bulk.insert(
            self.env,
            "asn_skp_indicator",
            {
                "id": ("int", bulk.new_ids(self.env, "asn_skp_indicator", len(rows))),
                "result_id": ("int", [results[v["key"], v["no_hasil"]] for v in values]),
                "skp_id": ("int", [self.drafts[v["key"]] for v in values]),
                "sequence": ("int", sequences),
                "library_id": ("int", [self.library.get(v["kode_indikator"]) for v in values]),
                "name": ("text", [v["indikator"] for v in values]),
                "aspect": ("text", [v["aspek"] for v in values]),
                "unit": ("text", [v["satuan"] for v in values]),
                "polarity": ("text", [v["polaritas"] for v in values]),
                "aggregation": ("text", [v["agregasi"] for v in values]),
                "target_kind": ("text", [v["target_kind"] for v in values]),
                "target_value": ("numeric", [v["target"] for v in values]),
                "target_max": ("numeric", [v["target_maksimum"] or 0 for v in values]),
                "target_date": ("date", [v["target_date"] for v in values]),
                "weight": ("numeric", [v["bobot"] for v in values]),
                "distribution": ("text", ["prorated"] * len(rows)),
            },
        )

    def _update_counts(self, plan_ids):
        self.env.cr.execute(
            SQL(
                """
                UPDATE asn_skp AS plan
                   SET result_count = counted.results, indicator_count = counted.indicators
                  FROM (SELECT result.skp_id, count(DISTINCT result.id) AS results,
                               count(indicator.id) AS indicators
                          FROM asn_skp_result AS result
                     LEFT JOIN asn_skp_indicator AS indicator ON indicator.result_id = result.id
                         WHERE result.skp_id = ANY(%s)
                      GROUP BY result.skp_id) AS counted
                 WHERE plan.id = counted.skp_id
                """,
                plan_ids,
            )
        )

    def _write_links(self):
        """Link results to those of the superior that they support, when all are written."""
        there = self._load_results({key[0] for _result, key, _number, _row in self.links})
        pairs = [
            (result, self.numbers.get(key, {}).get(number) or there.get(key, {}).get(number))
            for result, key, number, _row in self.links
        ]
        pairs = [pair for pair in pairs if pair[1]]
        self.env.cr.execute(
            SQL(
                "INSERT INTO asn_skp_result_parent_rel (result_id, parent_id)"
                " SELECT * FROM unnest(%s::int[], %s::int[]) ON CONFLICT DO NOTHING",
                [result for result, _parent in pairs],
                [parent for _result, parent in pairs],
            )
        )
        self._remove_circles()

    def _remove_circles(self):
        """Take back links by which a result would support itself: evaluators in a ring."""
        ids = [link[0] for link in self.links]
        circles = {
            row[0]
            for row in self.env.execute_query(
                SQL(
                    """
                    DELETE FROM asn_skp_result_parent_rel WHERE result_id IN (%s)
                 RETURNING result_id
                    """,
                    self.env["asn.skp.result"]._sql_circles(ids),
                )
            )
        }
        for result, _key, number, row in self.links:
            if result in circles:
                column, code = "no_hasil_atasan", "parent_circle"
                self.outcome.add(Problem(row, column, str(number), code, "warning", {}))
