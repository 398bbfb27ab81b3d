import { ApolloError } from '@apollo/client/core';
import { locale } from '../ui/locale';
import { NOT_TRUSTED } from './outdated';

const WORDS = {
  vi: {
    network: 'Chưa gửi được: không kết nối được máy chủ. Không có gì bị thay đổi; xin thử lại khi có mạng.',
    unanswered:
      'Máy chủ chưa trả lời nên chưa rõ việc này đã được ghi hay chưa. Xin xem lại hiện trạng hoặc tải lại trang trước khi làm lại.',
    signedOut: 'Đồng chí chưa đăng nhập hoặc phiên đăng nhập đã hết. Không có gì bị thay đổi.',
    forbidden: 'Đồng chí không có quyền làm việc này. Không có gì bị thay đổi.',
    fault: 'Hệ thống gặp lỗi và chưa làm được việc này. Xin thử lại; nếu còn lỗi, xin báo Thư ký.',
    outdated: 'Hệ thống đã được nâng cấp, trang này là bản cũ. Không có gì bị thay đổi; xin tải lại trang.',
    load: 'Chưa tải được: không kết nối được máy chủ. Xin thử lại khi có mạng.',
    loadForbidden: 'Đồng chí không có quyền xem trang này.',
    loadFault: 'Hệ thống gặp lỗi khi tải. Xin thử lại; nếu còn lỗi, xin báo Thư ký.',
    loadOutdated: 'Hệ thống đã được nâng cấp, trang này là bản cũ. Xin tải lại trang.',
  },
  en: {
    network: 'Not sent: the server cannot be reached. Nothing was changed; please try again once connected.',
    unanswered:
      'The server has not answered, so nobody knows whether this was done. Look how things stand, or reload, before you repeat it.',
    signedOut: 'You are not signed in, or your sign-in has ended. Nothing was changed.',
    forbidden: 'You are not allowed to do this. Nothing was changed.',
    fault:
      'The system met a fault and could not do this. Please try again; if it persists, tell the secretary.',
    outdated: 'The system was upgraded and this page is an old one. Nothing was changed; please reload it.',
    load: 'Not loaded: the server cannot be reached. Please try again once connected.',
    loadForbidden: 'You are not allowed to see this page.',
    loadFault: 'The system met a fault while loading. Please try again; if it persists, tell the secretary.',
    loadOutdated: 'The system was upgraded and this page is an old one. Please reload it.',
  },
} as const;

/** What kept an operation from being answered. */
export type FaultKind = 'network' | 'signedOut' | 'forbidden' | 'outdated' | 'fault';

/** Sorts anything an operation may throw. */
export function faultKind(error: unknown): FaultKind {
  if (error instanceof ApolloError) {
    const codes = error.graphQLErrors.map((each) => each.extensions?.code);
    if (codes.includes('UNAUTHENTICATED')) return 'signedOut';
    if (codes.includes('FORBIDDEN')) return 'forbidden';
    if (codes.includes(NOT_TRUSTED)) return 'outdated';
    if (error.networkError && !('statusCode' in error.networkError)) return 'network';
  }
  return 'fault';
}

/** What kept an act from being answered: away from every network it was never sent, else nobody here knows. */
export function actFaultKind(error: unknown): FaultKind | 'unanswered' {
  const kind = faultKind(error);
  return kind === 'network' && navigator.onLine ? 'unanswered' : kind;
}

/** One plain sentence for an act that was not answered. */
export function wordActFault(kind: FaultKind | 'unanswered'): string {
  return WORDS[locale.value][kind];
}

/** One plain sentence for a page or list that could not be loaded; for `error` of `useQuery`. '' for null. */
export function wordLoadFault(error: unknown): string {
  if (!error) return '';
  const words = WORDS[locale.value];
  const kind = faultKind(error);
  if (kind === 'network') return words.load;
  if (kind === 'signedOut') return words.signedOut;
  if (kind === 'outdated') return words.loadOutdated;
  return kind === 'forbidden' ? words.loadForbidden : words.loadFault;
}
