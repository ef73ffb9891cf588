from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import AsnCase
from .import_files import EMPLOYEE, UNIT, csv_bytes, employees


class ImportCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loader = cls.env["asn.import"]
        posts = [{"kode": "J1", "nama": "Perawat Terampil", "jenis_jabatan": "fungsional"}]
        outcome = cls.loader._load("posts", csv_bytes(posts))
        assert outcome.created == 1, outcome

    def _found(self, outcome, level="error"):
        return sorted((p.row, p.column, p.code) for p in outcome.problems if p.level == level)

    def _person(self, nip):
        return self.env["hr.employee"].search([("asn_nip", "=", nip)])


@tagged("post_install", "-at_install")
class TestAsnImport(ImportCase):
    # ------------------------------------------------------------------
    # What is written
    # ------------------------------------------------------------------

    def test_imported_person_equals_a_person_made_by_the_orm(self):
        self.loader._load("employees", csv_bytes(employees({}, {}, {})))
        made = self.env["hr.employee"].create(
            {
                "name": "Ani Lestari 999, A.Md.Kep.",
                "asn_nip": "199104152019031999",
                "birthday": "1991-04-15",
                "sex": "male",
                "work_email": "ani.999@example.invalid",
                "department_id": self.clinic.id,
                "job_id": self.env["hr.job"].search([("name", "=", "Perawat Terampil")]).id,
                "asn_status": "pns",
                "asn_rank_id": self.env.ref("hr_asn_kinerja.rank_ii_d").id,
                "asn_position_kind": "functional",
                "asn_functional_level": "skill_skilled",
                "asn_is_unit_head": False,
                "asn_evaluator_id": self.head.id,
                "parent_id": self.head.id,
                "date_version": "2023-04-01",
            }
        )
        expected = self._columns_of(made, "999")
        for number in ("101", "103"):  # the first is the pattern of the others
            person = self._person(f"199104152019031{number}")
            self.assertEqual(self._columns_of(person, number), expected)
            self.assertEqual(person.job_title, "Perawat Terampil")
            self.assertEqual(person.asn_evaluator_id, self.head)
            self.assertEqual(person.work_contact_id.email, f"ani.{number}@example.invalid")

    def _columns_of(self, person, number):
        """Return all columns of the four tables, without ids and times; links as what they are."""
        self.env.flush_all()
        found = {}
        for record in (
            person,
            person.version_id,
            person.resource_id,
            person.work_contact_id,
        ):
            self.env.cr.execute(
                SQL(
                    "SELECT to_jsonb(t) FROM %s AS t WHERE id = %s",
                    SQL.identifier(record._table),
                    record.id,
                )
            )
            for name, value in self.env.cr.fetchone()[0].items():
                if name in ("id", "create_date", "write_date", "last_modified_date"):
                    continue
                if name in ("resource_id", "work_contact_id", "current_version_id", "employee_id"):
                    value = bool(value)
                if name == "color" and record == person.resource_id:
                    value = 1 <= value <= 11  # Odoo throws dice
                if name == "commercial_partner_id":
                    value = value == record.id
                if isinstance(value, str):
                    value = value.replace(number, "###")
                found[f"{record._table}.{name}"] = value
        return found

    def test_name_and_start_of_the_post(self):
        self.loader._load(
            "employees",
            csv_bytes(
                employees(
                    {"gelar_depan": "dr.", "gelar_belakang": "Sp.A."},
                    {"gelar_belakang": "", "tmt_golongan": "", "tmt_jabatan": ""},
                )
            ),
        )
        doctor = self._person("199104152019031101")
        self.assertEqual(doctor.name, "dr. Ani Lestari 101, Sp.A.")
        self.assertEqual(doctor.version_id.date_version, date(2023, 4, 1))  # the later of the two
        other = self._person("199104152019031102")
        self.assertEqual(other.name, "Ani Lestari 102")
        self.assertEqual(other.version_id.date_version, date(2026, 11, 24))

    def test_superior_below_in_the_file_and_head_of_unit(self):
        rows = employees(
            {"nip_atasan": "199104152019031102"},
            {"kepala_unit": "ya", "kode_unit": "T-22", "nip_atasan": "198204172008011906"},
        )
        self.loader._load("employees", csv_bytes(rows))
        head = self._person("199104152019031102")
        self.assertEqual(self._person("199104152019031101").asn_evaluator_id, head)
        self.assertEqual(self.other_agency.manager_id, head)
        self.assertTrue(head.asn_is_unit_head)

    def test_official_without_nip_evaluates(self):
        official = [
            {
                "kode": "WALI KOTA",
                "nama": "Nama Contoh",
                "jabatan": "Wali Kota",
                "kode_unit": "T-10",
            }
        ]
        self.assertEqual(self.loader._load("officials", csv_bytes(official)).created, 1)
        self.assertEqual(self.loader._load("officials", csv_bytes(official)).present, 1)
        self.loader._load("employees", csv_bytes(employees({"nip_atasan": "NON:WALI KOTA"})))
        mayor = self._person("199104152019031101").asn_evaluator_id
        self.assertEqual((mayor.name, mayor.asn_status), ("Nama Contoh", "non_asn"))

    def test_units_come_in_any_order(self):
        rows = [
            {**UNIT, "kode": "T-91.1", "kode_induk": "T-91"},
            {**UNIT, "kode": "T-91", "jenis": "bidang"},
        ]
        outcome = self.loader._load("units", csv_bytes(rows))
        self.assertEqual((outcome.created, self._found(outcome)), (2, []))
        lower = self.env["hr.department"].search([("asn_code", "=", "T-91.1")])
        self.assertEqual(lower.parent_id.asn_code, "T-91")
        self.assertEqual(lower.parent_id.parent_id, self.agency)
        self.assertEqual((lower.asn_kind, lower.parent_id.asn_kind), ("section", "division"))
        self.assertEqual(lower.asn_field, "health")

    # ------------------------------------------------------------------
    # All or nothing, again and again
    # ------------------------------------------------------------------

    def test_one_bad_row_keeps_everything_out(self):  # threat: H07
        rows = employees(*[{}] * 49, {"kode_unit": "T-404"})
        rows[-1]["nip"] = "199104152019031801"
        outcome = self.loader._load("employees", csv_bytes(rows))
        self.assertEqual(self._found(outcome), [(51, "kode_unit", "unit_unknown")])
        self.assertEqual((outcome.done, outcome.created, outcome.refused), (False, 0, 1))
        self.assertFalse(self._person("199104152019031101"))

        outcome = self.loader._load("employees", csv_bytes(rows), skip_bad=True)
        self.assertEqual((outcome.done, outcome.created, outcome.refused), (True, 49, 1))

        rows[-1]["kode_unit"] = "T-10"
        outcome = self.loader._load("employees", csv_bytes(rows))
        self.assertEqual((outcome.created, outcome.present), (1, 49))
        outcome = self.loader._load("employees", csv_bytes(rows))
        self.assertEqual((outcome.created, outcome.present), (0, 50))
        self.assertEqual(
            self.env["hr.employee"].search_count([("asn_nip", "like", "19910415%")]), 50
        )

    def test_what_a_person_typed_stays(self):
        self.nurse.name = "Siti Rahmah, S.Kep."
        self.nurse.job_title = "Perawat teladan"
        row = {
            **EMPLOYEE,
            "nip": self.nurse.asn_nip,
            "nama": "Siti Rahmah",
            "jenis_kelamin": "P",
            "tgl_lahir": "1990-03-12",
        }
        outcome = self.loader._load("employees", csv_bytes([row]))
        self.assertEqual((outcome.created, outcome.present, outcome.done), (0, 1, True))
        self.assertEqual(self.nurse.job_title, "Perawat teladan")
        outcome = self.loader._load("employees", csv_bytes([{**row, "nama": "Orang Lain"}]))
        self.assertEqual(self._found(outcome, "warning"), [(2, "nama", "name_differs")])
        self.assertEqual(self.nurse.name, "Siti Rahmah, S.Kep.")

    def test_checking_writes_nothing(self):
        outcome = self.loader._load("employees", csv_bytes(employees({}, {})), write=False)
        self.assertEqual((outcome.rows, outcome.is_clean, outcome.done), (2, True, False))
        self.assertFalse(self._person("199104152019031101"))

    def test_those_below_a_refused_person_wait(self):
        rows = employees({"golongan": "V/z"}, {"nip_atasan": "199104152019031101"}, {})
        rows[2]["nip_atasan"] = rows[1]["nip"]
        outcome = self.loader._load("employees", csv_bytes(rows), skip_bad=True)
        self.assertEqual(
            self._found(outcome),
            [
                (2, "golongan", "rank_unknown"),
                (3, "nip_atasan", "superior_refused"),
                (4, "nip_atasan", "superior_refused"),
            ],
        )
        self.assertEqual(outcome.created, 0)

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------

    def test_only_the_hr_office_imports(self):
        content = csv_bytes(employees({}))
        for user in (
            self.nurse_user,
            self.head_user,
            self.officer_user,
            self.auditor_user,
            self.plain_user,
        ):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self.loader.with_user(user)._load("employees", content)
                with self.assertRaises(AccessError):
                    self.loader.with_user(user).create({"kind": "units"})
        self.assertFalse(self._person("199104152019031101"))
        outcome = self.loader.with_user(self.hr_user)._load("employees", content)
        self.assertEqual(outcome.created, 1)
        self.assertEqual(self._person("199104152019031101").create_uid, self.hr_user)
