import type { SessionState } from '../sessions/session-state.js';
import type { Named } from './history.repository.js';
import type { RecordedAct, SaidMember } from './history.js';

/** Where names are found by ids: of members, accounts and, by dossier, products. */
export interface NameShelf {
  memberNames(ids: readonly string[]): Promise<readonly Named[]>;
  accountNames(ids: readonly string[]): Promise<readonly Named[]>;
  productNames(dossierIds: readonly string[]): Promise<readonly Named[]>;
}

export interface HistoryNames {
  member(id: string): string | null;
  account(id: string): string | null;
  product(evaluationId: string): string | null;
}

/**
 * All names that these acts need, in three questions however many acts there are. Whoever was struck off as entered by
 * mistake, and dossiers taken off the agenda, are named as the record itself named them.
 */
export async function readNames(
  acts: readonly RecordedAct[],
  background: readonly RecordedAct[],
  { evaluations }: Pick<SessionState, 'evaluations'>,
  shelf: NameShelf,
): Promise<HistoryNames> {
  const dossiers = dossiersByEvaluation([...background, ...acts]);
  const [members, accounts, products] = await Promise.all([
    shelf.memberNames([...new Set(acts.flatMap(membersIn))]),
    shelf.accountNames([...new Set(acts.flatMap(accountsIn))]),
    shelf.productNames([...new Set(dossiers.values())]),
  ]);
  const memberNames = byId([...background.flatMap(membersNamed), ...members]);
  const accountNames = byId(accounts);
  const productNames = byId(products);
  const onAgenda = byId(evaluations.map(({ id, productName }) => ({ id, name: productName })));
  return {
    member: (id) => memberNames.get(id) ?? null,
    account: (id) => accountNames.get(id) ?? null,
    product: (id) => onAgenda.get(id) ?? productNames.get(dossiers.get(id) ?? '') ?? null,
  };
}

const byId = (named: readonly Named[]) => new Map(named.map(({ id, name }) => [id, name]));

const accountsIn = ({ actor }: RecordedAct): string[] =>
  actor.startsWith('account:') ? [actor.slice('account:'.length)] : [];

function membersIn({ actor, said }: RecordedAct): string[] {
  const of = (one: string | SaidMember) => (typeof one === 'string' ? one : one.member);
  return [
    ...(actor.startsWith('member:') ? [actor.slice('member:'.length)] : []),
    ...(said.member ? [said.member] : []),
    ...(said.members ?? []).map(of),
    ...(said.entries ?? []).map(({ memberId }) => memberId),
    ...(said.successor ? [said.successor.member] : []),
  ];
}

function membersNamed({ act, said }: RecordedAct): Named[] {
  const named = [
    ...(act === 'openSession' ? (said.members ?? []) : []),
    ...(act === 'addMember' ? [said as SaidMember] : []),
    ...(said.successor ? [said.successor] : []),
  ];
  return named.flatMap((one) =>
    typeof one === 'string'
      ? []
      : [{ id: one.member, name: one.label ?? one.fullName ?? `${one.title}, ${one.institution}` }],
  );
}

function dossiersByEvaluation(acts: readonly RecordedAct[]): Map<string, string> {
  return new Map(
    acts.flatMap(({ said }): [string, string][] => [
      ...(said.evaluation && said.dossier ? [[said.evaluation, said.dossier] as [string, string]] : []),
      ...(said.evaluations ?? []).flatMap((id, at): [string, string][] => {
        const dossier = said.dossiers?.[at];
        return dossier === undefined ? [] : [[id, dossier]];
      }),
      ...(said.agenda ?? []).map(({ evaluation, dossier }): [string, string] => [evaluation, dossier]),
    ]),
  );
}
