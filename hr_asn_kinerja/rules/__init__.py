"""The regulation as plain functions and dated tables; no database, no language, no "today".

Everything here follows from its arguments alone. Sources: PP 30/2019 (appraisal of PNS, objection),
PermenPANRB 6/2022 (plans, ratings, predicate; used from the appraisal year 2022), SE MenPANRB
3/2023 (distribution patterns), PermenPANRB 1/2023 with Peraturan BKN 3/2023 (credit points; from
2023), PermenPANRB 14/2017 (satisfaction index). Where the regulation leaves something open the
module says "Our choice" and takes the office's own value as an argument.
"""
