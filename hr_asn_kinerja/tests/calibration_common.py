from unittest.mock import patch

from odoo.tests import tagged

from .common import AsnCase


@tagged("post_install", "-at_install")
class CalibrationCase(AsnCase):
    """nurse and colleague are rated by head, head by chief; nothing is released."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        for person in (cls.nurse, cls.colleague, cls.head):
            cls._agree_plan(person)
        cls.second_half.with_user(cls.hr_user).action_open()
        cls.of_nurse = cls._plan_of(cls.nurse).evaluation_ids
        cls.of_colleague = cls._plan_of(cls.colleague).evaluation_ids
        cls.of_head = cls._plan_of(cls.head).evaluation_ids
        cls._rate(cls.of_nurse, "meets", "meets")
        cls._rate(cls.of_colleague, "above", "above")
        cls._rate(cls.of_head, "meets", "above")
        cls.env.flush_all()

    def _board(self, user, unit=None, period=None):
        return (
            self.env["asn.calibration"]
            .with_user(user)
            .get_board((unit or self.agency).id, (period or self.second_half).id)
        )

    def _stamp(self, evaluation):
        return evaluation._get_move_stamp(evaluation.sudo().rating_ids)

    def _move(self, user, evaluation, result, behaviour, reason="Sesuai bukti.", stamp=None):
        stamp = self._stamp(evaluation) if stamp is None else stamp
        return evaluation.with_user(user).action_move(result, behaviour, reason, stamp)

    def _start(self, user=None, unit=None):
        calibrations = self.env["asn.calibration"].with_user(user or self.hr_user)
        return calibrations.browse(
            calibrations.action_start((unit or self.agency).id, self.second_half.id)
        )

    @classmethod
    def _set_organisation(cls, value):
        """Let the agency have this achievement, whoever sets achievements."""
        cls.startClassPatcher(
            patch.object(
                cls.registry["asn.calibration"],
                "_get_organisation_predicate",
                lambda self, unit, period: value,
            )
        )
