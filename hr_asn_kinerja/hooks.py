"""What happens around the addon as a whole."""


def uninstall_hook(env):
    """Leave nothing behind, besides what Odoo removes by itself."""
    # Meetings of dialogues: without the dialogue nobody knows what they were about.
    env["asn.dialogue"].search([]).event_id.unlink()
    # Tasks about a broken chain lead to a page that goes.
    env["mail.activity"].search(
        [("res_model", "=", False), ("note", "ilike", "hr_asn_kinerja.asn_signature_action")]
    ).unlink()
    env["asn.signature"]._remove_database_objects()
    env["asn.access.log"]._remove_database_objects()
    env["asn.transition"]._remove_database_objects()
    remove_traces(env, "hr_asn_kinerja", env["ir.model"].search([("model", "=like", "asn.%")]))


def remove_traces(env, addon, ir_models):
    """Remove what Odoo would keep when ``addon`` goes with its models.

    Favourites and lists of columns to export name a model in words, so no deletion reaches them.
    Notes about foreign keys on Odoo's own tables outlive the keys. Addons that extend what our
    models inherit (mail and those on top of it) put external ids of their own on our parts.

    :param ir_models: the ``ir.model`` records that go
    """
    names = ir_models.mapped("model")
    filters = env["ir.filters"].with_context(active_test=False)
    filters.search([("model_id", "in", names)]).unlink()
    env["ir.exports"].search([("resource", "in", names)]).unlink()
    env["ir.model.constraint"].search([("module.name", "=", addon), ("type", "=", "f")]).unlink()
    parts = {
        "ir.model.fields.selection": ("field_id.model_id", "in", ir_models.ids),
        "ir.model.inherit": ("model_id", "in", ir_models.ids),
    }
    for part, domain in parts.items():
        env["ir.model.data"].search(
            [
                ("model", "=", part),
                ("res_id", "in", env[part].search([domain]).ids),
                ("module", "not =like", "hr_asn_kinerja%"),
            ]
        ).unlink()
