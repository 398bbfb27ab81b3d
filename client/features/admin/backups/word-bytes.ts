import { formatNumber } from '../../../ui/format';

/** The size of a file: `850 kB`, `12,4 MB`. */
export function wordBytes(bytes: number): string {
  return bytes < 1e6 ? `${formatNumber(Math.ceil(bytes / 1e3))} kB` : `${formatNumber(bytes / 1e6, 1)} MB`;
}
