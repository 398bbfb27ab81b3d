// Makes a fresh clone ready for a command: node server/launch/prepare.mjs <start|dev|test|server|build>
// Runs on a bare Node 20 before anything is installed, so it and what it imports use Node's own modules only.
import { buildClientWhenStale, buildServerWhenStale, generateOperations } from './build.mjs';
import { installWhenStale } from './install.mjs';
import { StepFailed } from './run-tool.mjs';

const everything = [installWhenStale, buildServerWhenStale, buildClientWhenStale];
const stepsOf = {
  start: everything,
  test: everything,
  build: everything,
  server: [installWhenStale, buildServerWhenStale],
  dev: [installWhenStale, buildServerWhenStale, generateOperations],
};

const [major, minor] = process.versions.node.split('.').map(Number);
const steps = stepsOf[process.argv[2]];
if (!steps) {
  console.error(`prepare.mjs <${Object.keys(stepsOf).join('|')}>`);
  process.exit(2);
}
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Cần Node 20.19 trở lên; máy này có ${process.version}. (Node 20.19 or later is needed.)`);
  process.exit(1);
}
try {
  for (const step of steps) step();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(`Không chuẩn bị được (could not prepare): ${error.message}`);
  process.exitCode = 1;
}
