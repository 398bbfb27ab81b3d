import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { Refusal } from '../../domain/refusal.js';

const LEAST = 10;
/** Hashing takes longer the longer the text; nobody types more than this. */
const MOST = 200;
/** Only the beginning is judged, for judging holds up the whole server; what follows can only add to its strength. */
const MOST_JUDGED = 64;
/**
 * Guesses that somebody who knows the common passwords and the user name would need at least. Ten letters drawn by
 * lot need ten times as many; sign-in lets through some ten guesses a quarter of an hour.
 */
const LEAST_GUESSES = 1e9;

/** What people here think of first, without tones; the package knows the rest of the world. */
const OF_THE_FIELD = [
  'matkhau', 'quantri', 'quantrivien', 'chamsao', 'hoidong', 'chutich', 'phochutich', 'thuky', 'uyvien', 'thanhvien', 'ocop',
  'ocop5sao', 'sanpham', 'danhgia', 'phanhang', 'nongthonmoi', 'nongthon', 'nongnghiep', 'moitruong', 'vietnam', 'xinchao',
  'anhyeuem', 'emyeuanh', 'giadinh', 'bonnamsau', 'motthoiba', 'hanoi', 'saigon', 'nguyen', 'tinh', 'thanhpho', 'xaphuong',
  'socongthuong', 'sononghiep', 'sonongnghiep', 'soyte', 'ubnd', 'ubndtinh', 'angiang', 'bacgiang', 'backan', 'baclieu',
  'bacninh', 'bentre', 'binhdinh', 'binhduong', 'binhphuoc', 'binhthuan', 'camau', 'cantho', 'caobang', 'daklak', 'daknong',
  'danang', 'dienbien', 'dongnai', 'dongthap', 'gialai', 'hagiang', 'hanam', 'hatinh', 'haiduong', 'haiphong', 'haugiang',
  'hoabinh', 'hochiminh', 'hue', 'hungyen', 'khanhhoa', 'kiengiang', 'kontum', 'laichau', 'lamdong', 'langson', 'laocai', 'longan',
  'namdinh', 'nghean', 'ninhbinh', 'ninhthuan', 'phutho', 'phuyen', 'quangbinh', 'quangnam', 'quangngai', 'quangninh', 'quangtri',
  'soctrang', 'sonla', 'tayninh', 'thaibinh', 'thainguyen', 'thanhhoa', 'thuathienhue', 'tiengiang', 'travinh', 'tuyenquang',
  'vinhlong', 'vinhphuc', 'vungtau', 'yenbai',
]; // prettier-ignore

/**
 * Whether a password may be set.
 * @param field path of the argument, for the message: `password`, `next`
 * @throws {Refusal} WEAK_PASSWORD when shorter than 10 characters, longer than 200, the user name, or to be guessed
 *   from common passwords, words, years, rows of the keyboard and repetitions
 */
export async function checkNewPassword(field: string, password: string, username: string): Promise<void> {
  const length = [...password.normalize('NFKC')].length;
  if (length < LEAST || length > MOST) {
    throw weak(field, `cần từ ${LEAST} đến ${MOST} ký tự`, `needs ${LEAST} to ${MOST} characters`);
  }
  const plain = fold(password);
  const name = fold(username);
  if (plain === name) throw weak(field, 'không được là tên đăng nhập', 'must not be the user name');
  const ofTheName = [name, ...name.split(/[^\p{L}\p{N}]+/u)].filter(({ length: letters }) => letters > 2);
  const { guesses } = (await judge()).check(plain, ofTheName);
  if (guesses < LEAST_GUESSES) throw weak(field, 'quá dễ đoán', 'is too easy to guess');
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

/** Its lists take some twenty megabytes: they are read when a password is set for the first time, which is rare. */
let judging: Promise<ZxcvbnFactory> | undefined;
function judge(): Promise<ZxcvbnFactory> {
  // Lists that could not be read once may be readable the next time.
  judging ??= readLists().catch((error: unknown) => {
    judging = undefined;
    throw error;
  });
  return judging;
}

async function readLists(): Promise<ZxcvbnFactory> {
  const [core, common] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, field: OF_THE_FIELD },
    graphs: common.adjacencyGraphs,
    maxLength: MOST_JUDGED,
  });
}
