import { z } from 'zod';
import { bilingual, issuer, plainWords } from './setting-values.js';

/** A provider of OpenID Connect, and what is known of us there. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined for a public client. */
  readonly clientSecret: string | undefined;
  /** What the button says. */
  readonly label: { readonly vi: string; readonly en: string };
  /** Which of the provider's words about a person an administrator writes into an account. */
  readonly claim: string;
  /** Whose second step counts: ours is asked for after the provider's sign-in, or not. */
  readonly secondStep: 'ours' | 'provider';
}

/** The settings of a province's sign-on, as in config.ts. */
export const oidcSettings = {
  OIDC_ISSUER: {
    schema: issuer.optional(),
    vi: 'phải là địa chỉ https của hệ thống đăng nhập một lần; khi có thì cũng cần PUBLIC_URL',
    en: 'must be the https address of the provider; with it PUBLIC_URL is needed too',
    example: 'https://sso.tinh.gov.vn/realms/can-bo',
  },
  OIDC_CLIENT_ID: {
    schema: plainWords(200).optional(),
    vi: 'phải là mã ứng dụng đã đăng ký; với OIDC_ISSUER thì phải có',
    en: 'must be the id under which the provider knows this server; with OIDC_ISSUER it is needed',
    example: 'cham-sao',
  },
  OIDC_CLIENT_SECRET: {
    schema: plainWords(1000).optional(),
    vi: 'phải là khóa đã nhận, không quá 1000 ký tự, không có ký tự điều khiển',
    en: 'must be the secret as it was given, at most 1000 characters, no control characters',
    example: 'as-the-provider-gave-it',
  },
  OIDC_LABEL: {
    schema: bilingual(60).default({ vi: 'Đăng nhập một lần', en: 'Single sign-on' }),
    vi: 'phải là chữ trên nút, tiếng Việt, hoặc tiếng Việt|tiếng Anh, mỗi phần không quá 60 ký tự',
    en: 'must be the words of the button, or Vietnamese|English, each at most 60 characters',
    example: 'Tài khoản cán bộ tỉnh|Provincial account',
  },
  OIDC_CLAIM: {
    schema: z
      .string()
      .regex(/^[\w:/.-]{1,100}$/)
      .default('email'),
    vi: 'phải là tên một trường của hệ thống đăng nhập một lần',
    en: 'must be the name of a claim of the provider',
    example: 'email',
  },
  OIDC_SECOND_STEP: {
    schema: z.enum(['ours', 'provider']).default('ours'),
    vi: 'phải là ours hoặc provider',
    en: 'must be ours or provider',
    example: 'ours',
  },
} as const;

type Values = { [Name in keyof typeof oidcSettings]: z.output<(typeof oidcSettings)[Name]['schema']> };

/** @returns undefined where there is none */
export function oidcOf(read: Values): OidcConfig | undefined {
  if (read.OIDC_ISSUER === undefined || read.OIDC_CLIENT_ID === undefined) return undefined;
  return {
    issuer: read.OIDC_ISSUER,
    clientId: read.OIDC_CLIENT_ID,
    clientSecret: read.OIDC_CLIENT_SECRET,
    label: read.OIDC_LABEL,
    claim: read.OIDC_CLAIM,
    secondStep: read.OIDC_SECOND_STEP,
  };
}
