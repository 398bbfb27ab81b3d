import { locale } from './locale';

/** Councils sit in Vietnam: their times are Vietnam's wherever the screen stands. */
const TIME_ZONE = 'Asia/Ho_Chi_Minh';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const language = () => (locale.value === 'vi' ? 'vi-VN' : 'en-GB');

/** A number in the reader's form; with `decimals`, exactly that many. Never for means: see `formatMean`. */
export function formatNumber(value: number, decimals?: number): string {
  const digits =
    decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(language(), digits).format(value);
}

/**
 * A mean as the council reads it: two decimals, cut and never rounded (89.995 shows as 89,99).
 * The server has cut it already; only the decimal sign is the reader's.
 */
export function formatMean(mean: { text: string } | null | undefined): string {
  if (!mean) return '—';
  return locale.value === 'vi' ? mean.text : mean.text.replace(',', '.');
}

/**
 * A calendar day (`2026-11-22`, or the day of an instant in Vietnam) as `22/11/2026`; in English as `22 November 2026`,
 * because 05/01 is another day to an American than to a Briton.
 */
export function formatDate(value: string | number | Date): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const [year = '', month = '', day = ''] = value.split('-');
    return wordDay(year, month, day);
  }
  const part = partsOf(value);
  return wordDay(part('year'), part('month'), part('day'));
}

function wordDay(year: string, month: string, day: string): string {
  const name = MONTHS[Number(month) - 1];
  return locale.value === 'vi' || !name ? `${day}/${month}/${year}` : `${Number(day)} ${name} ${year}`;
}

/** A day as the API writes it in a sentence; not a part of a code such as OCOP-26-2026-04, nor of an instant. */
const DAY = /(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])/g;

/** A sentence of the server with its days as `formatDate` words them. */
export function formatDaysIn(sentence: string): string {
  return sentence.replace(DAY, (day) => formatDate(day));
}

/** The time of day in Vietnam as `09:41`. */
export function formatTime(value: string | number | Date): string {
  const part = partsOf(value);
  return `${part('hour')}:${part('minute')}`;
}

/** The time of day in Vietnam, to the second: `09:41:07`. */
export function formatSeconds(value: string | number | Date): string {
  return `${formatTime(value)}:${partsOf(value)('second').padStart(2, '0')}`;
}

/** An instant as `22/11/2026 09:41`, in English as `22 November 2026 09:41`. */
export function formatDateTime(value: string | number | Date): string {
  return `${formatDate(new Date(value))} ${formatTime(value)}`;
}

/** A span in whole seconds, minutes, hours or days, rounded down: `2 phút`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [count, vi, en] =
    seconds < 60
      ? [seconds, 'giây', 'second']
      : seconds < 3600
        ? [Math.floor(seconds / 60), 'phút', 'minute']
        : seconds < 86_400
          ? [Math.floor(seconds / 3600), 'giờ', 'hour']
          : [Math.floor(seconds / 86_400), 'ngày', 'day'];
  return locale.value === 'vi' ? `${count} ${vi}` : `${count} ${en}${count === 1 ? '' : 's'}`;
}

function partsOf(value: string | number | Date) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: TIME_ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(value));
  return (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
}
