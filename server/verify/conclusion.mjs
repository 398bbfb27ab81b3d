// The conclusion of one dossier, made again from what was handed in, and compared with the one on record.
import { same } from './canonical.mjs';
import { noteRecused } from './scoring-acts.mjs';
import { starClass } from './star-class.mjs';
import { ableToPreside } from './state.mjs';

/** @returns nothing; `say` notes each difference, and the dossier keeps what was recomputed */
export function conclude(state, { content, actor }, { dossier, say }) {
  dossier.phase = 'CONCLUDED';
  dossier.outcome = { kind: 'CLASSIFIED', recorded: Number(content.starClass), computed: null };
  noteRecused(dossier, content.recused, say);
  checkMembers(state, content.members, say);
  checkCouncil(state, content, actor, dossier, say);
  const sheets = checkCounted(state, content, dossier, say);
  if (!dossier.card || sheets.length === 0 || sheets.some((sheet) => !sheet)) return say('cannotCompute');
  checkDeviation(state.settings, content, sheets, say);
  const made = starClass(dossier.card, dossier.hasStory, sheets, state.settings.minimumTest);
  dossier.outcome.computed = made;
  for (const field of ['sum', 'count', 'parts', 'bandClass', 'starClass', 'missed'])
    if (!same(made[field], content[field]))
      say(field === 'count' ? 'sum' : field, { made, recorded: content });
}

/** The members the conclusion names are those on record, with the role, the vote and the attendance on record. */
function checkMembers(state, members, say) {
  const named = new Set(members.map(({ member }) => member));
  const known = members.every(({ member, role, voting, present }) => {
    const one = state.members.get(member);
    return one && one.role === role && one.voting === voting && (one.present ?? null) === present;
  });
  const all = [...state.members].every(([id, { sits }]) => !sits || named.has(id));
  const ordered = !state.order || same(state.order, [...named]);
  if (!known || !all || !ordered || named.size < members.length) say('members');
}

function checkCouncil(state, content, actor, dossier, say) {
  const voting = content.members.filter((one) => one.voting);
  const present = voting.filter((one) => one.present).length;
  const { quorumNum, quorumDen, presidingRequired } = state.settings;
  const required = Math.floor((voting.length * quorumNum + quorumDen - 1) / quorumDen);
  const recorded = [content.appointed, content.present, content.required];
  if (!same(recorded, [voting.length, present, required])) say('quorum', { present, required });
  if (present < required) say('noQuorum', { present, required });
  const presiding = ableToPreside(dossier, content.members)[0]?.member ?? null;
  if (presidingRequired && presiding === null) say('notPresiding');
  if (content.presiding !== presiding || actor !== `member:${presiding}`) say('notPresiding');
  if (dossier.reports.length > 0) say('openReports');
  if (content.attempt !== dossier.attempt) say('attempt', { member: '' });
}

/**
 * Who counts: the last sheet handed in and not taken back; of a member whose sheet was returned, only where that
 * member is absent now. Outside the mean: whoever is recused, and whoever is absent with a reason.
 * @returns the sheets that count
 */
function checkCounted(state, content, dossier, say) {
  const counted = [];
  const outside = [];
  const sheets = [];
  const missing = [];
  for (const { member: memberId, present } of content.members.filter(({ voting }) => voting)) {
    const { recused, finished, submitted } = dossier.seat(memberId);
    const last = submitted.at(-1);
    if (recused) outside.push({ memberId, why: 'RECUSED' });
    else if (last && (finished || !present)) {
      counted.push({ memberId, attempt: last.attempt, points: last.sheet?.total });
      sheets.push(last.sheet);
    } else if (!present && state.members.get(memberId)?.absenceReason)
      outside.push({ memberId, why: 'ABSENT' });
    else missing.push(state.label(memberId));
  }
  if (missing.length > 0) say('sheetsMissing', { members: missing.join(', ') });
  const complete = sheets.every(Boolean);
  if (!complete || !same(counted, content.counted) || !same(outside, content.outside))
    say('counted', { counted: counted.length });
  return sheets;
}

function checkDeviation({ deviationLimit, afterDeviation }, content, sheets, say) {
  const totals = sheets.map(({ total }) => total);
  const deviation = Math.max(...totals) - Math.min(...totals);
  const rescored = content.attempt > 1;
  const within = rescored ? 'RESCORED' : 'WITHIN_LIMIT';
  const settledBy = deviation > deviationLimit ? 'REASON' : within;
  if (content.deviation !== deviation || content.settledBy !== settledBy) say('deviation', { deviation });
  const may = Boolean(content.reason) && (rescored || afterDeviation === 'RESCORE_OR_REASON');
  if (settledBy === 'REASON' && !may) say('unsettled', { deviation, limit: deviationLimit });
}
