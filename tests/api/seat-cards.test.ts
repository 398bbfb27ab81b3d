import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveCouncil } from '../support/live-council.js';
import type { Loose } from '../support/server.js';

const operations = readFileSync('client/features/admin/sessions/sessions.graphql', 'utf8');
const readSeats = /^query ReadSeats[^]*?^}/m.exec(operations)![0];

describe('the page of seat cards', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council?.close());

  const issue = (by: LiveCouncil['chair'], memberIds: string[]) =>
    by.act<Loose>(
      'issueSeatLinks(sessionId: $id, memberIds: $memberIds)',
      '$id: ID!, $memberIds: [ID!]',
      { id: council.sessionId, memberIds },
      '... on SeatLinks { links { member { id } url } }',
    );

  it('asks chair and secretary for nothing that only administrators may read, and issues the cards', async () => {
    for (const by of [council.chair, council.secretary]) {
      const { session } = await by.get<Loose>(readSeats, { id: council.sessionId });
      const seats = session.attendance
        .map(({ member }: Loose) => member)
        .filter(({ voting }: Loose) => voting);
      expect(seats.map(({ id }: Loose) => id)).toEqual(council.voters.map(({ id }) => id));
      const { links } = await issue(by, [seats.at(-1).id]);
      expect(links).toMatchObject([
        { member: { id: seats.at(-1).id }, url: expect.stringContaining('/ghe/') },
      ]);
    }
  });

  it('is closed to a member who only scores', async () => {
    const member = council.voters.at(-1)!;
    await expect(member.person.get(readSeats, { id: council.sessionId })).rejects.toThrow();
    expect(await issue(member.person, [member.id])).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
