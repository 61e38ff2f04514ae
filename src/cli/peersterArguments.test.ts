import { describe, expect, it } from 'vitest';
import { folderName, profileFolder } from './dataFolder.ts';
import { peersterCommand } from './peersterArguments.ts';

const machine = { platform: 'linux', home: '/home/a', environment: {} } as const;
const command = (...args: string[]) => {
  const result = peersterCommand(args, machine);
  return result.ok ? result.value : result.problem;
};

describe("the course's flags", () => {
  it('start a peer without key, folder and group, with the course log', () => {
    const args =
      '-UIPort=12345 -gossipAddr=127.0.0.1:5001 -name=A -peers=127.0.0.1:5000,127.0.0.1:5002 -simple -antiEntropy=2';
    expect(command(...args.split(' '), '-rtimer', '60', '-hopLimit=9', '-GUIPort=8081')).toEqual({
      kind: 'run',
      settings: {
        peer: {
          identity: { kind: 'course', name: 'A' },
          gossip: { host: '127.0.0.1', port: 5001 },
          peers: ['127.0.0.1:5000', '127.0.0.1:5002'],
          openToCourse: true,
          mode: 'simple',
          policy: 'coinFlip',
          antiEntropyMs: 2_000,
          routeRumorMs: 60_000,
          discovery: false,
          fixed: ['gossipPort', 'gossipHost', 'antiEntropySeconds', 'routeRumorSeconds', 'ephemeral', 'discovery'],
          hopLimit: 9,
          announce: false,
          files: {},
        },
        isGroupGiven: false,
        uiPort: 12_345,
        page: { host: '127.0.0.1', port: 8081 },
        log: 'course',
      },
    });
  });

  it('have their defaults', () => {
    expect(command('-name', 'A')).toMatchObject({
      settings: {
        peer: {
          gossip: { host: '127.0.0.1', port: 5000 },
          peers: [],
          mode: 'rumors',
          antiEntropyMs: 10_000,
          routeRumorMs: 0,
          discovery: false,
          hopLimit: 10,
          announce: false,
        },
        uiPort: 8080,
        page: { port: { firstFreeFrom: 8080 } },
      },
    });
  });

  it('keep what is said only with --data', () => {
    expect(command('-name=A', '--data=d')).toMatchObject({
      settings: { peer: { identity: { kind: 'course', name: 'A', folder: 'd' } } },
    });
  });
});

describe('backup and restore', () => {
  it('take a file and a folder', () => {
    expect(command('backup', 'me.peerster-backup', '--data', 'd', '--passphrase-file=p')).toEqual({
      kind: 'backup',
      file: 'me.peerster-backup',
      folder: 'd',
      passphraseFile: 'p',
      replace: false,
    });
    expect(command('restore', 'b', '--as=Alex', '--replace')).toEqual({
      kind: 'restore',
      file: 'b',
      folder: profileFolder(machine, 'Alex'),
      replace: true,
    });
    expect(command('restore', '--help')).toEqual({ kind: 'help' });
    expect(command('course-layout', '--help')).toEqual({ kind: 'help' });
  });

  it.each([[['backup']], [['restore', '--data=d']], [['backup', 'f', 'g']], [['backup', 'f', '--replace']]])(
    '%j is wrong use',
    (args) => expect(command(...args)).toMatchObject({ code: 'wrong-use' }),
  );
});

describe('what is given on the command line', () => {
  it('is fixed, and the rest is for the settings', () => {
    const fixed = (...args: string[]) => command(...args) as unknown as { settings: { peer: { fixed: string[] } } };
    expect(fixed().settings.peer.fixed).toEqual([]);
    expect(fixed('-antiEntropy=5', '--ephemeral').settings.peer.fixed).toEqual(['antiEntropySeconds', 'ephemeral']);
    expect(fixed('-gossipAddr=:5000').settings.peer.fixed).toEqual(['gossipPort', 'gossipHost']);
  });
});

describe('a profile', () => {
  it('is the default one, open to course peers in the lobby, on all interfaces', () => {
    expect(command()).toMatchObject({
      settings: {
        peer: {
          identity: { kind: 'profile', folder: '/home/a/.local/share/peerster/profiles/default', ephemeral: false },
          gossip: { host: '0.0.0.0', port: { firstFreeFrom: 5000 } },
          group: 'lobby',
          openToCourse: true,
          policy: 'eager',
        },
        uiPort: { firstFreeFrom: 8080 },
        log: 'plain',
      },
    });
  });

  it('has a folder of its own for each name, and keeps a group of its own closed', () => {
    expect(command('--as', 'Alex', '--group=team', '--ephemeral')).toMatchObject({
      settings: {
        peer: {
          identity: {
            kind: 'profile',
            name: 'Alex',
            folder: '/home/a/.local/share/peerster/profiles/=41lex',
            ephemeral: true,
          },
          group: 'team',
          openToCourse: false,
        },
      },
    });
  });

  it('has a folder where each system keeps data', () => {
    const { home } = machine;
    expect(profileFolder({ platform: 'linux', home, environment: { XDG_DATA_HOME: '/x' } })).toBe(
      '/x/peerster/profiles/default',
    );
    expect(profileFolder({ platform: 'darwin', home, environment: {} })).toContain(
      'Library/Application Support/Peerster',
    );
    expect(profileFolder({ platform: 'win32', home, environment: { LOCALAPPDATA: 'L' } })).toContain('L');
  });

  it('cannot leave its place by its name', () => {
    for (const name of ['..', '../x', '/etc', 'CON.', 'a b', 'ä', '', '\0', 'a:b', '~']) {
      expect(folderName(name)).toMatch(/^[a-z0-9_=-]*$/);
    }
    expect(folderName('A')).not.toBe(folderName('a'));
  });
});

describe('wrong use', () => {
  it.each([
    [['-name='], 'Give -name 1 to 255 bytes.'],
    [[`-name=${'x'.repeat(256)}`], 'Give -name 1 to 255 bytes.'],
    [['-name=A', '--as=B'], 'Give -name or --as, not both.'],
    [['-name=A', '--data=d', '--ephemeral'], 'Give --data or --ephemeral, not both.'],
    [['-gossipAddr=here'], 'Give -gossipAddr as ip:port, such as 127.0.0.1:5000.'],
    [['-gossipAddr=127.0.0.1:70000'], 'Give -gossipAddr as ip:port, such as 127.0.0.1:5000.'],
    [['-peers=127.0.0.1:5000,x'], 'Give -peers as ip:port,ip:port; "x" is none.'],
    [['-peers=1.2.3.400:5000'], 'Give -peers as ip:port,ip:port; "1.2.3.400:5000" is none.'],
    [['-UIPort=70000'], 'Give -UIPort a port, at most 65535.'],
    [['--policy=loud'], 'Give --policy as eager or coinFlip.'],
    [['--log=plain'], 'Give --log as course, json or quiet.'],
    [['--group='], '--group: The name of the group is empty. Type one.'],
    [['--group=te\u200Bam'], '--group: The name of the group holds characters that nobody can see. Leave them out.'],
    [['--as='], 'Give --as a name.'],
    [['--data='], 'Give --data a folder.'],
    [
      ['--ui-host=0.0.0.0'],
      'Give --token-file too when --ui-host is not this machine alone, so that not everyone can use the page.',
    ],
    [['report', '--as='], 'Give --data a folder, or --as a name.'],
    [
      ['restore', 'b', `--as=${'n'.repeat(65)}`],
      '--as: The name has 65 characters; 64 are the most. Choose a shorter one.',
    ],
    [['report', 'now'], '"now" is not a flag; write flags as -name=value.'],
  ])('%j is refused in one sentence', (args, message) => {
    expect(command(...args)).toEqual({ code: 'wrong-use', message });
  });

  it('is not what asks for help, the version or a report', () => {
    expect(command('--help', '-name=')).toEqual({ kind: 'help' });
    expect(command('--version')).toEqual({ kind: 'version' });
    expect(command('report', '--as=b')).toEqual({ kind: 'report', folder: '/home/a/.local/share/peerster/profiles/b' });
  });
});
