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

/** The commands that something must be made ready for. */
export const commands = Object.keys(stepsOf);

/**
 * Makes a clone ready for a command; does nothing where all is as it was.
 * @returns whether it is ready; if not, the reason is said and the exit code set
 */
export function prepare(command) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Cần Node 20.19 trở lên; máy này có ${process.version}. (Node 20.19 or later is needed.)`);
    process.exitCode = 1;
    return false;
  }
  try {
    for (const step of stepsOf[command]) step();
    return true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(`Không chuẩn bị được (could not prepare): ${error.message}`);
    process.exitCode = 1;
    return false;
  }
}
