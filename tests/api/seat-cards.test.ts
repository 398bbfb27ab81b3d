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

  it('knows which seats have a card that another one would void', async () => {
    const carded = async () => {
      const { session } = await council.chair.get<Loose>(readSeats, { id: council.sessionId });
      return session.attendance
        .filter(({ cardIssued }: Loose) => cardIssued)
        .map(({ member }: Loose) => member.id as string);
    };
    await council.sql(`update link set voided_at = now() where kind = 'SEAT' and voided_at is null`);
    expect(await carded()).toEqual([]);
    await issue(council.chair, [council.voters[1]!.id]);
    expect(await carded()).toEqual([council.voters[1]!.id]);
  });

  it('is closed to a member who only scores', async () => {
    const member = council.voters.at(-1)!;
    await expect(member.person.get(readSeats, { id: council.sessionId })).rejects.toThrow();
    expect(await issue(member.person, [member.id])).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
