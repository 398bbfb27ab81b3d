import type { CouncilLevel } from '../../domain/council-level.js';
import { dayAsWritten } from '../../domain/day-as-written.js';
import { dayInVietnam } from '../../domain/day-in-vietnam.js';
import { governingDecree, type IsoDate } from '../../domain/decrees.js';
import { Refusal, type RefusalCode } from '../../domain/refusal.js';
import { quoted } from '../../domain/wording.js';
import type { AgendaDossier, AgendaItem } from './agenda-records.js';
import type { EvaluationState } from './session-state.js';

/** What of a dossier decides its decree, and its name. */
type Governed = Pick<AgendaDossier, 'id' | 'productName' | 'kind' | 'submittedOn' | 'regime'>;

/** What a session asks of the dossiers on its agenda. */
export interface AgendaTerms {
  readonly level: CouncilLevel;
  /** The day that decides the decree. */
  readonly day: IsoDate;
}

/**
 * The day on which a session evaluates: that of its opening or plan. A session over an older year counts as held in
 * that year, so that dossiers of old data stay under the decree under which they were handed in.
 * @source R 1.2, R 1.4, R 1.8
 */
export function evaluationDay(session: { year: number; plannedAt: Date; openedAt: Date | null }): IsoDate {
  const day = dayInVietnam(session.openedAt ?? session.plannedAt);
  const lastOfYear = `${session.year}-12-31`;
  return day < lastOfYear ? day : lastOfYear;
}

/**
 * Whether a dossier may come onto the agenda.
 * @param field where it stands in the arguments: `dossierIds[2]`
 * @param cardComplete whether its scorecard has all its points
 * @throws {Refusal} IN_USE on another agenda, ALREADY_DONE when evaluated, RETIRED when withdrawn, INVALID_INPUT for
 *   another level, CARD_INCOMPLETE, CARD_NOT_IN_FORCE
 * @source R 1.2, R 1.4, R 8.9
 */
export function checkForAgenda(
  field: string,
  dossier: AgendaDossier,
  terms: AgendaTerms,
  cardComplete: boolean,
): void {
  const refuse = refusing(field, dossier);
  if (dossier.state === 'IN_SESSION' || dossier.agendaOf !== null) {
    const name = quoted(dossier.agendaOf ?? '');
    throw refuse(
      'IN_USE',
      `đang ở chương trình phiên họp ${name}; đưa ra khỏi chương trình đó trước`,
      `is on the agenda of the session ${name}; take it off there first`,
    );
  }
  if (dossier.state === 'EVALUATED') throw refuse('ALREADY_DONE', 'đã có kết quả', 'has its result');
  if (dossier.state === 'WITHDRAWN') throw refuse('RETIRED', 'đã rút', 'was withdrawn');
  if (dossier.level !== terms.level) {
    throw refuse('INVALID_INPUT', 'không cùng cấp với hội đồng', 'is not of the level of the council');
  }
  if (!cardComplete)
    throw refuse('CARD_INCOMPLETE', 'có bộ tiêu chí chưa đủ điểm', 'has a scorecard that lacks points');
  checkDecree(field, dossier, terms.day);
}

/**
 * A council has its say over the products of its own place and of those below it, no others.
 * @throws {Refusal} INVALID_INPUT
 * @source R 2.4, R 7.5
 */
export function checkArea(
  field: string,
  dossier: Pick<AgendaDossier, 'id' | 'productName' | 'placeIds'>,
  councilPlaceId: string,
): void {
  if (dossier.placeIds.includes(councilPlaceId)) return;
  throw refusing(field, dossier)(
    'INVALID_INPUT',
    'không thuộc địa bàn của hội đồng',
    "is not of the council's area",
  );
}

/**
 * Whether the dossier's decree may still be applied on the day.
 * @throws {Refusal} CARD_NOT_IN_FORCE
 * @source R 1.2
 */
export function checkDecree(field: string, dossier: Governed, day: IsoDate): void {
  if (regimeOn(dossier, day) === dossier.regime) return;
  throw refusing(field, dossier)(
    'CARD_NOT_IN_FORCE',
    `không thuộc diện áp dụng quyết định ${dossier.regime} vào ngày ${dayAsWritten(day)}`,
    `is not governed by decree ${dossier.regime} on ${day}`,
  );
}

/**
 * As `checkDecree`, for a whole agenda at the moment the session opens.
 * @throws {Refusal} CARD_NOT_IN_FORCE naming every dossier that has to come off the agenda first
 * @source R 1.2
 */
export function checkAgenda(
  agenda: readonly Pick<
    EvaluationState,
    'dossierId' | 'productName' | 'dossierKind' | 'submittedOn' | 'regime'
  >[],
  day: IsoDate,
): void {
  const faults = agenda.flatMap(({ dossierId, dossierKind, ...dossier }, index) => {
    try {
      checkDecree(`agenda[${index}]`, { ...dossier, id: dossierId, kind: dossierKind }, day);
      return [];
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal.details.fields as readonly string[];
      throw refusal;
    }
  });
  if (faults.length > 0) throw new Refusal('CARD_NOT_IN_FORCE', { fields: faults });
}

function regimeOn({ kind, submittedOn }: Governed, evaluatedOn: IsoDate): string | null {
  try {
    return governingDecree({ kind, submittedOn, evaluatedOn });
  } catch (refusal) {
    if (refusal instanceof Refusal) return null;
    throw refusal;
  }
}

/** That a dossier has not had its turn in this very session. @throws {Refusal} DUPLICATE @source R 8.9 */
export function checkFirstTurn(
  field: string,
  dossier: Pick<AgendaDossier, 'id' | 'productName'>,
  items: readonly AgendaItem[],
): void {
  if (!items.some(({ dossierId }) => dossierId === dossier.id)) return;
  throw refusing(field, dossier)(
    'DUPLICATE',
    'đã có lượt trong phiên họp này',
    'had its turn in this session',
  );
}

/**
 * A dossier that a council left to a later round belongs to a session of that round, of that council. One registered
 * for a later round was left by nobody (its first round was on paper) and may come into any session.
 * @throws {Refusal} INVALID_INPUT, which names what opens the way where there is none: the regulation has lost the round,
 *   or the council was replaced
 * @source R 8.9
 */
export function checkRound(
  field: string,
  dossier: Pick<AgendaDossier, 'id' | 'productName' | 'state' | 'round' | 'deferred' | 'deferredBy'>,
  session: { readonly councilId: string; readonly round: number },
): void {
  const { state, round, deferred, deferredBy } = dossier;
  if (!deferred || state !== 'AWAITING_ROUND_2') return;
  const sameCouncil = (deferredBy ?? session.councilId) === session.councilId;
  if (sameCouncil && round === session.round) return;
  const [vi, en] = sameCouncil ? otherRound(round) : otherCouncil(round);
  throw refusing(field, dossier)('INVALID_INPUT', vi, en);
}

const otherRound = (round: number): readonly [string, string] => [
  `đã để lại lần ${round}, chỉ đưa được vào phiên họp lần ${round}; nếu quy chế không còn lần ${round} thì ghi lại trong quy chế số lần họp trong một đợt là ${round}`,
  `was left to round ${round}, and comes only into a session of round ${round}; where the regulation has no round ${round} any more, allow ${round} rounds in a batch there again`,
];

const otherCouncil = (round: number): readonly [string, string] => [
  `đã để lại lần ${round}, chỉ đưa được vào phiên họp lần ${round} của hội đồng đã để lại; nếu hội đồng ấy đã được thay thì kết thúc hội đồng ấy trước`,
  `was left to round ${round}, and comes only into a session of round ${round} of the council that deferred it; where that council was replaced, end it first`,
];

/**
 * As `checkRound`, for a planned session that is put into another round with its agenda.
 * @throws {Refusal} INVALID_INPUT
 */
export function checkNewRound(
  field: string,
  dossier: Pick<AgendaDossier, 'id' | 'productName' | 'round' | 'deferred'>,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  if (from === to || !dossier.deferred || dossier.round !== from) return;
  throw refusing(field, dossier)(
    'INVALID_INPUT',
    `đang ở chương trình để xem xét lần ${from}`,
    `is on the agenda for its round ${from}`,
  );
}

/** The refusal names the product: among forty dossiers an id helps nobody. */
function refusing(field: string, { id, productName }: Pick<AgendaDossier, 'id' | 'productName'>) {
  const name = quoted(productName);
  return (code: RefusalCode, vi: string, en: string) =>
    new Refusal(code, { dossier: id, fields: [`${field}|${name} ${vi}|${name} ${en}`] });
}
