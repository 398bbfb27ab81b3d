// npm test: the checks, then every test; the journeys last and one after another, since each drives many browsers.
// The last line is "N passed, N failed" over checks and tests together.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repoNode, root, tools } from '../server/launch/repo-node.mjs';

const artefacts = join(root, 'tests', 'artefacts');
mkdirSync(artefacts, { recursive: true });

/** Runs a program that leaves a JSON report, and counts by it; one without a report has failed. */
function runReported(args, reportName, count) {
  const report = join(artefacts, reportName);
  rmSync(report, { force: true });
  const { status } = spawnSync(repoNode(), args, { cwd: root, stdio: 'inherit' });
  let counted;
  try {
    counted = count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    counted = { passed: 0, failed: 1 };
  }
  // Whatever made it fail without a failed test (an unhandled rejection, say) must show in the sum.
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

/** A file that could not even be loaded has no failed test in it, and yet failed. */
function countTests({ numPassedTests, numFailedTests, testResults }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

function runTests(projects, reportName) {
  const chosen = projects.map((project) => `--project=${project}`);
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(artefacts, reportName)}`,
  ];
  return runReported([tools.vitest, 'run', ...chosen, ...reporters], reportName, countTests);
}

const counts = [
  runReported([join('tests', 'check.mjs')], 'check.json', (result) => result),
  runTests(['rulebook', 'server', 'client'], 'tests.json'),
  runTests(['journeys'], 'journeys.json'),
];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
