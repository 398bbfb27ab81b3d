import Bowser from 'bowser';
import { locale } from './locale';

/** A device as people tell theirs apart: "Chrome · Android". Programs and the unheard-of by their own first word. */
export function wordDevice(userAgent: string | null): string {
  const unknown = locale.value === 'vi' ? 'Không rõ thiết bị' : 'Unknown device';
  if (!userAgent?.trim()) return unknown;
  const { browser, os, platform } = Bowser.parse(userAgent);
  const system = platform.model === 'iPad' || platform.model === 'iPhone' ? platform.model : os.name;
  const known = [browser.name, system].filter(Boolean).join(' · ');
  return known || userAgent.trim().split(/[\s/]/, 1)[0] || unknown;
}
