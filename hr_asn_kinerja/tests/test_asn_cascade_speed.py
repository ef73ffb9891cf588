from ast import literal_eval

from lxml import etree

from odoo import Command
from odoo.tests import tagged

from .test_asn_cascade import CascadeCase

# What a web client may cost when it saves one plan with 12 indicators.
MOST_QUERIES = 30


@tagged("post_install", "-at_install")
class TestAsnCascadeSpeed(CascadeCase):
    def _specification(self, model, arch):
        """Return what the form asks back after saving: the fields of its view, lists included."""
        answer = {}
        for node in self._own_fields(arch):
            field = self.env[model]._fields[node.get("name")]
            spec = answer.setdefault(field.name, {})
            if field.type == "many2one":
                spec["fields"] = {"display_name": {}}
                spec["context"] = literal_eval(node.get("context", "{}"))
            elif field.type.endswith("2many"):
                lines = node.find("list")
                inner = {} if lines is None else self._specification(field.comodel_name, lines)
                spec["fields"] = inner
        return answer

    def _own_fields(self, arch):
        """The fields of a view, without those of the lists inside it."""
        for node in arch:
            if node.tag == "field":
                yield node
            elif isinstance(node.tag, str):
                yield from self._own_fields(node)

    def _values(self, plan, parents):
        """Three results with four indicators each, linked to the superior's."""
        return {
            "result_ids": [
                Command.create(
                    {
                        "name": f"Hasil {result} {plan.id}",
                        "cascade": "split",
                        "parent_result_ids": [Command.link(parents[result % 2].id)],
                        "indicator_ids": [
                            Command.create(
                                {
                                    "name": f"Indikator {result}.{number}",
                                    "unit": "kali",
                                    "target_value": 10 * number,
                                    "parent_indicator_id": parents[result % 2].indicator_ids.id,
                                }
                            )
                            for number in range(1, 5)
                        ],
                    }
                )
                for result in range(3)
            ]
        }

    def test_saving_twelve_indicators(self):
        view = self.env.ref("hr_asn_kinerja.asn_skp_view_form")
        views = self.env["asn.skp"].with_user(self.nurse_user).get_views([(view.id, "form")])
        spec = self._specification("asn.skp", etree.fromstring(views["views"]["form"]["arch"]))
        self.assertIn("indicator_summary", spec["result_ids"]["fields"])
        parents = self.boss_plan.result_ids
        lang = self.env["res.lang"].get_installed()[0][0]
        own = self.plan.with_user(self.nurse_user).with_context(lang=lang)
        # A first round fills what a running server has in memory: access rules, languages.
        own.web_save(self._values(own, parents), spec)
        own.result_ids.unlink()
        self.env.invalidate_all()
        own.web_read(spec)
        values = self._values(own, parents)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        answer = own.web_save(values, spec)
        self.env.flush_all()
        count = self.env.cr.sql_log_count - before
        self.assertEqual(len(answer[0]["result_ids"]), 3)
        self.assertEqual(self.plan.indicator_count, 12)
        self.assertLessEqual(count, MOST_QUERIES)
