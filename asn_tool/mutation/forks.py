"""The processes in which mutants are tried."""

import ctypes
import signal

PR_SET_PDEATHSIG = 1


def end_with_parent():
    """Let the kernel end this forked process when the one that started it is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
