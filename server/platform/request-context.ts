import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Credentials, SignInCookies, Viewer } from './viewer.js';

/** What tells one kind of cookie from another, and whether it comes along when another site sends somebody here. */
interface Jar {
  readonly prefix: string;
  readonly sameSite: 'strict' | 'lax';
}

/** Of sign-ins: never sent along from another site. */
const SIGN_INS: Jar = { prefix: 'cs_', sameSite: 'strict' };
/** Of sign-ins under way at a provider, who sends people back to us: a strict one would stay behind. */
export const ATTEMPTS: Jar = { prefix: 'cp_', sameSite: 'lax' };

/** Name of the cookie that holds a sign-in's secret: one for each, so that one browser can hold several. */
export const cookieName = (loginKey: string): string => SIGN_INS.prefix + loginKey;

const KEY = /^[\w-]{4,40}$/;

/** What a request shows of who it is from. */
export function credentialsOf(
  headers: Readonly<Record<string, unknown>>,
  cookies: Readonly<Record<string, string | undefined>>,
  given: { readonly login?: unknown; readonly bearer?: unknown } = {},
): Credentials {
  const authorization = headers['authorization'];
  const bearer =
    given.bearer ??
    (typeof authorization === 'string' ? /^Bearer (\S+)$/i.exec(authorization)?.[1] : undefined);
  if (typeof bearer === 'string') return { bearer };
  const login = given.login ?? headers['x-login'];
  if (typeof login !== 'string' || !KEY.test(login)) return {};
  const loginSecret = cookies[cookieName(login)];
  return { loginKey: login, ...(loginSecret !== undefined && { loginSecret }) };
}

/** The cookies of one kind of one request: HttpOnly. */
export class ReplyCookies implements SignInCookies {
  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly secure: boolean,
    private readonly jar: Jar = SIGN_INS,
  ) {}

  get(loginKey: string): string | undefined {
    return this.request.cookies[this.jar.prefix + loginKey];
  }

  set(loginKey: string, secret: string, expires: Date): void {
    this.reply.setCookie(this.jar.prefix + loginKey, secret, {
      path: '/',
      httpOnly: true,
      sameSite: this.jar.sameSite,
      secure: this.secure,
      expires,
    });
  }

  clear(loginKey: string): void {
    this.reply.clearCookie(this.jar.prefix + loginKey, { path: '/' });
  }
}

/** May a page of this origin talk to us? Programs send none; browsers always do. */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | undefined,
): boolean {
  if (origin === undefined) return true;
  if (publicUrl !== undefined && origin === publicUrl) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

export type Identify = (credentials: Credentials) => Promise<Viewer>;
