"""The program ./asn: prepares Odoo 19, PostgreSQL and the demonstration, and runs the tests.

Standard library only: it runs before anything is installed. ``inside/`` alone runs within Odoo.
"""
