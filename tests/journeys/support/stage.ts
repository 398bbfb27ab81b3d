import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { AccountRow } from '../../../server/features/accounts/account.entity.js';
import type { CreatedDemo } from '../../../server/demo/create-demo.js';
import { launchBrowser } from '../../support/browser.js';
import { stageDemo, startTestServer, type TestServer } from '../../support/server.js';
import { watchFaults } from './faults.js';

/** The devices the screens are made for. */
export const DEVICES = {
  tablet: { width: 820, height: 1180 },
  phone: { width: 360, height: 800 },
  laptop: { width: 1366, height: 768 },
  wall: { width: 1920, height: 1080 },
} as const;

export type Device = keyof typeof DEVICES;

export interface Seated {
  readonly id: string;
  readonly label: string;
  readonly role: string;
  readonly voting: boolean;
  readonly present: boolean;
}

/** A server, a browser and whoever sits before a device: what every journey needs. */
export class Stage {
  private readonly contexts = new Set<BrowserContext>();

  private constructor(
    readonly server: TestServer,
    readonly browser: Browser,
  ) {}

  static async open(): Promise<Stage> {
    const [server, browser] = await Promise.all([
      startTestServer({ logLevel: 'error', boardIntervalMs: 250 }),
      launchBrowser(),
    ]);
    return new Stage(server, browser);
  }

  static async withDemo(): Promise<{ stage: Stage; demo: CreatedDemo }> {
    const stage = await Stage.open();
    return { stage, demo: await stageDemo(stage.server) };
  }

  get address(): string {
    return this.server.server.address;
  }

  /** A browser of its own, as on a device of its own; faults of its pages are noted. */
  async device(device: Device, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      viewport: DEVICES[device],
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      ...options,
    });
    context.setDefaultTimeout(45_000);
    this.contexts.add(context);
    context.on('close', () => this.contexts.delete(context));
    watchFaults(context);
    return context;
  }

  /** A page of a device of its own that has opened this address. */
  async visit(device: Device, path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await this.device(device, options)).newPage();
    await page.goto(this.address + path);
    return page;
  }

  /** The members of the session's council, in the order of the decision. */
  members(sessionId: string): Promise<Seated[]> {
    return this.server.dataSource.query<Seated[]>(
      `select m.id, coalesce(m.full_name, m.title || ', ' || m.institution) as label, m.role, m.voting,
              coalesce(a.present, false) as present
         from council_member m join session s on s.council_id = m.council_id
         left join attendance a on a.session_id = s.id and a.member_id = m.id
        where s.id = $1 and m.member_to is null order by m.position`,
      [sessionId],
    );
  }

  /** The path on the card that lies at a seat. Cards printed for the seat before are void. */
  async seatCard(sessionId: string, memberId: string): Promise<string> {
    const { links } = this.server.server.api.live;
    const { token } = await this.server.dataSource.transaction((tx) =>
      links.issueSeatLink(tx, sessionId, memberId),
    );
    return `/ghe/${token}`;
  }

  async roomCard(sessionId: string): Promise<string> {
    const { links } = this.server.server.api.live;
    const { token } = await this.server.dataSource.transaction((tx) => links.issueRoomLink(tx, sessionId));
    return `/man-hinh/${token}`;
  }

  /** A one-time link into an account; an administrator's is made where there is none of this name. */
  async accountCard(username: string): Promise<string> {
    const { dataSource, server } = this.server;
    const accounts = dataSource.getRepository(AccountRow);
    let account = await accounts.findOneBy({ username });
    if (!account) {
      await accounts.insert({
        ...{ id: randomUUID(), username, displayName: 'Quản trị hệ thống' },
        ...{ isAdmin: true, passwordHash: null },
      });
      account = await accounts.findOneByOrFail({ username });
    }
    const { id } = account;
    const { token } = await dataSource.transaction((tx) => server.api.live.links.issueAccountLink(tx, id));
    return `/ghe/${token}`;
  }

  /** An administrator at home, signed in for good: only then is the one-time link used and the sign-in kept. */
  async administrator(): Promise<Page> {
    const page = await this.visit('laptop', await this.accountCard('quantri'));
    await page.waitForURL(`${this.address}/`);
    await page.getByRole('heading', { level: 1, name: /Quản trị hệ thống/ }).waitFor();
    return page;
  }

  async close(): Promise<void> {
    await Promise.all([...this.contexts].map((context) => context.close()));
    await this.browser.close();
    await this.server.stop();
  }
}
