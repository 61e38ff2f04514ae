/**
 * The app's links (`peerster://…`), as the system hands them over: on macOS by an event, which comes before the app is
 * ready; elsewhere as an argument of the program, or of a second one that is started while it runs.
 */
import { app } from 'electron';
import { linkAmong } from './linkAmong.ts';

const SCHEME = 'peerster';

export interface Links {
  /** Once the app is ready: `open` gets each link, `show` follows each that came while the window was there. */
  handTo(open: (link: string) => void, show: () => void): void;
}

/** Call it before the app is ready. `args`: what this program was started with. */
export function hearLinks(args: readonly string[]): Links {
  let waiting = linkAmong(args);
  let hand = (link: string): void => {
    waiting = link;
  };
  const hear = (among: readonly string[]): void => {
    const link = linkAmong(among);
    if (link !== undefined) hand(link);
  };
  app.on('open-url', (event, link) => {
    event.preventDefault();
    hear([link]);
  });
  app.on('second-instance', (_event, others) => hear(others));
  return {
    handTo(open, show) {
      if (waiting !== undefined) open(waiting); // the window shows itself when its page is ready
      hand = (link) => {
        open(link);
        show();
      };
    },
  };
}

/**
 * Makes the app what the system opens such links with. Only where it is installed: from a checkout it would be Electron.
 * On Linux its desktop entry does that. On Windows the link stands behind `--`, so that it can't be a flag.
 */
export function claimLinks(): void {
  if (!app.isPackaged || process.platform === 'linux') return;
  if (process.platform === 'win32') app.setAsDefaultProtocolClient(SCHEME, process.execPath, ['--']);
  else app.setAsDefaultProtocolClient(SCHEME);
}
