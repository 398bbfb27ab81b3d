/** The other end of `Program`: answers what the bench asks. @param {Record<string, (value: any) => unknown>} deeds */
export function answering(deeds) {
  process.on('message', async ({ ask, kind, value }) => {
    const deed = deeds[kind];
    if (!deed) return;
    try {
      process.send({ answer: ask, value: await deed(value) });
    } catch (error) {
      process.send({ answer: ask, fault: error instanceof Error ? error.stack : String(error) });
    }
  });
  process.on('SIGTERM', () => process.exit(0));
  process.on('disconnect', () => process.exit(0));
}

/** This process's CPU time so far, in microseconds. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
