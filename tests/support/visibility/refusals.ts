import { randomUUID } from 'node:crypto';
import type { Loose } from '../server.js';
import { ask, type Asking, type Way } from './asking.js';
import { BOARD } from './board.js';

/** Acts upon the dossier that must be refused, whoever tries them; tried by everybody who does not preside. */
export const tryConducting: Way = (asking) => {
  const { world, focus, role } = asking;
  const presiding = role === world.presiding(focus);
  // Once the session is closed, the appointed chair releases whatever the attendance says.
  const releasing =
    presiding || (role === 'chair' && asking.open.seen.at(-1)?.sessionBoard.phase === 'CLOSED');
  const acts = [
      // Whoever presides could do these; nobody else may learn anything by trying.
      ...(presiding ? [] : ['conclude(evaluationId: $id, reason: "x")']),
      ...(releasing ? [] : ['release(evaluationId: $id)']),
      ...(presiding || role === 'chair' || role === 'secretary' ? [] : ['takeOffTable(evaluationId: $id, reason: "x")']),
      'conclude(evaluationId: $id)',
      'recuse(evaluationId: $id, memberId: $none, reason: "x")',
      'withdrawRecusal(evaluationId: $id, memberId: $none, reason: "x")',
      'confirmStop(findingId: $none, decision: CONFIRM, reason: "x")',
      'reportStop(evaluationId: $id, code: "KHÔNG CÓ", scope: "KHÔNG CÓ", remark: "x")',
      'returnSheets(evaluationId: $id, reason: "x", memberIds: [$none])',
      'defer(evaluationId: $id, reason: "", fixList: "")',
    ]; // prettier-ignore
  const fields = acts.map(
    (act, at) =>
      `a${at}: ${act} { __typename ... on Refusal { code message { vi en } fields { field message { vi } } } ...Board }`,
  );
  return ask(
    asking,
    `mutation($id: ID!, $none: ID!) { ${fields.join(' ')} } fragment Board on SessionBoard { ${BOARD} }`,
    { id: world.items[focus], none: randomUUID() },
  );
};

/**
 * Acts upon the session, its dossier and its council by which somebody may try to learn how far it has come. Left out is
 * what would be done: for those who conduct, and as long as nothing has begun.
 */
export const tryEverythingElse: Way = async (asking) => {
  const { world, at, focus, role } = asking;
  const conducts = ['chair', 'vice', 'secretary'].includes(role);
  const begun = at.name !== 'a PLANNED session';
  const sits = begun && at.name !== 'a CLOSED session';
  const upon = (acts: readonly (readonly [boolean, string])[]) => acts.flatMap(([tried, act]) => (tried ? [act] : []));
  const live = upon([
    [begun && !conducts, 'openSession(sessionId: $session)'],
    [!conducts, 'suspendSession(sessionId: $session, reason: "x")'],
    [!conducts, 'resumeSession(sessionId: $session)'],
    [!conducts, 'closeSession(sessionId: $session)'],
    [!conducts, 'presentDossier(evaluationId: $id)'],
    [!conducts, 'openScoring(evaluationId: $id)'],
    [!conducts, 'closeScoring(evaluationId: $id)'],
    [true, 'issueSeatLinks(sessionId: $session, memberIds: [$none])'],
  ]);
  const kept = upon([
    // One left to a later round may be withdrawn and changed.
    [at.items[focus] !== 'DEFERRED', 'withdrawDossier(id: $dossier, reason: "x")'],
    [true, 'changeDossier(id: $dossier, version: 0, input: $input)'],
    [true, 'renewDossierCard(id: $dossier, version: 0)'],
    [true, 'saveAssessments(dossierId: $dossier, version: 0, author: SUPPORT_TEAM, entries: [])'],
    [begun, 'removeFromAgenda(evaluationId: $id)'],
    [true, 'addToAgenda(sessionId: $session, dossierIds: [$dossier])'],
    [begun, 'removeSession(id: $session)'],
    [sits, 'retireCouncil(id: $council)'],
    [begun, 'retireMember(memberId: $member, on: "2026-01-02")'],
    [true, 'changeMember(memberId: $member, version: 0, input: $as)'],
  ]);
  const variables = {
    ...{ session: world.sessionId, id: world.items[focus], none: randomUUID() },
    ...{ dossier: world.dossierIds[focus], council: world.councilId, member: world.memberIds.get('owner') },
    input: { productId: randomUUID(), kind: 'FIRST', level: 'PROVINCE', year: 2026, batch: 2, productSet: 5, submittedOn: '2026-08-01', hasStory: false },
    as: { title: 'Ông owner', institution: 'Sở owner', role: 'VICE_CHAIR', voting: false, memberFrom: '2026-01-01' },
  };
  // One after the other: in which order answers come is not what is asked.
  return [await refusedAll(asking, live, variables), await refusedAll(asking, kept, variables)];
}; // prettier-ignore

const TYPES: Readonly<Record<string, string>> = { input: 'DossierInput!', as: 'CouncilMemberInput!' };

async function refusedAll(asking: Asking, acts: readonly string[], variables: Record<string, unknown>): Promise<unknown> {
  if (acts.length === 0) return null;
  const used = Object.keys(variables).filter((name) => acts.some((act) => new RegExp(`\\$${name}\\b`).test(act)));
  const declared = used.map((name) => `$${name}: ${TYPES[name] ?? 'ID!'}`).join(', ');
  const fields = acts.map((act, index) => `a${index}: ${act} { __typename ... on Refusal { code message { vi en } fields { field message { vi en } } } }`);
  const given = Object.fromEntries(used.map((name) => [name, variables[name]]));
  const answer = await ask(asking, `mutation(${declared}) { ${fields.join(' ')} }`, given);
  const done = Object.values<Loose>(answer.data ?? {}).filter((one) => one && one.__typename !== 'Refusal');
  if (done.length > 0) throw new Error(`${asking.role} did what was only to be tried: ${JSON.stringify(answer)}`);
  return answer;
} // prettier-ignore
