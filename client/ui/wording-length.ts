/** As the server counts a wording: UTF-16 units of what is left between the blanks, composed. */
export const lengthOf = (wording: string): number => wording.trim().normalize('NFC').length;

/** How long a reason of absence may be. */
export const MOST_OF_ABSENCE = 500;
