import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findProjectRoot } from '../platform/database/project-root.js';

/** Of this program, as its package says; for people who read a backup years later. */
export function programVersion(): string {
  const text = readFileSync(join(findProjectRoot(), 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
