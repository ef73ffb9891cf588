import json

from .common import AsnCase

NEW_TARGET = 4000


class RevisionCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls._make_year(cls.env)
        cls.half.with_user(cls.hr_user).action_open()
        cls.plan = cls._agree_plan(cls.nurse)
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids

    def _reopen(self, period=None, reason="Perjanjian kinerja berubah", user=None):
        plan = self.plan.with_user(user or self.head_user)
        plan.action_reopen(reason, period.id if period else None)

    def _agree_again(self):
        self.plan.with_user(self.nurse_user).action_propose()
        self.plan.with_user(self.head_user).action_agree()

    def _evaluation(self, period):
        return self.plan.evaluation_ids.filtered(lambda e: e.period_id == period)

    def _content(self, number):
        version = self.plan.revision_ids.filtered(lambda v: v.number == number)
        return json.loads(version.content)
