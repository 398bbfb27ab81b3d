import type { Followed, Loose, Person, TestServer } from '../server.js';
import { BOARD_FOLLOW } from './board.js';
import { CAST, type Role, type WorldPlan } from './cast.js';
import { CHANNELS, type Channel } from './channels.js';
import { type Counted, countSaves } from './count-saves.js';
import { outside } from './outside.js';
import { Said } from './secrets.js';
import { STAGES, type Stage } from './stages.js';
import { may, PLANS } from './table.js';
import { World } from './world.js';

/** What somebody got through one channel at one stage. */
export interface Cell {
  readonly world: World;
  readonly role: Role;
  readonly at: Stage;
  readonly channel: Channel;
  readonly answer: unknown;
  /** What may not be seen there and was. */
  readonly leaks: readonly string[];
  readonly sighted: ReadonlySet<string>;
}

const keyOf = (plan: WorldPlan, at: Stage, role: Role, channel: string) =>
  [plan.name, at.name, role, channel].join(' | ');

/** Walks the councils through their stages and writes down what everybody gets through every channel. */
export class Walk {
  readonly worlds: World[] = [];
  readonly cells = new Map<string, Cell>();
  readonly counted: Counted[] = [];
  readonly streams: { role: Role; followed: Followed<Loose> }[] = [];

  constructor(private readonly stage: TestServer) {}

  async walk(admin: Person): Promise<void> {
    const outsiders = await outside(this.stage, admin);
    for (const plan of PLANS) {
      const world = new World(this.stage, plan, admin);
      await world.found(outsiders);
      this.worlds.push(world);
    }
    for (const [index, world] of this.worlds.entries())
      await this.visit(world, this.worlds[(index + 1) % this.worlds.length]!.items[0]!);
  }

  leave(): void {
    for (const world of this.worlds) world.leave();
  }

  of(plan: WorldPlan, at: Stage, role: Role, channel: string): Cell {
    const cell = this.cells.get(keyOf(plan, at, role, channel));
    if (!cell) throw new Error('this cell was never visited');
    return cell;
  }

  private async visit(world: World, elsewhere: string): Promise<void> {
    const open = new Map(
      CAST.map((role) => [role, world.person(role).follow(BOARD_FOLLOW, { id: world.sessionId }, 0)]),
    );
    for (const [role, followed] of open) this.streams.push({ role, followed });
    const judged = new Map<Role, number>();
    let before: Stage | undefined;
    for (const at of STAGES) {
      await at.walk(world);
      await Promise.all(
        CAST.map(async (role) => {
          const asking = {
            ...{ world, role, at, focus: at.focus, elsewhere },
            ...{ open: open.get(role)!, from: judged.get(role) ?? 0 },
          };
          for (const [channel, ask] of Object.entries(CHANNELS)) {
            const answer = await ask(asking);
            this.cells.set(
              keyOf(world.plan, at, role, channel),
              this.judge(world, role, at, before, channel as Channel, answer),
            );
            if (channel === "the subscription's next messages") judged.set(role, open.get(role)!.seen.length);
          }
        }),
      );
      world.told.length = 0;
      if (at.name === 'SCORING with drafts') this.counted.push(...(await countSaves(world, at, open)));
      before = at;
    }
    for (const followed of open.values()) followed.stop();
  }

  private judge(
    world: World,
    role: Role,
    at: Stage,
    before: Stage | undefined,
    channel: Channel,
    answer: unknown,
  ): Cell {
    const said = new Said(answer);
    const found = world.secrets.filter(({ text }) => said.has(text));
    // What came on the way here was seen at the stage before.
    const since = channel === "the subscription's next messages" && before ? [before, at] : [at];
    const leaks = found
      .filter((secret) => !since.some((one) => may(world, one, role, secret)))
      .map(({ kind, item, of, text }) => `${kind} of ${of ?? 'all'}, dossier ${item}: ${text}`);
    const sighted = new Set(found.map(({ kind, item }) => `${item} ${kind}`));
    return { world, role, at, channel, answer, leaks, sighted };
  }
}
