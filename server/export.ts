import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadLibrary } from './compose-library.js';
import { readProcessConfig, type Config } from './config.js';
import { explainStartFailure } from './launch/explain-start-failure.js';
import { refuseNowhere } from './launch/refuse-nowhere.js';
import { openDataSource } from './platform/database/data-source.js';
import { StartFault } from './platform/database/start-fault.js';
import { startDatabase } from './platform/database/start-database.js';
import { exportRecord, type ExportedRecord } from './platform/export-record.js';
import { loadScorecards } from './scorecards/load-scorecards.js';

const SESSION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Writes the record of a session into one file: `npm run export -- <session id> [file]`. Works beside a running server or without one. */
async function exportNamed([given = '', file]: readonly string[], settings: Config): Promise<void> {
  const sessionId = given.toLowerCase();
  if (!SESSION.test(sessionId)) {
    throw new StartFault(
      'Dùng: npm run export -- <mã phiên họp> [tệp]; mã phiên họp có trong địa chỉ các trang của phiên.',
      "Use: npm run export -- <session id> [file]; the id is in the address of the session's pages.",
    );
  }
  const path = resolve(file ?? `cham-sao-${sessionId}.json`);
  if (existsSync(path)) {
    throw new StartFault(
      `Đã có tệp ${path}; hãy nêu tên khác.`,
      `${path} is there already; give another name.`,
    );
  }
  const exported = await readRecord(sessionId, settings);
  if (!exported) {
    throw new StartFault(
      `Phiên họp ${sessionId} không có hoặc chưa khai mạc: chưa có sổ.`,
      `There is no session ${sessionId}, or it has not begun: it has no record yet.`,
    );
  }
  // Every mark and opinion stands in it, also those not yet released; and nothing that is there is overwritten.
  writeFileSync(path, exported.text, { flag: 'wx', mode: 0o600 });
  console.log(wordExport(path, exported));
}

async function readRecord(sessionId: string, settings: Config): Promise<ExportedRecord | null> {
  refuseNowhere(settings);
  const database = await startDatabase(settings, 'beside');
  try {
    const dataSource = await openDataSource(database.url, { entities: [], poolSize: 1 });
    try {
      // An empty database knows no session.
      const [{ known, editions }] = await dataSource.query<[{ known: boolean; editions: boolean }]>(
        `select to_regclass('ledger') is not null as known, to_regclass('card_edition') is not null as editions`,
      );
      if (!known) return null;
      // A database that no server of this version has upgraded yet has shipped cards alone.
      const library = editions ? await loadLibrary(dataSource.manager) : loadScorecards();
      return await exportRecord(dataSource.manager, sessionId, library);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.stop();
  }
}

function wordExport(path: string, { entries, head, headCode, closingCode }: ExportedRecord): string {
  return [
    `Đã ghi ${entries} việc vào (wrote ${entries} entries to): ${path}`,
    `Mã cuối sổ (code of the end): ${headCode} (${head})`,
    ...(closingCode ? [`Mã lúc bế mạc, như trên màn hình phòng họp (code at closing): ${closingCode}`] : []),
    `Kiểm tra (verify): npm run verify -- ${path} --head ${headCode}`,
    'Tệp chứa mọi điểm và ý kiến, kể cả điều chưa công bố. (The file holds every mark and opinion, released or not.)',
  ].join('\n');
}

let config: Config | undefined;
try {
  config = readProcessConfig();
  await exportNamed(process.argv.slice(2), config);
} catch (error) {
  console.error(explainStartFailure(error, config));
  process.exitCode = 1;
}
