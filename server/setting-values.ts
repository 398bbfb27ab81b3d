import { isIP } from 'node:net';
import { z } from 'zod';

/** In decimal digits, from `least` to `most`. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

export const onOff = z.enum(['on', 'off']).transform((word) => word === 'on');

/** Of a web server, with nothing after it; without the slash. */
export const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href) return url.origin;
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

/** Of a provider of OpenID Connect: https, or of this very machine, for trying it out. */
export const issuer = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  const near = protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  return (protocol === 'https:' || near) && search === '' && hash === '' && username === '';
});

/** Of any letters, at most so many. */
export const plainWords = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^\P{Cc}+$/u);

/** One wording, or two with a bar between them. */
export const bilingual = (longest: number) =>
  plainWords(2 * longest + 3).transform((text, context) => {
    const [vi = '', en = vi, ...more] = text.split('|').map((part) => part.trim());
    if (more.length === 0 && vi !== '' && en !== '' && Math.max(vi.length, en.length) <= longest)
      return { vi, en };
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  });

const postgresUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, searchParams } = new URL(text);
  const host = hostname || searchParams.get('host');
  return /^postgres(ql)?:$/.test(protocol) && Boolean(host) && pathname.length > 1;
});

/** One of PostgreSQL's; none where none is named. */
export const postgresDatabase = {
  schema: postgresUrl.optional(),
  vi: 'phải là địa chỉ PostgreSQL có máy chủ và tên cơ sở dữ liệu',
  en: 'must be a PostgreSQL address with a host and a database name',
} as const;

/** A path; none where none is named. */
export const folder = {
  schema: z
    .string()
    .refine((text) => !text.includes('\0'))
    .optional(),
  vi: 'phải là đường dẫn thư mục',
  en: 'must be the path of a folder',
} as const;

/** With the number of a database, or none. */
export const redisUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^rediss?:\/\/[^/]+(\/\d{0,3})?$/.test(text));

/** An address, or a network such as 10.0.0.0/8. */
function isNetwork(entry: string): boolean {
  const [address = '', prefix = '0', ...more] = entry.trim().split('/');
  const family = isIP(address);
  return (
    more.length === 0 &&
    family !== 0 &&
    /^\d{1,3}$/.test(prefix) &&
    Number(prefix) <= (family === 4 ? 32 : 128)
  );
}

/** Off, how many, or which. */
export const proxies = z.union([
  z.literal('off').transform(() => false as const),
  wholeNumber(1, 10),
  z.string().refine((text) => text.split(',').every(isNetwork)),
]);
