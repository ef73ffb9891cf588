"""Percentiles of a call that people wait for, one request at a time."""

import time


def waits(env, calls, most, what):
    """Run each call with an empty cache, as in a request of its own; print p50 and p95.

    :param calls: functions without arguments; each returns the number of things that it showed
    :param most: seconds that the 95th percentile may take (of 20 calls the slowest but one)
    :param what: the things, for the line that is printed
    :return: the numbers in the order of the calls
    :raises RuntimeError: the 95th percentile takes longer
    """
    seconds, shown = [], []
    for call in calls:
        env.invalidate_all()
        began = time.perf_counter()
        shown.append(call())
        seconds.append(time.perf_counter() - began)
    ordered = sorted(seconds)
    middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95) - 1]
    print(f"p50 {middle * 1000:.0f} ms, p95 {high * 1000:.0f} ms, {shown[-1]} {what}")
    if high > most:
        raise RuntimeError(f"p95 is {high:.2f} s, at most {most} s are wanted")
    return shown
