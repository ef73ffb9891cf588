"""Facts that an office keeps about a person: by which office, and never by the person."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AsnCase


@tagged("post_install", "-at_install")
class TestAsnGuardOffice(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env.ref("hr_asn_kinerja.absence_kind_maternity")

    def _absence(self, person):
        return self.env["asn.absence"].create(
            {
                "employee_id": person.id,
                "kind_id": self.kind.id,
                "date_start": "2026-02-01",
                "date_end": "2026-04-30",
            }
        )

    def _assert_kept(self, absence, expected):
        for key, is_keeper in expected.items():
            own = absence.with_user(getattr(self, f"{key}_user"))
            with self.subTest(key, person=absence.employee_id.name):
                self.assertEqual(own._workflow_editable_parts(), {"record"} if is_keeper else set())
                own.invalidate_recordset(["is_keeper"])
                self.assertIs(own.is_keeper, is_keeper)

    def test_by_the_officer_of_the_unit_and_by_the_office_of_the_region(self):
        nobody = dict.fromkeys(("nurse", "head", "chief", "auditor", "outsider"), False)
        absence = self._absence(self.nurse)
        self._assert_kept(absence, {**nobody, "officer": True, "hr": True, "admin_asn": True})
        elsewhere = self._absence(self.outsider)
        self._assert_kept(elsewhere, {**nobody, "officer": False, "hr": True})
        self.head_user.asn_unit_ids = self.agency  # units without the office
        self._assert_kept(absence, {"head": False})
        with self.assertRaises(ValueError):
            (absence | elsewhere)._workflow_editable_parts()

    def test_never_by_the_person(self):
        self._assert_kept(self._absence(self.officer), {"officer": False, "hr": True})
        self._assert_kept(self._absence(self.hr), {"hr": False, "officer": False})

    def test_not_beyond_the_region_and_not_without_a_unit(self):
        absence = self._absence(self.nurse)
        self.nurse.department_id = False
        self._assert_kept(absence, {"officer": False, "hr": True})
        other = self.env["res.company"].create({"name": "Kabupaten Aceh Singkil"})
        absence.employee_id = self.env["hr.employee"].create(
            {"name": "Cut Nyak", "company_id": other.id, "department_id": self.clinic.id}
        )
        self._assert_kept(absence, {"hr": False, "officer": False})

    def test_a_new_one_is_filled_in_and_another_refused_in_words(self):
        new = self.env["asn.absence"].with_user(self.nurse_user).new({"employee_id": self.nurse.id})
        self.assertIs(new.is_keeper, True)
        absence = self._absence(self.hr).with_user(self.hr_user).with_context(lang="en_US")
        with self.assertRaisesRegex(AccessError, "while it is kept by the offices"):
            absence.write({"date_end": "2026-05-31"})
