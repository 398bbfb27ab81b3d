import { Refusal } from '../../domain/refusal.js';

const LEAST = 10;
/** Hashing takes longer the longer the text; nobody types more than this. */
const MOST = 200;
/** Different characters that must be left when all that guessers try first is taken away. */
const LEAST_OWN = 5;

/** What people and guessers think of first, here and everywhere, without tones. */
const COMMON = [
  'matkhau', 'password', 'passw0rd', 'quantri', 'administrator', 'admin', 'chamsao', 'hoidong', 'chutich', 'thuky', 'uyvien', 'ocop',
  'vietnam', 'xinchao', 'anhyeuem', 'emyeuanh', 'iloveyou', 'welcome', 'letmein', 'qwertyuiop', 'qwerty', 'asdfghjkl', 'asdf',
  'zxcvbnm', 'zxcv', 'test', 'abc', 'user',
]; // prettier-ignore

/**
 * Whether a password may be set.
 * @param field path of the argument, for the message: `password`, `next`
 * @throws {Refusal} WEAK_PASSWORD when shorter than 10 characters, longer than 200, the user name (also with a
 *   few characters around it), or little more than common words, years, runs (123456, abcdef) and repetitions
 */
export function checkNewPassword(field: string, password: string, username: string): void {
  const length = [...password.normalize('NFKC')].length;
  if (length < LEAST || length > MOST) {
    throw weak(field, `cần từ ${LEAST} đến ${MOST} ký tự`, `needs ${LEAST} to ${MOST} characters`);
  }
  const plain = fold(password);
  const withoutName = plain.replaceAll(fold(username.trim()), '');
  if (withoutName !== plain && new Set(ownPart(withoutName)).size < LEAST_OWN) {
    throw weak(field, 'không được là tên đăng nhập', 'must not be the user name');
  }
  if (new Set(ownPart(plain)).size < LEAST_OWN || /^\d+$/u.test(plain)) {
    throw weak(field, 'quá dễ đoán', 'is too easy to guess');
  }
}

/** The old one again would change nothing, and it may be known to others. @throws {Refusal} WEAK_PASSWORD */
export function checkOtherPassword(field: string, password: string, former: string): void {
  if (password.normalize('NFKC') === former.normalize('NFKC'))
    throw weak(field, 'phải khác mật khẩu hiện tại', 'must differ from the present one');
}

const weak = (field: string, vi: string, en: string) =>
  new Refusal('WEAK_PASSWORD', { fields: [`${field}|${vi}|${en}`] });

/** Lower case, without tones and spaces: "Mật khẩu" and "matkhau" are the same guess. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replace(/\s/gu, '');
}

/** What is left of a text without common words, years, repetitions and runs: "matkhau@2026" leaves "@". */
function ownPart(plain: string): string {
  const worn = COMMON.reduce((left, word) => left.replaceAll(word, ' '), plain).replace(/(19|20)\d\d/gu, ' ');
  return worn
    .replace(/(.+?)\1+/gu, '$1')
    .split(' ')
    .map(withoutRuns)
    .join('');
}

/** Characters that do not simply follow, precede or repeat the one before: "abcdef" leaves "a". */
function withoutRuns(text: string): string {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  return [...text]
    .filter((_, at) => at === 0 || Math.abs((codes[at] ?? 0) - (codes[at - 1] ?? 0)) > 1)
    .join('');
}
