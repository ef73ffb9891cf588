"""The page "Log Work" as a test uses it, and what a test asks of its browser."""

import re

from playwright.sync_api import expect

# The indicators of the nurse's plan: a sum and a ratio
COUNT, SHARE = "Jumlah pasien dilayani", "Layanan tepat waktu"
# What a camera writes into the head of a photo, and the place in it.
PLACE = b"GPS 2.6N 98.0E"
CAMERA_HEAD = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0" + PLACE
# A photo of noise.
DRAW = """() => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 2400, height: 1800});
    const context = canvas.getContext("2d");
    const noise = context.createImageData(2400, 1800);
    for (let i = 0; i < noise.data.length; i += 65000) {
        crypto.getRandomValues(noise.data.subarray(i, i + 65000));
    }
    for (let i = 3; i < noise.data.length; i += 4) noise.data[i] = 255;
    context.putImageData(noise, 0, 0);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
}"""
# Everything that this browser keeps of drafts, as text.
KEPT = """async () => {
    const request = indexedDB.open("asn_log");
    const database = await new Promise((done) => (request.onsuccess = () => done(request.result)));
    const rows = {};
    for (const name of ["drafts", "files"]) {
        const all = database.transaction(name).objectStore(name).getAll();
        rows[name] = await new Promise((done) => (all.onsuccess = () => done(all.result)));
    }
    const text = (row) => Object.values(row).map((value) =>
        value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : String(value)
    ).join(" ");
    database.close();
    return {drafts: rows.drafts.map(text), files: rows.files.map(text)};
}"""
# A file as a picture: width, height and content.
FETCH = """async (url) => {
    const blob = await (await fetch(url)).blob();
    const picture = await createImageBitmap(blob);
    const reader = new FileReader();
    const text = await new Promise((done) => {
        reader.onload = () => done(reader.result.split(",")[1]);
        reader.readAsDataURL(blob);
    });
    return [picture.width, picture.height, text];
}"""


class Log:
    """The page "Log Work" of one login on a phone."""

    def __init__(self, screen, server):
        self.screen, self.server = screen, server
        self.taps = 0

    def __getattr__(self, name):
        return getattr(self.screen, name)

    def show(self):
        self.screen.open("log-work")
        expect(self.form()).to_be_visible()
        return self

    def form(self):
        return self.page.locator(".asn_log_entry.asn_open")

    def part(self, name):
        return self.page.locator(f".asn_log_{name}")

    def tap(self, name):
        self.taps += 1
        self.page.locator(f".asn_log_page button[name={name}]").first.click()

    def type(self, *, what=None, note=None, **numbers):
        if what:
            self.form().locator(".asn_log_choice", has_text=what).click()
        for name, number in numbers.items():
            self.form().locator(f"input[name={name}]").fill(str(number))
        if note is not None:
            self.form().locator("textarea[name=note]").fill(note)

    def choose_file(self, name, content, mimetype, input_name="file"):
        self.taps += 1
        self.form().locator(f"input[name={input_name}]").set_input_files(
            {"name": name, "mimeType": mimetype, "buffer": content}
        )

    def expect_saved(self, *texts):
        expect(self.part("saved")).to_be_visible()
        for text in texts:
            expect(self.part("saved")).to_contain_text(text)

    def rows(self, note):
        """What PostgreSQL holds of entries with this note: [(quantity, denominator, day)]."""
        found = self.server.sql(
            "SELECT quantity, denominator, date FROM asn_realisation"
            f" WHERE note = '{note.replace(chr(39), chr(39) * 2)}' ORDER BY id"
        )
        return [(float(part), float(whole or 0), str(day)) for part, whole, day in found]

    def forget_errors(self, pattern):
        """A connection that was cut on purpose is an error to the browser only."""
        self.screen.errors[:] = [e for e in self.screen.errors if not re.search(pattern, e)]

    def look(self, name):
        assert not self.screen.too_wide(), name
        assert not self.screen.nameless(), name
        self.screen.picture(name)
