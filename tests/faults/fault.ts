import type { Laboratory } from './laboratory.js';
import type { Screen } from './screen.js';
import type { Chance } from './seeded.js';

/** One way in which a day goes wrong. */
export interface Fault {
  readonly name: string;
  /** How often it is picked, beside the others. */
  readonly weight: number;
  /** Whom it befalls: everybody, since a server is away; or the device of one screen. */
  readonly strikes: 'everybody' | 'one device';
  /** @returns settles when it is over, and nothing of it is left but its effects */
  readonly strike: (laboratory: Laboratory, screen: Screen, chance: Chance) => Promise<void>;
  /** Which screens it may strike; every one if left out. */
  readonly at?: (laboratory: Laboratory, screen: Screen) => boolean;
}
