/** Electron's fuses, read back from a program. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** A fuse is a character of the program: 0, 1, or r for one that this Electron no longer has. */
const ENABLED = '1'.charCodeAt(0);

export interface Fuses {
  readonly runAsNode: boolean;
  readonly onlyLoadAppFromAsar: boolean;
  readonly asarIntegrity: boolean;
  readonly cookieEncryption: boolean;
  readonly nodeOptions: boolean;
  readonly nodeCliInspect: boolean;
  readonly fileProtocolPrivileges: boolean;
}

/** What the packager changed in Electron's program, by the names of the packager's own configuration. */
export async function readFuses(executable: string): Promise<Fuses> {
  const wire = await getCurrentFuseWire(executable);
  const isSet = (option: FuseV1Options): boolean => Number(wire[option]) === ENABLED;
  return {
    runAsNode: isSet(FuseV1Options.RunAsNode),
    onlyLoadAppFromAsar: isSet(FuseV1Options.OnlyLoadAppFromAsar),
    asarIntegrity: isSet(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    cookieEncryption: isSet(FuseV1Options.EnableCookieEncryption),
    nodeOptions: isSet(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeCliInspect: isSet(FuseV1Options.EnableNodeCliInspectArguments),
    fileProtocolPrivileges: isSet(FuseV1Options.GrantFileProtocolExtraPrivileges),
  };
}
