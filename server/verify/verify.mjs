// node verify.mjs <file> [--head XXXX-XXXX-XXXX-XXXX] [--en]: checks the exported record of a session and says what it found.
// Needs Node 20 and this folder, nothing else: no server, no database, no package. Exit code: 0 all is right, the end
// vouched for by the code; 1 something is wrong; 2 called wrongly; 3 nothing is wrong, but the end is not vouched for.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readHead } from './chain.mjs';
import { sayReport } from './report.mjs';
import { verifyRecord } from './verify-record.mjs';
import { unreadable, USAGE } from './words.mjs';

const options = { head: { type: 'string' }, en: { type: 'boolean', default: false } };

class Unreadable extends Error {}

function run() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const head = values.head === undefined ? null : readHead(values.head.trim());
  if (positionals.length !== 1 || (values.head !== undefined && head === null)) throw new TypeError(USAGE);
  const report = verifyRecord(read(positionals[0]), head);
  console.log(sayReport(report, values.en ? 'en' : 'vi').join('\n'));
  return report.exitCode;
}

function read(file) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    throw new Unreadable(unreadable(file, error));
  }
}

try {
  process.exitCode = run();
} catch (error) {
  const itself = error instanceof Unreadable || error.message === USAGE;
  console.error(itself ? error.message : `${USAGE}\n\n${error.message}`);
  process.exitCode = 2;
}
