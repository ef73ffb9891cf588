import { _t } from "@web/core/l10n/translation";
import { humanSize } from "@web/core/utils/binary";

export const LONGEST_SIDE = 1600; // pixels: a page of handwriting can still be read
const QUALITY = 0.82;
const MB = 1024 * 1024;
// Kinds a camera makes. They carry the place and the phone in their head, which is nobody's business.
const CAMERA_TYPES = ["image/jpeg", "image/webp", "image/heic", "image/heif"];

async function draw(file) {
    const bitmap = await createImageBitmap(file);
    try {
        const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.max(1, Math.round(bitmap.width * scale));
        canvas.height = Math.max(1, Math.round(bitmap.height * scale));
        const context = canvas.getContext("2d");
        context.fillStyle = "#ffffff"; // JPEG knows no transparency
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    } finally {
        bitmap.close();
    }
}

/**
 * Make a chosen file ready to be sent.
 *
 * A photo of a camera is drawn again at 1,600 pixels at most, as JPEG without its head: that takes
 * the place and the phone out. A drawing or a screenshot is left alone unless it is too large.
 *
 * @param {File} file what was chosen
 * @param {Object} limits {max_mb, extensions}
 * @returns {Promise<{name, type, size, blob, told}>} ``told`` says what was done to it
 * @throws {Error} with words for the person, when it cannot be kept
 */
export async function prepareFile(file, limits) {
    const limit = limits.max_mb * MB;
    if (!file.size) {
        throw new Error(_t("“%s” is empty. Choose another file.", file.name));
    }
    const isCamera = CAMERA_TYPES.includes(file.type);
    if (isCamera || (file.type === "image/png" && file.size > limit)) {
        const blob = await draw(file).catch(() => null);
        if (blob && blob.size <= limit) {
            return {
                name: file.name.replace(/\.[^.]*$/, "") + ".jpg",
                type: "image/jpeg",
                size: blob.size,
                blob,
                told:
                    blob.size < file.size * 0.9
                        ? _t("Made smaller, %(before)s to %(after)s. The place where it was taken is not sent.", {
                              before: humanSize(file.size),
                              after: humanSize(blob.size),
                          })
                        : _t("The place where it was taken is not sent."),
            };
        }
        if (!blob && file.type !== "image/png") {
            throw new Error(
                _t("“%s” cannot be opened as a photo. Take it again, or send a JPG or PNG.", file.name)
            );
        }
    }
    const extension = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
    const allowed = (limits.extensions || []).map((one) => one.toLowerCase().replace(/^\./, ""));
    if (allowed.length && !allowed.includes(extension)) {
        throw new Error(
            _t("“%(name)s” cannot be kept as evidence. Use one of these: %(kinds)s.", {
                name: file.name,
                kinds: allowed.join(", "),
            })
        );
    }
    if (file.size > limit) {
        throw new Error(
            _t("“%(name)s” has %(size)s; at most %(most)s MB can be kept. Choose a smaller one, or put it somewhere safe and add the link.", {
                name: file.name,
                size: humanSize(file.size),
                most: limits.max_mb,
            })
        );
    }
    return { name: file.name, type: file.type, size: file.size, blob: file, told: "" };
}

/** The content of a file as the server takes it. */
export function toBase64(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
    });
}
