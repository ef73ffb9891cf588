"""Python for Odoo's shell that fills a live database, as strings: see ``live_server.shell``.

They use the people of the addon's own tests and commit what they make.
"""

# The people, with logins in Indonesian: login and password are asn_<key>.
REGION = """
from odoo.addons.hr_asn_kinerja.tests.common import AsnDataMixin

AsnDataMixin._make_region(env(context={"tracking_disable": True}))
users = env["res.users"].search([("login", "=like", "asn\\\\_%")])
users.write({"lang": "id_ID", "tz": "Asia/Jakarta"})
env.cr.commit()
"""
# After REGION, in the same script: the year and the half-year of today are open; the nurse's plan
# is agreed and one entry logged, the colleague's plan is a draft.
HALF_YEAR = """
data = AsnDataMixin
data.env = env
today = env["asn.period"]._local_today(env.company)
data.year = env["asn.period"].browse(env["asn.period"].action_generate(today.year)["res_id"])
half = data.year.child_ids.filtered(lambda period: period.date_start <= today <= period.date_end)
data.year.with_user(data.hr_user).action_open()
plan = data._agree_plan(data.nurse)
half.with_user(data.hr_user).action_open()
data._log(plan.result_ids.indicator_ids[0], 900, today, note="Pelayanan rawat jalan")
env.cr.commit()
"""
