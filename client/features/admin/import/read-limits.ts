/** No file of a thousand lines comes near it. */
export const MOST_BYTES = 2 * 1024 * 1024;

/** Of all cells together, in UTF-8: the server takes no larger request than 256 KiB. */
export const MOST_TEXT = 240 * 1024;

/** As many as the server takes at a time. */
export const MOST_LINES = 1000;
