import { randomUUID } from 'node:crypto';
import { DEFAULT_REGULATION } from '../domain/regulation.js';
import type { IsoDate } from '../domain/decrees.js';
import { AccountRow } from '../features/accounts/account.entity.js';
import { foundCouncil } from '../imports/found-council.js';
import type { Tx } from '../platform/transact.js';
import { DEMO_ADMINISTRATOR, DEMO_COUNCIL, DEMO_OFFICES } from './demo-offices.js';

/** Who is who in the demo. */
export interface DemoCouncil {
  readonly councilId: string;
  readonly administratorId: string;
  /** Ids of members by the user name of their account. */
  readonly memberIds: ReadonlyMap<string, string>;
}

/** Accounts for the administrator and every member, and the provincial council with its second regulation. */
export async function foundDemoCouncil(tx: Tx, provinceId: string, termFrom: IsoDate): Promise<DemoCouncil> {
  const administratorId = await openAccount(
    tx,
    DEMO_ADMINISTRATOR.username,
    DEMO_ADMINISTRATOR.displayName,
    true,
  );
  const members = [];
  for (const { username, ...office } of DEMO_OFFICES) {
    const accountId = await openAccount(tx, username, `${office.title}, ${office.institution}`, false);
    members.push({ ...office, accountId });
  }
  const { id, memberIds } = await foundCouncil(tx, {
    fields: {
      ...{
        name: DEMO_COUNCIL.name,
        level: 'PROVINCE',
        placeId: provinceId,
        decisionNumber: DEMO_COUNCIL.decisionNumber,
      },
      ...{ decisionDate: termFrom, termFrom, termTo: null },
    },
    members,
    regulation: {
      settings: { ...DEFAULT_REGULATION, roundsPerBatch: 2 },
      note: 'Mỗi đợt họp hai lần: hồ sơ còn thiếu minh chứng được để lại lần 2.',
    },
  });
  const byUsername = DEMO_OFFICES.map(({ username }, index): [string, string] => [
    username,
    memberIds[index]!,
  ]);
  return { councilId: id, administratorId, memberIds: new Map(byUsername) };
}

/** Without a password: the demo is entered by links alone, so it leaves no password that somebody could know. */
async function openAccount(tx: Tx, username: string, displayName: string, isAdmin: boolean): Promise<string> {
  const id = randomUUID();
  await tx.insert(AccountRow, { id, username, displayName, isAdmin, passwordHash: null });
  return id;
}
