/**
 * What was typed and not saved yet, kept on this phone until the server has it.
 *
 * Everything but the owner and the day of the last change is encrypted with a key that the server
 * gives to this login alone, with each page it serves. On a shared phone the next login has another
 * key: it can neither read the drafts nor the photos of the one before.
 *
 * Photos are kept apart from the text, so that a keystroke does not write them again.
 */

const DATABASE = "asn_log";
const VERSION = 1;
const ALGORITHM = "AES-GCM";
const KEEP_DAYS = 60; // Our choice: what nobody came back for is thrown away after two months.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function promised(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

function finished(transaction) {
    return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
    });
}

function openDatabase() {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
        const drafts = request.result.createObjectStore("drafts", { keyPath: "token" });
        drafts.createIndex("owner", "owner");
        drafts.createIndex("changed", "changed");
        const files = request.result.createObjectStore("files", { keyPath: "key" });
        files.createIndex("token", "token");
    };
    return promised(request);
}

export class DraftStore {
    /**
     * @param {string} owner whose drafts these are: database and user
     * @param {string} secret hexadecimal key of this login
     */
    constructor(owner, secret) {
        this.owner = owner;
        // Without an encrypted connection a browser has no cryptography: then drafts live in this
        // window only, rather than readable by whoever takes the phone next.
        this.isKept = Boolean(secret && window.isSecureContext && window.indexedDB);
        this.lostCount = 0;
        if (this.isKept) {
            const bytes = new Uint8Array(secret.match(/../g).map((pair) => parseInt(pair, 16)));
            this.key = crypto.subtle.importKey("raw", bytes, ALGORITHM, false, [
                "encrypt",
                "decrypt",
            ]);
            this.database = openDatabase();
            this.database.catch(() => {}); // told in ``all``, which is asked first
        }
    }

    async encrypt(bytes) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const data = await crypto.subtle.encrypt({ name: ALGORITHM, iv }, await this.key, bytes);
        return { iv, data };
    }

    async decrypt({ iv, data }) {
        return crypto.subtle.decrypt({ name: ALGORITHM, iv }, await this.key, data);
    }

    /**
     * Keep a draft as it is now.
     *
     * @param {Object} draft plain values; its ``files`` are [{key, name, type, size, blob}]
     * @param {Array} newFiles those of its files that are not kept yet
     */
    async put(draft, newFiles = []) {
        if (!this.isKept) {
            return;
        }
        const { token, files, ...values } = draft;
        const plain = { ...values, files: files.map(({ blob, url, ...file }) => file) };
        const secret = await this.encrypt(encoder.encode(JSON.stringify(plain)));
        const secretFiles = [];
        for (const file of newFiles) {
            const bytes = await file.blob.arrayBuffer();
            secretFiles.push({ key: file.key, token, ...(await this.encrypt(bytes)) });
        }
        const database = await this.database;
        const transaction = database.transaction(["drafts", "files"], "readwrite", {
            durability: "strict",
        });
        const done = finished(transaction);
        transaction
            .objectStore("drafts")
            .put({ token, owner: this.owner, changed: Date.now(), ...secret });
        for (const file of secretFiles) {
            transaction.objectStore("files").put(file);
        }
        await done;
    }

    async remove(token) {
        if (!this.isKept) {
            return;
        }
        const database = await this.database;
        const transaction = database.transaction(["drafts", "files"], "readwrite");
        const done = finished(transaction);
        transaction.objectStore("drafts").delete(token);
        const files = transaction.objectStore("files");
        const keys = files.index("token").getAllKeys(token);
        keys.onsuccess = () => keys.result.forEach((key) => files.delete(key));
        await done;
    }

    async removeFile(key) {
        if (this.isKept) {
            const database = await this.database;
            await promised(database.transaction("files", "readwrite").objectStore("files").delete(key));
        }
    }

    /** All drafts of this login, oldest first. What its key does not open is thrown away. */
    async all() {
        try {
            await this.database;
        } catch {
            this.isKept = false; // a private window may refuse to keep anything
        }
        if (!this.isKept) {
            return [];
        }
        await this.forgetOld();
        const database = await this.database;
        const rows = await promised(
            database.transaction("drafts").objectStore("drafts").index("owner").getAll(this.owner)
        );
        rows.sort((one, other) => one.changed - other.changed);
        const drafts = [];
        for (const row of rows) {
            try {
                const plain = JSON.parse(decoder.decode(await this.decrypt(row)));
                for (const file of plain.files) {
                    file.blob = await this.readFile(file);
                }
                plain.files = plain.files.filter((file) => file.blob);
                drafts.push({ ...plain, token: row.token });
            } catch {
                // A new password brings a new key.
                this.lostCount++;
                await this.remove(row.token);
            }
        }
        return drafts;
    }

    async readFile(file) {
        const database = await this.database;
        const row = await promised(
            database.transaction("files").objectStore("files").get(file.key)
        );
        return row && new Blob([await this.decrypt(row)], { type: file.type });
    }

    async forgetOld() {
        const database = await this.database;
        const range = IDBKeyRange.upperBound(Date.now() - KEEP_DAYS * 24 * 3600 * 1000);
        const tokens = await promised(
            database.transaction("drafts").objectStore("drafts").index("changed").getAllKeys(range)
        );
        for (const token of tokens) {
            await this.remove(token);
        }
    }
}
