// Acts on one dossier up to its conclusion: the table, the sheets, who takes no part, what stops an evaluation.
import { canonical, sha256, shortCode } from './canonical.mjs';
import { addUp } from './scorecard.mjs';

export const SCORING_ACTS = {
  presentDossier(state, { content }, { dossier, say }) {
    for (const other of state.dossiers.values()) if (other.phase === 'PRESENTING') other.phase = 'WAITING';
    if (!dossier.onAgenda || dossier.removed) say('notOnAgenda');
    Object.assign(dossier, { phase: 'PRESENTING', product: `${content.product}`, producer: `${content.producer}` });
    noteRecused(dossier, content.recused, say);
  },
  takeOffTable: (_state, _entry, { dossier }) => void (dossier.phase = 'WAITING'),
  openScoring(state, { content }, { dossier, say }) {
    dossier.phase = 'SCORING';
    const pinned = `${content.card} ${content.cardSha256}`;
    if (dossier.pinned && (dossier.pinned !== pinned || dossier.hasStory !== content.hasStory)) say('cardChanged');
    dossier.pinned ??= pinned;
    dossier.hasStory ??= content.hasStory;
    dossier.card ??= state.pin(content.card, content.cardSha256);
    if (!dossier.card) say('cardMissing', { card: content.card });
    noteRecused(dossier, content.recused, say);
  },
  submitSheet(state, { content, actor, at }, { dossier, say }) {
    const seat = dossier.seat(content.member);
    const member = state.members.get(content.member);
    const may = member?.voting && member.present && !seat.recused && !seat.finished;
    if (!may || actor !== `member:${content.member}` || (seat.sheet ?? content.sheet) !== content.sheet) say('mayNotSubmit', { member: state.label(content.member) });
    if (content.attempt !== dossier.attempt || content.submittedAt !== at) say('attempt', { member: state.label(content.member) });
    if (receiptOf(content) !== content.receipt) say('receipt', { member: state.label(content.member) });
    const sheet = checkSheet(state, content, dossier, say);
    Object.assign(seat, { sheet: content.sheet, finished: true });
    seat.submitted.push({ attempt: content.attempt, sheet });
  },
  withdrawSheet(state, { content, actor }, { dossier, say }) {
    const seat = dossier.seat(content.member);
    const own = seat.finished && seat.sheet === content.sheet && actor === `member:${content.member}`;
    if (!own || content.attempt !== seat.submitted.at(-1)?.attempt || content.attempt !== dossier.attempt) say('nothingToWithdraw', { member: state.label(content.member) });
    seat.finished = false;
    seat.submitted.pop();
  },
  closeScoring: (_state, _entry, { dossier }) => void (dossier.phase = 'REVIEWING'),
  returnSheets(state, { content }, { dossier, say }) {
    Object.assign(dossier, { phase: 'SCORING', attempt: dossier.attempt + 1 });
    if (content.attempt !== dossier.attempt) say('attempt', { member: '' });
    for (const id of content.members) {
      if (!dossier.seat(id).finished) say('nothingToReturn', { member: state.label(id) });
      dossier.seat(id).finished = false;
    }
  },
  recuse(state, { content }, { dossier, say }) {
    if (dossier.seat(content.member).recused) say('recusedTwice', { member: state.label(content.member) });
    Object.assign(dossier.seat(content.member), { recused: true, recusedHere: true, letBackIn: false });
  },
  /** Nothing handed in before counts any more; a recusal carried from an earlier session cannot be withdrawn. */
  withdrawRecusal(state, { content, actor }, { dossier, say }) {
    const seat = dossier.seat(content.member);
    const member = state.label(content.member);
    if (!seat.recusedHere) say('notRecused', { member });
    if (!content.reason || !state.mayConduct(dossier, actor)) say('mayNotLetBackIn', { member });
    Object.assign(seat, { recused: false, recusedHere: false, letBackIn: true, finished: false, submitted: [] });
  },
  reportStop(_state, { content, actor }, { dossier, say }) {
    const known = dossier.card?.mandatoryConditions.some(
      ({ code, scope, effect }) => code === content.condition && scope === content.scope && effect === content.effect,
    );
    if (dossier.card && !known) say('noSuchCondition', { condition: content.condition });
    dossier.reports.push({ ...content, by: actor });
  },
  confirmStop(state, { content, actor }, { dossier, say }) {
    const { condition, scope, effect, decision, outcome, reportedBy, reason } = content;
    const matching = dossier.reports.filter((one) => one.condition === condition && one.scope === scope && one.effect === effect);
    if (!matching.some(({ by }) => by === `member:${reportedBy}`)) say('noReport', { condition });
    const due = decision === 'DISMISS' ? 'DISMISSED' : OUTCOMES[effect];
    if (!due || outcome !== due || !reason) say('stopOutcome', { condition, due: String(due) });
    if (!state.mayPreside(dossier, actor)) say('notPresiding');
    const settled = due === 'DISMISSED' ? matching.filter(({ by }) => by === `member:${reportedBy}`) : matching;
    if (content.settled.length !== settled.length) say('stopOutcome', { condition, due: String(due) });
    dossier.reports = dossier.reports.filter((one) => !settled.includes(one));
    if (due === 'STOPPED' || due === 'REJECTED') Object.assign(dossier, { phase: 'STOPPED', outcome: { kind: due } });
  },
  defer(state, { content }, { dossier, say }) {
    if (dossier.round !== undefined && dossier.round >= state.settings.roundsPerBatch) say('noFurtherRound');
    Object.assign(dossier, { phase: 'DEFERRED', outcome: { kind: 'DEFERRED' } });
    // Records of earlier versions do not say the names again.
    if (content.product) Object.assign(dossier, { product: `${content.product}`, producer: `${content.producer}` });
  },
  release(state, { actor }, { dossier, say }) {
    const role = state.members.get(actor.replace('member:', ''))?.role;
    if (role !== 'CHAIR' && role !== 'VICE_CHAIR') say('notPresiding');
    dossier.phase = 'RELEASED';
  },
}; // prettier-ignore

const OUTCOMES = { REJECT: 'REJECTED', STOP: 'STOPPED', NOT_ASSESSED: 'STOPPED', REQUIREMENT: 'REMARK' };

/** The receipt is the short code of what the member handed in, without itself and without the account signed in. */
function receiptOf(content) {
  const handedIn = { ...content };
  delete handedIn.receipt;
  delete handedIn.account;
  return shortCode(sha256(canonical(handedIn)));
}

function checkSheet(state, content, dossier, say) {
  if (!dossier.card) return null;
  const member = state.label(content.member);
  const sheet = addUp(dossier.card, dossier.hasStory, content.marks);
  if (sheet.wrong.length > 0) say('marks', { member, criteria: sheet.wrong.join(', ') });
  if (sheet.missing.length > 0) say('incomplete', { member, criteria: sheet.missing.join(', ') });
  if (content.total !== sheet.total || canonical(content.parts) !== canonical(sheet.parts)) say('total', { member, total: sheet.total });
  return sheet;
} // prettier-ignore

/**
 * The list of those who take no part holds everybody known so far. Others may be on it, because an earlier session
 * evaluated the same dossier without them; but nobody whose sheet counts, and nobody whose recusal was withdrawn.
 */
export function noteRecused(dossier, recused, say) {
  for (const [id, seat] of dossier.seats)
    if (seat.recused && !recused.includes(id)) say('recusedLost', { member: id });
  for (const id of recused) {
    if (dossier.seat(id).finished && !dossier.seat(id).recused) say('recusedVoter', { member: id });
    if (dossier.seat(id).letBackIn) say('recusedBack', { member: id });
    dossier.seat(id).recused = true;
  }
}
