"""A half-year of four people in two agencies, one at each stage of the work."""

from odoo.tests import tagged

from odoo.addons.hr_asn_kinerja.tests.common import AsnCase, AsnDataMixin


class RecapDataMixin(AsnDataMixin):
    """nurse is released as good, colleague is rated but not released, officer has not begun,
    outsider (the other agency) is released as in need of improvement.
    """

    @classmethod
    def _make_half(cls, env):
        cls._make_year(env)
        people = (cls.nurse, cls.colleague, cls.officer, cls.outsider)
        for employee in people:
            cls._agree_plan(employee)
        cls.half.with_user(cls.hr_user).action_open()
        nurse, colleague, officer, outsider = (
            cls._plan_of(employee).evaluation_ids for employee in people
        )
        cls.nurse_evaluation, cls.colleague_evaluation = nurse, colleague
        cls.officer_evaluation, cls.outsider_evaluation = officer, outsider
        # 1,620 of the 1,800 patients due: 90 percent; 45 of 50 on time where 90 percent were
        # planned: 100 percent. The mean is 95.
        patients, on_time = nurse.line_ids.indicator_id.sorted("id")
        cls._log(patients, 1620)
        cls._log(on_time, 45, denominator=50)
        nurse.with_user(cls.nurse_user).action_submit()
        cls._rate(nurse, "meets", "above")
        nurse.with_user(cls.head_user).action_release()
        # All of the 1,800 patients; nothing about being on time, which then does not count.
        patients = colleague.line_ids.indicator_id.sorted("id")[0]
        cls._log(patients, 1800)
        colleague.with_user(cls.colleague_user).action_submit()
        cls._rate(colleague, "above", "above")
        # 900 of 1,800 patients are 50 percent; nothing else was measured.
        patients = outsider.line_ids.indicator_id.sorted("id")[0]
        cls._log(patients, 900)
        cls._rate(outsider, "below", "meets")
        outsider.with_user(cls.hr_user).action_release()


@tagged("post_install", "-at_install")
class RecapCase(RecapDataMixin, AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_half(cls.env)
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _make_posts(cls, employee, *evaluations):
        """Let each evaluation be of a post that ``employee`` held in a month of its own."""
        for month, evaluation in enumerate(evaluations, 1):
            dates = {"date_start": f"2026-{month:02}-01", "date_end": f"2026-{month:02}-28"}
            evaluation.skp_id.sudo().write({**dates, "employee_id": employee.id})
            evaluation.sudo().employee_id = employee
        cls.env.flush_all()

    @classmethod
    def _file_objection(cls):
        evaluation = cls.nurse_evaluation.with_user(cls.nurse_user)
        action = evaluation.action_answer_result()
        objection = cls.env["asn.objection"].with_user(cls.nurse_user).browse(action["res_id"])
        objection.reason_results = "Dua bulan pertama belum dihitung."
        objection.action_file()
        return objection
