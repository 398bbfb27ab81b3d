import { fork, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OidcConfig } from '../../server/oidc-settings.js';
import { freePort } from './free-port.js';

const PROGRAM = fileURLToPath(new URL('./oidc-provider.mjs', import.meta.url));

/** What the sign-on says of a person. */
export interface Known {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly preferred_username?: string;
}

/** What it is to do. */
export interface Wishes {
  /** By the name that they type there, which is also their subject. */
  readonly people?: Readonly<Record<string, Known>>;
  /** How long each answer takes, in milliseconds. */
  readonly delay?: number;
  /** What is wrong with the ID tokens that it sends. */
  readonly token?: 'tampered' | 'unsigned' | 'audience' | 'issuer' | 'expired' | 'nonce' | null;
}

/** A province's sign-on: a real provider as a process of its own, on a site of its own, always on the same port. */
export class SignOn {
  private child: ChildProcess | null = null;
  private wishes: Wishes = {};
  /** The same from start to start, as with a provider on somebody's machine. */
  private readonly key = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

  private constructor(
    private readonly port: number,
    readonly config: OidcConfig,
  ) {}

  /** Not started yet: it has to know where people are sent back to. */
  static async plan(changes: Partial<OidcConfig> = {}): Promise<SignOn> {
    const port = await freePort();
    return new SignOn(port, {
      // Another site for browsers than 127.0.0.1, where we are.
      issuer: `http://localhost:${port}`,
      clientId: 'cham-sao',
      clientSecret: 'a-secret-between-the-two',
      label: { vi: 'Tài khoản cán bộ tỉnh', en: 'Provincial account' },
      claim: 'email',
      secondStep: 'ours',
      ...changes,
    });
  }

  /** @param at  the address of our server */
  async start(at: string, claimsInIdToken = false): Promise<void> {
    const { issuer, clientId, clientSecret } = this.config;
    const returnTo = `${at}/dang-nhap/oidc`;
    const settings = {
      port: this.port,
      issuer,
      clientId,
      clientSecret,
      returnTo,
      claimsInIdToken,
      key: this.key,
    };
    const child = fork(PROGRAM, [JSON.stringify(settings)], { silent: true });
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
    this.child = child;
    const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (first !== 'ready') throw new Error(`the provider did not start: ${said}`);
    await this.wish(this.wishes);
  }

  /** From now on it does so. */
  async wish(wishes: Wishes): Promise<void> {
    this.wishes = { ...this.wishes, ...wishes };
    if (!this.child) return;
    const heard = once(this.child, 'message');
    this.child.send(this.wishes);
    await heard;
  }

  async stop(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /**
   * Signs in on its own pages, as a browser does.
   * @param login  null cancels
   * @returns the address of ours that it sends the browser back to
   */
  async visit(address: string, login: string | null): Promise<URL> {
    const jar = new Map<string, string>();
    let at = new URL(address);
    let form: URLSearchParams | null = null;
    for (let steps = 0; steps < 10; steps += 1) {
      const response = await fetch(at, {
        redirect: 'manual',
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form && { method: 'POST', body: form }),
      });
      form = null;
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      const location = response.headers.get('location');
      const page = await response.text();
      if (location !== null) {
        at = new URL(location, at);
        if (at.origin !== this.config.issuer) return at;
      } else {
        const pattern = login === null ? /href="([^"]*\/abort)"/ : /action="([^"]*)"/;
        const [, next] = pattern.exec(page) ?? [];
        if (next === undefined) throw new Error(`${at.href} answered ${response.status}: ${page}`);
        at = new URL(next, at);
        if (login !== null) form = new URLSearchParams({ prompt: 'login', login, password: 'any' });
      }
    }
    throw new Error('it sends the browser round and round');
  }
}
