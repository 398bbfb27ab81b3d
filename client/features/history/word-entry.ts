import type { HistoryTable_EntryFragment } from '../../generated/operations';
import { formatDate } from '../../ui/format';
import { inLocale } from '../../ui/locale';

export type HistoryEntry = HistoryTable_EntryFragment;
type Member = HistoryEntry['members'][number];
type Change = HistoryEntry['changes'][number];

/** The feature's sentences in the reader's language. */
export type Say = (key: string, named?: Record<string, string | number>) => string;

/** Who did it, as people know them. */
export function wordActor({ kind, name }: HistoryEntry['actor'], t: Say): string {
  if (kind === 'IMPORT') return t('imported');
  if (kind === 'MEMBER') return name ?? t('formerMember');
  return name ? t('administrator', { name }) : t('administratorUnnamed');
}

/** What was done, in one plain sentence without its full stop. */
export function wordAct(entry: HistoryEntry, t: Say): string {
  const { members, attempt, fromPhase, findingOutcome } = entry;
  const products = productNames(entry, t);
  return t(sentenceOf(entry), {
    product: products[0] ?? t('formerDossier'),
    products: products.join(', '),
    member: nameOf(members[0], t),
    successor: nameOf(members[1], t),
    present: members.filter(({ present }) => present).length,
    absent: members.filter(({ present }) => present === false).length,
    rescoring: (attempt ?? 1) - 1,
    phase: fromPhase ? t(`phase.${fromPhase}`) : '',
    outcome: findingOutcome ? t(`outcome.${findingOutcome}`) : '',
    stars: entry.starClass ?? '',
  });
}

function sentenceOf({ act, actor, members, attempt, reopened, starClass }: HistoryEntry): string {
  const [first] = members;
  if (act === 'MARK_ATTENDANCE' && members.length === 1)
    return first?.present ? 'variants.presentOne' : 'variants.absentOne';
  if (act === 'RECUSE' && first?.memberId === actor.memberId) return 'variants.recuseSelf';
  if (act === 'OPEN_SCORING' && reopened) return 'variants.reopenScoring';
  if (act === 'SUBMIT_SHEET' && (attempt ?? 1) > 1) return 'variants.submitAgain';
  if (act === 'CONCLUDE' && starClass) return 'variants.concludeClass';
  if (act === 'RELEASE' && starClass) return 'variants.releaseClass';
  return `acts.${act}`;
}

/** Why, in the words of whoever did it; also why the one member who was called is away. */
export function wordReason({ act, reason, members }: HistoryEntry): string {
  const called = act === 'MARK_ATTENDANCE' && members.length === 1 ? members[0]?.reason : null;
  return reason ?? called ?? '';
}

/** What else is on record of it, a line each. */
export function wordDetails(entry: HistoryEntry, t: Say): string[] {
  const products = productNames(entry, t).join(', ');
  switch (entry.act) {
    case 'MARK_ATTENDANCE':
      return wordRollCall(entry.members, t);
    case 'RETURN_SHEETS':
      return [t('details.returned', { members: entry.members.map((one) => nameOf(one, t)).join('; ') })];
    case 'CLOSE_SESSION':
      return products ? [t('details.untouched', { products })] : [];
    case 'ORDER_AGENDA':
      return [t('details.order', { products })];
    case 'REPORT_STOP':
    case 'CONFIRM_STOP':
      return entry.condition ? [inLocale(entry.condition)] : [];
    case 'DEFER':
      return entry.fixList ? [t('details.fixList', { list: entry.fixList })] : [];
    default:
      return entry.changes.map((change) => wordChange(change, t));
  }
}

const turned = ({ wasPresent, present }: Member): boolean =>
  typeof wasPresent === 'boolean' && wasPresent !== present;

/** Who came or went since the last roll call, and who is away; of one member the sentence itself says who. */
function wordRollCall(members: readonly Member[], t: Say): string[] {
  const [first] = members;
  if (first && members.length === 1)
    return turned(first) ? [t('details.before', { before: presence(first.wasPresent, t) })] : [];
  return members
    .filter((member) => member.present === false || turned(member))
    .map((member) => wordAttendance(member, t));
}

const presence = (present: boolean | null | undefined, t: Say): string =>
  t(`attendance.${present ? 'present' : 'absent'}`);

function wordAttendance(member: Member, t: Say): string {
  const { wasPresent, present, reason } = member;
  const named = { before: presence(wasPresent, t), after: presence(present, t), member: nameOf(member, t) };
  const what = t(turned(member) ? 'details.attendance' : 'details.called', named);
  return reason ? t('because', { what, reason }) : what;
}

function wordChange({ field, before, after }: Change, t: Say): string {
  const named = { field: t(`fields.${field}`), after: wordValue(field, after, t) };
  if (field === 'ACCOUNT_ID') return t('details.changed', named);
  if (before == null && field === 'MEMBER_TO') return t('details.set', named);
  return t('details.change', { ...named, before: wordValue(field, before, t) });
}

function wordValue(field: Change['field'], value: string | null | undefined, t: Say): string {
  if (value == null || value === '') return t('nothing');
  if (field === 'ROLE') return t(`roles.${value}`);
  if (field === 'VOTING') return t(value === 'true' ? 'yes' : 'no');
  return field === 'MEMBER_FROM' || field === 'MEMBER_TO' ? formatDate(value) : value;
}

const nameOf = (member: Member | undefined, t: Say): string => member?.name ?? t('formerMember');

const productNames = ({ dossiers }: HistoryEntry, t: Say): string[] =>
  dossiers.map(({ productName }) => (productName ? t('product', { name: productName }) : t('formerDossier')));
