"""My report: a released result on one page, in plain words, for the person it is about."""

from . import asn_my_report
from . import asn_my_report_doors
