/**
 * Every lawful "no" the council's software can say, by code; screens word each one in the reader's language.
 * @source issue 2, point 7: refusals are data with a code; the rules behind them stand at the functions that refuse
 */
export const REFUSAL_CODES = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'NOT_ALLOWED',
  'ALREADY_DONE',
  'STALE_SHEET',
  'SCORING_NOT_OPEN',
  'SHEET_SUBMITTED',
  'SHEET_NOT_SUBMITTED',
  'SHEET_SEALED',
  'SHEET_RECUSED',
  'SHEET_ABSENT',
  'SHEET_INCOMPLETE',
  'WRONG_PHASE',
  'NO_FURTHER_ROUND',
  'SESSION_NOT_OPEN',
  'SESSION_CLOSED',
  'NO_QUORUM',
  'NOBODY_PRESIDES',
  'SHEETS_MISSING',
  'NO_SHEET_COUNTS',
  'SHEETS_UNREADABLE',
  'DEVIATION_UNRESOLVED',
  'FINDINGS_OPEN',
  'REASON_REQUIRED',
  'REMARK_REQUIRED',
  'UNKNOWN_CRITERION',
  'UNKNOWN_LEVEL',
  'ONE_LEVEL_ONLY',
  'CASES_MIXED',
  'CRITERION_NOT_APPLICABLE',
  'NOT_MANDATORY_NOT_ALLOWED',
  'CARD_INCOMPLETE',
  'CARD_FROZEN',
  'CARD_NOT_IN_FORCE',
  'NOT_VOTING',
  'NOT_PRESENT',
  'EVALUATION_ON_TABLE',
  'IN_USE',
  'DUPLICATE',
  'RETIRED',
  'LINK_INVALID',
  'LINK_EXPIRED',
  'SEAT_TAKEN',
  'OTHER_CARD',
  'WRONG_PASSWORD',
  'CODE_NEEDED',
  'WRONG_CODE',
  'PROVIDER_UNREACHABLE',
  'PROVIDER_REFUSED',
  'SIGN_IN_LAPSED',
  'NOT_LINKED',
  'EMAIL_UNVERIFIED',
  'LINKED_TO_ANOTHER',
  'ACCOUNT_RETIRED',
  'TOO_MANY_ATTEMPTS',
  'REPORTS_BUSY',
  'WEAK_PASSWORD',
  'CONFLICT',
] as const;

/**
 * One of `REFUSAL_CODES`.
 * @source issue 2, point 7
 */
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * What a screen needs to word the refusal: codes of criteria, ids of members, limits, names of fields.
 * Never a mark or a total that the asker may not see (R 8.7).
 * @source issue 2, point 7
 */
export type RefusalDetails = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * A lawful no. Thrown by the rulebook and the use cases, answered as data; a throw rolls back that act alone.
 * A programming fault is a RangeError or a plain Error, never a Refusal.
 * @source issue 2, point 7
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
