import { z } from 'zod';
import type { Fact, NodeFact } from '../event-bus.js';

/** What one node tells another. */
export type SharedFact = Exclude<Fact, NodeFact>;

/** As it travels: who says it, and any number of facts; none at all says only that the node is there. */
export interface Message {
  readonly node: string;
  readonly facts: readonly SharedFact[];
}

const id = z.string().max(64);
const whole = z.number().int().nonnegative();
/** As a device may say it at most. */
const waiting = whole.max(10_000);

const fact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sessionChanged'), sessionId: id, revision: whole }),
  z.object({ kind: z.literal('dossierConcluded'), sessionId: id }),
  z.object({ kind: z.literal('rightsChanged'), sessionId: id.nullable() }),
  z.object({ kind: z.literal('editionPublished'), code: z.string().max(200) }),
  z.object({ kind: z.literal('askedAgain'), node: id.nullable() }),
  z.object({
    kind: z.literal('seatSeen'),
    ...{ sessionId: id, memberId: id, node: id, order: whole, connected: z.boolean() },
    ...{ seenAt: whole, waiting, saidAt: whole },
  }),
]);

const message = z.object({ node: id.min(1), facts: z.array(z.unknown()) });

/**
 * @returns as many messages as it takes for none to be longer than this; one without facts where there are none. A fact that
 *   fits into none is left out, and found as one that was lost.
 */
export function writeMessages(node: string, facts: readonly SharedFact[], mostBytes: number): string[] {
  const head = `{"node":${JSON.stringify(node)},"facts":[`;
  const room = mostBytes - Buffer.byteLength(head) - 2;
  const messages: string[][] = [[]];
  let left = room;
  for (const text of facts.map((one) => JSON.stringify(one))) {
    const bytes = Buffer.byteLength(text) + 1;
    if (bytes > room) continue;
    if (bytes > left) {
      messages.push([]);
      left = room;
    }
    messages.at(-1)!.push(text);
    left -= bytes;
  }
  return messages.map((texts) => `${head}${texts.join(',')}]}`);
}

/**
 * What a message says. Each node speaks for its own seats alone, whatever name stands in the fact. Facts that this
 * version does not know are left out: a newer node may be among the older ones.
 * @returns null for what no node of ours has written
 */
export function readMessage(text: string): Message | null {
  const read = message.safeParse(parsed(text));
  if (!read.success) return null;
  const { node } = read.data;
  const facts = read.data.facts
    .flatMap((one) => fact.safeParse(one).data ?? [])
    .map((one) => (one.kind === 'seatSeen' ? { ...one, node } : one));
  return { node, facts };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
