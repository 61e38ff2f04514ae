/** The app in `out/`, started by Electron's own program under an inspector. */
import { _electron } from 'playwright-core';
import { START_MS, type StartedApp } from './startedApp.ts';

export async function startBuilt(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<StartedApp> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const app = await _electron.launch({
    executablePath: program,
    args: [...args],
    env: { ...(Object.fromEntries(inherited) as Record<string, string>), ...env },
    timeout: START_MS,
  });
  return {
    app,
    window: await app.firstWindow(),
    child: app.process(),
    askToQuit: () => app.evaluate(({ app: main }) => main.quit()),
    disconnect: () => app.close(),
  };
}
