from odoo.http import dispatch_rpc, request

from odoo.addons.rpc.controllers import RPC
from odoo.addons.rpc.controllers.xmlrpc import dumps


class LanguageOfXmlRpc(RPC):
    """Odoo's XML-RPC, in the language of the user where a call on our models names none.

    Not among the dependencies: where a region removed the app, there is no such door, and this
    class is not used.
    """

    def _xmlrpc(self, service):
        """Answer a call as it was read for our models; others as Odoo does."""
        if not hasattr(request, "asn_call"):
            return super()._xmlrpc(service)
        params, method = request.asn_call
        return dumps((dispatch_rpc(service, method, params),))
