"""The alignment tree and the chain upwards: what each reader gets, and nothing hidden."""

import json

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AsnCase

SECRET = "RAHASIA"


class AlignmentCase(AsnCase):
    """chief <- head <- nurse: one result of each supports the one above; a second one does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.top_plan, cls.boss, cls.plan, cls.peer = (
            cls._plan_of(person) for person in (cls.chief, cls.head, cls.nurse, cls.colleague)
        )
        for plan in (cls.top_plan, cls.boss, cls.plan, cls.peer):
            cls._fill_plan(plan)
            plan.result_ids[0].sudo().name = f"Hasil {plan.employee_name}"
        cls.top, cls.middle, cls.own, cls.others = (
            plan.result_ids[0] for plan in (cls.top_plan, cls.boss, cls.plan, cls.peer)
        )
        cls.middle.sudo().parent_result_ids = cls.top
        cls.own.sudo().parent_result_ids = cls.middle
        cls.others.sudo().parent_result_ids = cls.middle

    def _as(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["asn.skp.result"].with_user(user)

    def _names(self, branch):
        return [node["name"] for node in branch["nodes"]]


@tagged("post_install", "-at_install")
class TestAsnAlignmentTree(AlignmentCase):
    def test_office_starts_above_the_plans_that_have_no_plan_above(self):
        start = self._as(self.hr_user).get_alignment("top")
        groups = {group["name"]: (group["people"], group["count"]) for group in start["groups"]}
        # The chief, the HR office and the auditor have no evaluator; nobody else stands at the top.
        self.assertEqual(groups, {"": (3, 2)})
        branch = self._as(self.hr_user).get_alignment_branch("group", 0)
        self.assertEqual(branch["count"], 2)
        self.assertEqual(self._names(branch)[0], "Hasil Cut Meutia")
        self.assertEqual(branch["nodes"][0]["count"], 1)

    def test_children_are_loaded_level_by_level(self):
        results = self._as(self.hr_user)
        below = results.browse(self.top.id).get_alignment_children()[self.top.id]
        self.assertEqual(self._names(below), ["Hasil Teuku Rizal"])
        self.assertEqual(below["nodes"][0]["count"], 2)
        both = results.browse([self.top.id, self.middle.id]).get_alignment_children()
        self.assertEqual(
            self._names(both[self.middle.id]), ["Hasil Nurul Huda", "Hasil Siti Rahmah"]
        )
        page = results.browse(self.middle.id).get_alignment_children(1)[self.middle.id]
        self.assertEqual((self._names(page), page["count"]), (["Hasil Siti Rahmah"], 2))

    def test_employee_gets_and_counts_the_own_results_only(self):
        results = self._as(self.nurse_user)
        mine = results.get_alignment("mine")["branch"]
        self.assertEqual({node["plan"] for node in mine["nodes"]}, {self.plan.id})
        (group,) = results.get_alignment("top")["groups"]
        self.assertEqual((group["name"], group["people"]), ("Teuku Rizal", 1))
        branch = results.get_alignment_branch("group", self.head.id)
        self.assertEqual({node["plan"] for node in branch["nodes"]}, {self.plan.id})
        for hidden in (self.middle, self.top, self.others):
            with self.subTest(hidden=hidden.name), self.assertRaises(AccessError):
                results.browse(hidden.id).get_alignment_children()
            with self.assertRaises(AccessError):
                results.browse([self.own.id, hidden.id]).get_alignment_children()

    def test_evaluator_and_superior_see_their_lines(self):
        mine = self._as(self.head_user).get_alignment("mine")["branch"]
        self.assertEqual(mine["count"], 2)
        supported = next(node for node in mine["nodes"] if node["id"] == self.middle.id)
        self.assertEqual(supported["count"], 2)
        below = self._as(self.chief_user).browse(self.middle.id).get_alignment_children()
        self.assertEqual(below[self.middle.id]["count"], 2)

    def test_officer_of_another_unit_sees_nothing(self):
        self.officer_user.sudo().asn_unit_ids = self.other_agency
        results = self._as(self.officer_user)
        with self.assertRaises(AccessError):
            results.browse(self.top.id).get_alignment_children()
        text = json.dumps(results.search_alignment("Hasil"))
        self.assertNotIn("Teuku", text)

    def test_hidden_children_are_not_counted(self):
        # An officer of the agency who is given the clinic only sees the clinic's branch.
        self.officer_user.sudo().asn_unit_ids = self.clinic
        self.peer.sudo().unit_id = self.other_agency
        below = self._as(self.officer_user).browse(self.middle.id).get_alignment_children()
        self.assertEqual(self._names(below[self.middle.id]), ["Hasil Siti Rahmah"])
        self.assertEqual(below[self.middle.id]["count"], 1)

    def test_results_without_support_and_without_link_are_flagged(self):
        mine = self._as(self.head_user).get_alignment("mine")
        flags = {n["id"]: (n["unsupported"], n["unlinked"]) for n in mine["branch"]["nodes"]}
        second = self.boss.result_ids - self.middle
        self.assertEqual(flags, {self.middle.id: (False, False), second.id: (True, True)})
        # The nurse leads nobody, so nothing of hers lacks support.
        own = self._as(self.nurse_user).get_alignment("mine")["branch"]["nodes"]
        self.assertFalse(any(node["unsupported"] for node in own))
        # The second result of nurse and colleague each.
        loose = self._as(self.head_user).get_alignment_branch("unlinked", "mine")
        self.assertEqual(loose["count"], 2)
        self.assertEqual({n["plan"] for n in loose["nodes"]}, {self.plan.id, self.peer.id})
        # At the top nothing is missing: there is no plan above.
        everything = self._as(self.hr_user).get_alignment_branch("unlinked", "top")
        self.assertNotIn(self.top_plan.id, {node["plan"] for node in everything["nodes"]})
        self.assertEqual(everything["count"], 3)

    def test_shares_are_added_up_against_the_target(self):
        target = self.middle.indicator_ids
        self.assertEqual(target.target_value, 3600)
        for result, share in ((self.own, 2000), (self.others, 1200)):
            result.sudo().cascade = "split"
            result.sudo().indicator_ids.write(
                {"parent_indicator_id": target.id, "target_value": share}
            )

        def status(user):
            nodes = self._as(user).get_alignment("mine")["branch"]["nodes"]
            node = next(node for node in nodes if node["id"] == self.middle.id)
            return node["targets"][0]["share"]

        share = status(self.head_user)
        self.assertEqual((share["status"], share["unequal"]), ("little", 0))
        self.assertEqual(share["total"].replace(",", "").replace(".", ""), "3200 pasien")
        self.others.sudo().indicator_ids.target_value = 1600
        self.assertEqual(status(self.head_user)["status"], "ok")
        self.others.sudo().indicator_ids.target_value = 1601
        self.assertEqual(status(self.head_user)["status"], "much")
        # Whoever may not read every share is told no sum.
        self.officer_user.sudo().asn_unit_ids = self.clinic
        self.peer.sudo().unit_id = self.other_agency
        (node,) = [
            node
            for node in self._as(self.officer_user).get_alignment_branch("group", self.chief.id)[
                "nodes"
            ]
            if node["id"] == self.middle.id
        ]
        self.assertEqual(node["targets"][0]["share"]["status"], "hidden")
        self.assertFalse(node["targets"][0]["share"]["total"])

    def test_made_up_arguments_are_refused_in_words(self):
        results = self._as(self.hr_user)
        for value in ("1", [1], 1.5, True, -1, 2**40):
            with self.subTest(value=value):
                with self.assertRaises(UserError):
                    results.get_alignment("top", value)
                with self.assertRaises(UserError):
                    results.get_alignment_branch("group", value)
                with self.assertRaises(UserError):
                    results.get_alignment_branch("mine", False, False, value)
                with self.assertRaises(UserError):
                    results.browse(self.top.id).get_alignment_children(value)
                with self.assertRaises(UserError):
                    results.get_alignment_chain(value)
        for branch in ("", "other", 7, ["mine"]):
            with self.subTest(branch=branch), self.assertRaises(UserError):
                results.get_alignment_branch(branch)
        for start in ("", "chain", 7, None, ["top"]):
            with self.subTest(start=start), self.assertRaises(UserError):
                results.get_alignment(start)
        with self.assertRaises(UserError):
            results.get_alignment_children()
        with self.assertRaises(UserError):
            results.browse([self.top.id] * 101).get_alignment_children()

    def test_number_of_queries_does_not_grow_with_the_people(self):
        def queries():
            results = self._as(self.head_user)
            before = self.env.cr.sql_log_count
            results.browse(self.middle.id).get_alignment_children()
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for number in range(8):
            employee = self.env["hr.employee"].create(
                {
                    "name": f"Pegawai {number}",
                    "asn_evaluator_id": self.head.id,
                    "department_id": self.clinic.id,
                    "date_version": "2020-01-01",
                }
            )
            plan = self.env["asn.skp"].create(
                {"employee_id": employee.id, "period_id": self.year.id}
            )
            self.env["asn.skp.result"].create(
                {
                    "skp_id": plan.id,
                    "name": "Hasil",
                    "parent_result_ids": [Command.link(self.middle.id)],
                    "indicator_ids": [Command.create({"name": "Jumlah", "target_value": 5})],
                }
            )
        self.assertEqual(queries(), few)
        self.assertLess(few, 35)


@tagged("post_install", "-at_install")
class TestAsnAlignmentPaths(AlignmentCase):
    def test_employee_sees_wording_name_and_post_up_to_the_top(self):
        self.middle.sudo().indicator_ids.name = SECRET
        self.top.sudo().assignment_source = SECRET
        chain = self._as(self.nurse_user).get_alignment_chain()
        self.assertEqual(chain["result_id"], self.own.id)
        self.assertEqual(chain["end"], "top")
        self.assertEqual(
            [[(s["name"], s["person"]) for s in level] for level in chain["levels"]],
            [
                [("Hasil Siti Rahmah", "Siti Rahmah")],
                [("Hasil Teuku Rizal", "Teuku Rizal")],
                [("Hasil Cut Meutia", "Cut Meutia")],
            ],
        )
        self.assertEqual([bool(level[0]["id"]) for level in chain["levels"]], [True, False, False])
        self.assertEqual(set(chain["levels"][1][0]), {"id", "name", "person", "post"})
        self.assertNotIn(SECRET, json.dumps(chain))

    def test_result_without_a_link_says_so(self):
        second = self.plan.result_ids - self.own
        chain = self._as(self.nurse_user).get_alignment_chain(second.id)
        self.assertEqual((len(chain["levels"]), chain["end"]), (1, "unlinked"))
        chain = self._as(self.chief_user).get_alignment_chain(self.top.id)
        self.assertEqual((len(chain["levels"]), chain["end"]), (1, "top"))

    def test_chain_of_a_hidden_result_is_refused(self):
        for hidden in (self.others, self.top):
            with self.subTest(hidden=hidden.name), self.assertRaises(AccessError):
                self._as(self.nurse_user).get_alignment_chain(hidden.id)
        with self.assertRaises(AccessError):
            self._as(self.outsider_user).get_alignment_chain(self.own.id)

    def test_nobody_without_results_gets_an_error(self):
        chain = self._as(self.plain_user).get_alignment_chain()
        self.assertFalse(chain["levels"] or chain["own"] or chain["result_id"])

    def test_cancelled_plan_is_left_out_of_the_chain(self):
        self.top_plan.with_user(self.hr_user).action_cancel("Ganda.")
        chain = self._as(self.nurse_user).get_alignment_chain()
        self.assertEqual(len(chain["levels"]), 2)

    def test_circle_ends(self):
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO asn_skp_result_parent_rel (result_id, parent_id) VALUES (%s, %s)",
            [self.top.id, self.own.id],
        )
        chain = self._as(self.nurse_user).get_alignment_chain()
        self.assertEqual(len(chain["levels"]), 3)
        found = self._as(self.hr_user).search_alignment("Siti Rahmah")
        self.assertTrue(all(len(path) <= 3 for path in found["paths"]))

    def test_search_finds_by_wording_and_by_person_with_the_way_down(self):
        found = self._as(self.hr_user).search_alignment("hasil siti")
        self.assertEqual(found["paths"], [[self.top.id, self.middle.id, self.own.id]])
        self.assertEqual(found["nodes"][self.top.id]["person"], "Cut Meutia")
        self.assertFalse(found["more"])
        by_person = self._as(self.hr_user).search_alignment("rahmah")
        self.assertEqual({path[-1] for path in by_person["paths"]}, set(self.plan.result_ids.ids))
        self.assertFalse(self._as(self.hr_user).search_alignment("  ")["paths"])

    def test_search_shows_no_hidden_result_and_no_hidden_way(self):
        found = self._as(self.nurse_user).search_alignment("hasil")
        self.assertEqual(found["paths"], [[self.own.id]])
        self.assertEqual(set(found["nodes"]), {self.own.id})
        found = self._as(self.head_user).search_alignment("hasil siti")
        self.assertEqual(found["paths"], [[self.middle.id, self.own.id]])
        for text in ("a\x00b", "\ud800", "x" * 101, 7, ["x"]):
            with self.subTest(text=text), self.assertRaises(UserError):
                self._as(self.hr_user).search_alignment(text)

    def test_plan_opens_the_chain_of_its_first_result(self):
        params = self.plan.with_user(self.nurse_user).action_open_alignment()["params"]
        self.assertEqual((params["start"], params["result"]), ("chain", self.own.id))
        with self.assertRaises(AccessError):
            self.peer.with_user(self.nurse_user).action_open_alignment()
