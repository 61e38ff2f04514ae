/** What a Linux desktop starts at login: a file in the format of freedesktop.org's Desktop Entry and Autostart. */

/** Starts without showing the window. */
export const HIDDEN_FLAG = '--hidden';

/** `command`: the program and its arguments. */
export const autostartEntry = (name: string, command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${oneLine(name)}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Whether a desktop would start it: its own settings may have switched the entry off and kept the file. */
export const isSwitchedOn = (entry: string): boolean =>
  /^\[Desktop Entry\]/m.test(entry) && !/^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry);

/**
 * One argument of Exec: in double quotes, where `"`, `` ` ``, `$` and `\` have a backslash before them, which is doubled
 * since every value is read as a string first; `%` would begin a field code.
 */
const quoted = (argument: string): string =>
  `"${oneLine(argument)
    .replace(/["`$\\]/g, (letter) => (letter === '\\' ? '\\\\\\\\' : `\\\\${letter}`))
    .replaceAll('%', '%%')}"`;

/** A line break would begin another key. */
const oneLine = (text: string): string => text.replace(/\p{Cc}/gu, '');
