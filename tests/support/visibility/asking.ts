import type { Answer, Followed, Loose } from '../server.js';
import type { Role } from './cast.js';
import type { Stage } from './stages.js';
import type { World } from './world.js';

/** Who asks, about what. */
export interface Asking {
  readonly world: World;
  readonly role: Role;
  readonly at: Stage;
  /** The dossier the stage is about, from 0. */
  readonly focus: number;
  /** The role's board that has been open since before the session. */
  readonly open: Followed<Loose>;
  /** How many of its messages were already judged. */
  readonly from: number;
  /** An evaluation of another council. */
  readonly elsewhere: string;
}

export async function ask(
  { world, role }: Asking,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Loose>> {
  const { data, errors } = await world.person(role).ask<Loose>(query, variables);
  if (!errors) return { data };
  // Where in the question a refused field stands is a number too, and of our own making.
  return { data, errors: errors.map((error) => ({ ...error, locations: undefined })) };
}

/** A way to learn something: gives all that came back, data and errors alike. */
export type Way = (asking: Asking) => Promise<unknown>;

/** Waits until a subscription has said something, or why it does not. */
export async function settled(followed: Followed<unknown>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (followed.seen.length === 0 && followed.errors.length === 0 && !followed.completed) {
    if (Date.now() > deadline) throw new Error('a subscription said nothing');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
