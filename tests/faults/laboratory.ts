import { Browser } from './browser.js';
import { buildTab } from './build-tab.js';
import { Chair } from './chair.js';
import { CouncilServer } from './council-server.js';
import { DatabaseServer } from './database-server.js';
import { Door } from './door.js';
import { Gate } from './gate.js';
import { Member } from './member.js';
import { pause, Screen, type Hall } from './screen.js';
import { Chance } from './seeded.js';
import { stageCouncil, type Seat, type Staged } from './stage-council.js';
import { nothingTold, type Told } from './told.js';
import { Wiretap } from './wiretap.js';

/** The server, or several behind one address. */
export interface Servers {
  readonly port: number;
  readonly address: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Everything in its place and running: PostgreSQL, the gate before it, the server, the doors before that, devices and people. */
export class Laboratory implements Hall {
  readonly told: Told = nothingTold();
  readonly screens: Screen[] = [];
  readonly members: Member[] = [];
  /** The product that is being scored. */
  onTable: string | null = null;
  chair!: Chair;
  room!: Screen;
  private readonly wiretap = new Wiretap(this.told, () => this.now());

  private constructor(
    readonly chance: Chance,
    readonly database: DatabaseServer,
    readonly gate: Gate,
    readonly server: Servers,
    readonly staged: Staged,
    private readonly script: string,
  ) {}

  /** @param servers  what serves over the database with this address */
  static async open(
    seed: number,
    dossiers: number,
    servers: (databaseUrl: () => string) => Servers = (databaseUrl) => new CouncilServer(databaseUrl),
  ): Promise<Laboratory> {
    const [script, database] = await Promise.all([buildTab(), DatabaseServer.start()]);
    const gate = await Gate.open(() => database.port);
    const staged = await stageCouncil(database.url, dossiers);
    const server = servers(() => {
      const address = new URL(database.url);
      address.port = String(gate.port);
      return address.href;
    });
    await server.start();
    const laboratory = new Laboratory(new Chance(seed), database, gate, server, staged, script);
    await laboratory.takeSeats();
    return laboratory;
  }

  get sessionId(): string {
    return this.staged.sessionId;
  }

  /** ms, of the laboratory's own clock, which nothing here turns. */
  now = (): number => performance.now();

  get browsers(): Browser[] {
    return [...new Set(this.screens.map(({ browser }) => browser))];
  }

  /** Everybody who scores opens the sheet of this product. */
  putOnTable(evaluationId: string): void {
    this.onTable = evaluationId;
    for (const { screens } of this.members) for (const screen of screens) void screen.show(evaluationId);
  }

  memberAt(screen: Screen): Member | undefined {
    return this.members.find(({ screens }) => screens.includes(screen));
  }

  async close(): Promise<void> {
    for (const member of this.members) member.leave();
    for (const { tabs } of this.browsers) for (const tab of [...tabs]) tab.kill();
    await Promise.all(this.browsers.map(({ door }) => door.close()));
    await this.server.stop();
    await this.gate.close();
    await this.database.remove();
  }

  /** The chair; a seat with two tabs that may lock, one with two that may not; one with two devices; all others with one. */
  private async takeSeats(): Promise<void> {
    for (const [index, seat] of this.staged.seats.entries()) {
      const first = await this.sitDown(seat, seat.seatToken, index % 2 === 1);
      const screens = [first];
      if (index === 1 || index === 2) screens.push(this.anotherTab(first));
      if (index === 3) screens.push(await this.sitDown(seat, seat.accountToken, true));
      this.members.push(
        new Member(seat.memberId, screens, seat.seatToken, this, this.staged.options, this.chance.fork()),
      );
      if (index === 0) this.chair = new Chair(first);
    }
    this.room = new Screen(this, await this.newBrowser('room', false), this.staged.roomToken);
    this.screens.push(this.room);
    this.room.follow();
  }

  /** Another device comes to a seat with this link. */
  async sitDown(seat: Seat, token: string, locks: boolean, takeOver = false): Promise<Screen> {
    const others = this.browsers.filter(({ name }) => name.startsWith(`${seat.username}-`)).length;
    const screen = new Screen(this, await this.newBrowser(`${seat.username}-${others + 1}`, locks));
    while ((await screen.tab.api.openLink(token, takeOver)) !== 'opened') await pause(300);
    this.screens.push(screen);
    screen.follow();
    return screen;
  }

  private anotherTab({ browser }: Screen): Screen {
    const screen = new Screen(this, browser);
    this.screens.push(screen);
    screen.follow();
    return screen;
  }

  private async newBrowser(name: string, locks: boolean): Promise<Browser> {
    const door = await Door.open(() => this.server.port);
    return new Browser(name, door, this.script, this.wiretap, locks);
  }
}
