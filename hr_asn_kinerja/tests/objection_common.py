"""A released evaluation to answer, and short ways through the steps of an objection."""

from .common import AsnCase

RELEASED = "2026-03-02 04:00:00"  # 11:00 on 2 March in western Indonesia


class ObjectionCase(AsnCase):
    """The nurse's first half-year: below in results, meets in behaviour; received on 2 March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls._rate(cls.evaluation, "below", "meets")
        cls.evaluation.with_user(cls.head_user).action_release()
        cls.evaluation.date_received = "2026-03-02"
        cls.mine = cls.evaluation.with_user(cls.nurse_user)

    def _begin(self, **values):
        """Return the draft of the nurse, as the nurse, with a reason."""
        action = self.mine.action_answer_result()
        draft = self.env["asn.objection"].with_user(self.nurse_user).browse(action["res_id"])
        draft.write({"reason_results": "Target tercapai, bukti ada di log.", **values})
        return draft

    def _file(self, **values):
        draft = self._begin(**values)
        draft.action_file()
        return draft

    def _explain(self, objection, text="Sebagian bukti belum lengkap."):
        theirs = objection.with_user(self.head_user)
        theirs.draft_explanation = text
        theirs.action_explain()
        return theirs

    def _decide(self, objection, outcome, **values):
        theirs = objection.with_user(self.chief_user)
        theirs.write(
            {"draft_outcome": outcome, "draft_decision": "Kedua pihak sudah didengar.", **values}
        )
        theirs.action_decide()
        return theirs
