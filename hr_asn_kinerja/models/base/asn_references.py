from odoo import models


class Base(models.AbstractModel):
    """Forms of other models that point to ours by a model and an id, such as an activity's.

    Odoo reads the name of what is pointed to as superuser, before anything is saved and checked:
    whoever counts up ids would read the label of every hidden document.
    """

    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """Answer for documents of ours only that the caller may read.

        Models of ours ask this themselves, beside what is linked already.
        """
        if not self.env.su and not hasattr(self, "_guard_links"):
            for document in self._asn_get_referred(values):
                document.check_access("read")
        return super().onchange(values, field_names, fields_spec)

    def _asn_get_referred(self, values):
        """Return the documents of ours that a form would point to.

        :param values: what the client sent for the form; defaults stand in the context
        """
        given = dict(values) if isinstance(values, dict) else {}

        def get(name):
            return given.get(name) or self.env.context.get(f"default_{name}") or self[:1][name]

        found = []
        for name, field in self._fields.items():
            is_given = name in given or f"default_{name}" in self.env.context
            if field.type == "many2one_reference":
                if is_given or field.model_field in given:
                    found.append((get(field.model_field), get(name)))
            elif is_given and field.type == "reference" and isinstance(get(name), str):
                found.append(tuple(get(name).split(",")[:2]))
            elif is_given and field.type == "many2one":
                found.append((field.comodel_name, get(name)))
        return [
            self.env[model].browse(int(key))
            for model, key in found
            if self._asn_is_document(model) and str(key).isdecimal()
        ]

    def _asn_is_document(self, model):
        return isinstance(model, str) and model.startswith("asn.") and model in self.env
