// npm test: the checks, then every test; the journeys last, since each drives many browsers.
// The last line is "N passed, N failed" over checks and tests together; before it stands once more whatever failed,
// since the runs are long and only the end of a log is sure to be read.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
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
    counted = {
      passed: 0,
      failed: 1,
      failures: [`FAILED ${reportName}: the run left no report; see above\n`],
    };
  }
  if (status !== 0 && counted.failed === 0) {
    // Whatever made it fail without a failed test (an unhandled rejection, say) must show in the sum.
    counted.failed = 1;
    counted.failures = [
      `FAILED ${reportName}: it ended with ${status} and names no failed test; see above\n`,
    ];
  }
  return counted;
}

/** A file that could not even be loaded has no failed test in it, and yet failed. */
function countTests({ numPassedTests, numFailedTests, testResults }) {
  const failedIn = ({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed');
  const unloaded = testResults.filter((file) => file.status === 'failed' && failedIn(file).length === 0);
  const failures = [
    ...testResults.flatMap((file) =>
      failedIn(file).map((test) => describeFailure(file, test.fullName, test.failureMessages.join('\n'))),
    ),
    ...unloaded.map((file) => describeFailure(file, '(the file could not be loaded)', file.message)),
  ];
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length, failures };
}

/** One failure as it stands at the end of the log: where, which, and the beginning of why. */
function describeFailure({ name }, test, reason) {
  return `FAILED ${relative(root, name)} > ${test}\n${reason.slice(0, 3000)}\n`;
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
  runTests(['journeys', 'hall'], 'journeys.json'),
];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
for (const failure of counts.flatMap(({ failures = [] }) => failures)) console.log(failure);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
