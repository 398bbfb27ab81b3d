// npm run check: everything about the sources that needs no running server. Prints what is wrong, and one line a step.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildServerWhenStale } from '../server/launch/build.mjs';
import { repoNode, root, tools } from '../server/launch/repo-node.mjs';

/** Compares the committed treaty with what the resolvers say now. */
const drift = `
const { readFileSync } = await import('node:fs');
const { emitSchema } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/server/emit-schema.js')).href)});
const now = (await emitSchema()).trim().split('\\n');
const kept = readFileSync('schema.graphql', 'utf8').trim().split('\\n');
const at = now.findIndex((line, index) => line !== kept[index]);
if (at >= 0 || now.length !== kept.length) {
  const line = at < 0 ? now.length : at;
  console.error('schema.graphql:' + (line + 1) + ' says    ' + (kept[line] ?? '(nothing)'));
  console.error('the resolvers say  ' + (now[line] ?? '(nothing)') + '\\nRun: npm run schema');
  process.exit(1);
}
process.exit(0);`;

const cache = join('node_modules', '.cache');
const steps = [
  ['generated operations', [join('client', 'generate.mjs')]],
  ['format', [tools.prettier, '--check', '--log-level=warn', '--cache', '.']],
  ['lint', [tools.eslint, '.', '--max-warnings=0', '--cache', `--cache-location=${join(cache, 'eslint')}`]],
  ['types of the client', [tools.vueTsc, '-p', 'tsconfig.client.json']],
  ['types of the tests', [tools.tsc, '-p', join('tests', 'tsconfig.json')]],
  [
    'import rules',
    [tools.dependencyCruiser, 'server', 'client', 'migrations', '--config', '.dependency-cruiser.cjs'],
  ],
  ['dead code', [tools.knip, '--no-progress', '--no-config-hints']],
  ['licences', [join('tests', 'licences.mjs')]],
  ['schema drift', ['--input-type=module', '-e', drift]],
];

/** Runs one tool to its end. */
function run([name, args]) {
  const startedAt = Date.now();
  return new Promise((done) => {
    const child = spawn(repoNode(), args, {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: '1', NODE_NO_WARNINGS: '1' },
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.once('close', (code) =>
      done({ name, ok: code === 0, output, seconds: (Date.now() - startedAt) / 1000 }),
    );
  });
}

function report({ name, ok, output, seconds }) {
  if (!ok) console.log(output.trim());
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
}

/** The server's types are checked by building it, which the comparison of the schema needs anyway. */
function checkServerTypes() {
  const startedAt = Date.now();
  let ok = true;
  try {
    buildServerWhenStale();
  } catch {
    ok = false;
  }
  return { name: 'types of the server', ok, output: '', seconds: (Date.now() - startedAt) / 1000 };
}

const results = [checkServerTypes()];
results.forEach(report);

// The client's types need the operations; after that two tools at a time, as many as such machines have cores.
const [first, ...waiting] = steps;
results.push(await run(first));
report(results.at(-1));
async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const result = await run(step);
    results.push(result);
    report(result);
  }
}
await Promise.all([work(), work()]);

const failed = results.filter(({ ok }) => !ok);
const folder = join(root, 'tests', 'artefacts');
if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'check.json'),
  JSON.stringify({
    passed: results.length - failed.length,
    failed: failed.length,
    failures: failed.map(({ name, output }) => `FAILED check > ${name}\n${output.slice(0, 3000)}\n`),
  }),
);
if (failed.length > 0) console.log(`check: ${failed.map(({ name }) => name).join(', ')} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
