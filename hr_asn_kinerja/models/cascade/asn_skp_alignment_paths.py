from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .asn_skp_alignment import DEPTH_LIMIT, HITS_LIMIT


class AsnSkpAlignmentPaths(models.Model):
    """Ways through the alignment tree: up from a result, and down to what was searched for."""

    _inherit = "asn.skp.result"

    # ------------------------------------------------------------------
    # Up from a result
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_alignment_chain(self, result_id=False, period_id=False):
        """Return the results above one result, up to the top, level by level.

        Of results that the reader may not read, only wording, name and post are told.

        :param result_id: the result to start from; an own main result when it is left out
        :return: dict of ``years``, ``period_id``, ``own`` (results of the reader to start from),
            ``result_id``, ``levels`` (the start first; each a list of ``name``, ``person``,
            ``post``, ``id`` when it may be opened) and ``end``: why there is nothing above the
            last level (``unlinked``, ``top``, or empty for no result at all)
        :raises AccessError: the result is hidden from the reader
        :raises UserError: an argument is no id
        """
        plans = self.env["asn.skp"]
        result_id = plans._screen_id(result_id)
        years, period_id = plans._screen_years(plans._screen_id(period_id))
        own = self.browse(self._alignment_own(period_id)).sorted(
            lambda r: (r.kind != "main", r.sequence, r.id)
        )
        start = self.browse(result_id) if result_id else own[:1]
        start.check_access("read")
        start = start.exists()
        return {
            "years": years,
            "period_id": period_id,
            "own": [{"id": result.id, "name": result.name} for result in own],
            "result_id": start.id,
            "levels": start._alignment_levels() if start else [],
            "end": start._alignment_end() if start else "",
        }

    def _alignment_levels(self):
        """Return the levels above ``self``; a result on two ways stands on the higher level."""
        self.ensure_one()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE chain(id, level, way) AS (
                    SELECT %(id)s::int, 0, ARRAY[%(id)s::int]
                     UNION
                    SELECT link.parent_id, chain.level + 1, chain.way || link.parent_id
                      FROM chain
                      JOIN asn_skp_result_parent_rel AS link ON link.result_id = chain.id
                      JOIN asn_skp_result AS above ON above.id = link.parent_id
                      JOIN asn_skp AS plan ON plan.id = above.skp_id
                     WHERE plan.state <> 'cancelled' AND above.active
                       AND chain.level < %(depth)s
                       AND link.parent_id <> ALL(chain.way)
                )
                SELECT id, MAX(level) AS level FROM chain GROUP BY id ORDER BY level, id
                """,
                id=self.id,
                depth=DEPTH_LIMIT,
            )
        )
        chain = self.browse(key for key, _level in rows)
        # sudo: wording, name and post of the results above are what the chain is for; nothing
        # else of them is returned
        chain = self.sudo().browse(key for key, _level in rows)
        plans = chain.skp_id.with_env(self.env)._filtered_access("read")
        texts = {result.id: result for result in chain}
        levels = [[] for _ in range(rows[-1][1] + 1)]
        for key, level in rows:
            result = texts[key]
            levels[level].append(
                {
                    "id": key if result.skp_id.id in plans.ids else False,
                    "name": result.name,
                    "person": result.skp_id.employee_name or "",
                    "post": result.skp_id.job_title or "",
                }
            )
        return [level for level in levels if level]

    def _alignment_end(self):
        """Return why the chain ends: nothing was linked yet, or there is nobody above."""
        self.ensure_one()
        return "unlinked" if self.is_unlinked else "top"

    # ------------------------------------------------------------------
    # Down to what was searched for
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def search_alignment(self, text, period_id=False):
        """Return results by wording or person, each with its way from the top.

        :param text: a part of the wording or of the person's name
        :return: dict of ``nodes`` ({id: node} of the hits and of the readable results above them),
            ``paths`` (of each hit the ids from the top down to it) and ``more``
        :raises UserError: the text cannot be searched for
        """
        plans = self.env["asn.skp"]
        _years, period_id = plans._screen_years(plans._screen_id(period_id))
        text = plans._screen_text(text)
        if not text:
            return {"nodes": {}, "paths": [], "more": False}
        hits = self._alignment_hits(text, period_id)
        paths = hits[:HITS_LIMIT]._alignment_paths()
        results = self.browse(dict.fromkeys(key for path in paths for key in path))
        return {
            "nodes": {node["id"]: node for node in results._alignment_nodes([period_id])},
            "paths": paths,
            "more": len(hits) > HITS_LIMIT,
        }

    @api.model
    def _alignment_hits(self, text, period_id):
        """Return results by the person's name first, then by wording; one more than are shown.

        Two searches, each with an end: one for both would sort the whole region.
        """
        people = self.env["asn.skp"].search(
            [
                ("period_id", "=", period_id),
                ("state", "!=", "cancelled"),
                ("employee_name", "ilike", text),
            ],
            limit=HITS_LIMIT + 1,
        )
        hits = self.search([("skp_id", "in", people.ids)], limit=HITS_LIMIT + 1)
        wording = self._alignment_running(period_id) & Domain("name", "ilike", text)
        hits |= self.search(wording, limit=HITS_LIMIT + 1, order="id")
        return hits[: HITS_LIMIT + 1]

    def _alignment_paths(self):
        """Return for each of ``self`` the ids of one way from the top down to it.

        Where a result supports several, the way goes through the first one that may be read.
        """
        if not self:
            return []
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE way(id, path) AS (
                    SELECT id, ARRAY[id] FROM unnest(%(ids)s::int[]) AS id
                     UNION ALL
                    SELECT way.id, link.parent_id || way.path
                      FROM way
                      JOIN asn_skp_result_parent_rel AS link ON link.result_id = way.path[1]
                     WHERE cardinality(way.path) < %(depth)s
                       AND link.parent_id <> ALL(way.path)
                       AND link.parent_id IN %(readable)s
                )
                SELECT DISTINCT ON (id) id, path FROM way
              ORDER BY id, cardinality(path) DESC, path
                """,
                ids=self.ids,
                depth=DEPTH_LIMIT,
                readable=self._search(self._alignment_running()).subselect(),
            )
        )
        paths = dict(rows)
        return [paths[key] for key in self.ids]
