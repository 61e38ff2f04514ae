/** Where the built page is: beside the built command line, as `electron-vite` leaves it. */
import { fileURLToPath } from 'node:url';

/** `entry` is the URL of the built program, in `out/cli/`. */
export const pageFolder = (entry: string): string => fileURLToPath(new URL('../renderer/', entry));
