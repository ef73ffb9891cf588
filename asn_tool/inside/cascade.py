"""Says how the imported results support those of the superiors: same target, share, or neither."""

from odoo.tools import SQL


def settle(env, year):
    """Link indicators of the same name along the imported links of a year's results.

    The import knows which result supports which. An average or a ratio with the superior's target
    is the same target passed down. A number that adds up is a share of the superior's, unless the
    shares come to half as much again: then everybody has a number of his or her own.
    """
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE pair ON COMMIT DROP AS
            SELECT DISTINCT ON (child.id)
                   child.id AS child_id, child.result_id, parent.id AS parent_id,
                   child.target_value, parent.target_value AS parent_target,
                   child.aggregation = 'sum' AS adds_up
              FROM asn_skp AS plan
              JOIN asn_skp_indicator AS child ON child.skp_id = plan.id
              JOIN asn_skp_result_parent_rel AS link ON link.result_id = child.result_id
              JOIN asn_skp_indicator AS parent ON parent.result_id = link.parent_id
                                              AND parent.name = child.name
                                              AND parent.aggregation = child.aggregation
             WHERE plan.period_id = %s AND plan.state <> 'cancelled'
               AND child.target_kind = 'number' AND parent.target_kind = 'number'
          ORDER BY child.id, parent.id
            """,
            year.id,
        )
    )
    env.cr.execute(
        """
        DELETE FROM pair
         WHERE NOT adds_up AND target_value <> parent_target
            OR adds_up AND parent_id IN (
               SELECT parent_id FROM pair GROUP BY parent_id, parent_target
               HAVING sum(target_value) > 1.5 * parent_target)
        """
    )
    env.cr.execute(
        """
        UPDATE asn_skp_indicator AS indicator SET parent_indicator_id = pair.parent_id
          FROM pair WHERE indicator.id = pair.child_id
        """
    )
    env.cr.execute(
        """
        UPDATE asn_skp_result AS result
           SET cascade = CASE WHEN kind.adds_up THEN 'split' ELSE 'same' END
          FROM (SELECT result_id, bool_and(adds_up) AS adds_up FROM pair GROUP BY result_id) AS kind
         WHERE result.id = kind.result_id
        """
    )
    env.cr.execute(
        """
        UPDATE asn_skp_result AS result SET cascade = 'indirect'
          FROM asn_skp_result_parent_rel AS link
         WHERE link.result_id = result.id AND result.cascade IS NULL
        """
    )
    env.cr.execute("DROP TABLE pair")
    env.invalidate_all()
