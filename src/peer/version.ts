/** The default import, as Node itself reads no other from JSON: tests and benches run these sources as they stand. */
import project from '../../package.json' with { type: 'json' };

export const version: string = project.version;
