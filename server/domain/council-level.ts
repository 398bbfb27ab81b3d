/**
 * The levels at which councils evaluate. Districts evaluated until July 2025 and stay in old data.
 * @source R 1, R 2.7
 */
export const COUNCIL_LEVELS = ['CENTRAL', 'PROVINCE', 'DISTRICT'] as const;

/**
 * One of `COUNCIL_LEVELS`.
 * @source R 1, R 2.7
 */
export type CouncilLevel = (typeof COUNCIL_LEVELS)[number];
