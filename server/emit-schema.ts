import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { DataSource } from 'typeorm';
import { backupSettings } from './backups/backup-settings.js';
import { composeApi } from './compose.js';
import { readConfig } from './config.js';
import { entities } from './entities.js';
import { findProjectRoot } from './platform/database/project-root.js';

/** The schema as it is committed: sorted, with its descriptions. No database is touched. */
export async function emitSchema(): Promise<string> {
  const unopened = new DataSource({ type: 'postgres', entities });
  const settings = { sessionHours: 12, boardIntervalMs: 200, backups: backupSettings(readConfig({})) };
  const { schema } = await composeApi(unopened, settings, () => '', () => undefined); // prettier-ignore
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(join(findProjectRoot(), 'schema.graphql'), await emitSchema());
}
