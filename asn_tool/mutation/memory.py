"""What was found before: each verdict is written down at once, so a run that was ended goes on."""

import hashlib
import json


def fingerprint(paths):
    """A hash of the content of files; the verdict on a mutant holds as long as it is the same."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class Memory:
    """The verdicts of earlier runs, a line of JSON each; the last one of a mutant holds."""

    def __init__(self, path, *, anew=False):
        self.path = path
        self._found = {}
        if anew:
            path.unlink(missing_ok=True)
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            try:
                found = json.loads(line)
                self._found[found["key"]] = (found["of"], found["verdict"])
            except (ValueError, KeyError):
                continue  # the line at which a run was ended

    def recall(self, key, of):
        """The verdict on a mutant when its file and its tests, ``of``, are still the same."""
        known, verdict = self._found.get(key, (None, None))
        return verdict if known == of else None

    def keep(self, key, of, verdict):
        """Write a verdict down."""
        self._found[key] = (of, verdict)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "of": of, "verdict": verdict}) + "\n")
