/** Files in every state, offered in messages. */
import type { FoundFiles, Message, SharedFile } from '../../../../src/api/contract.ts';
import { fakeFile, fakeHash } from '../../../../src/renderer/lib/fakeFiles.ts';
import { fakeMessage, fakeSelf } from '../../../../src/renderer/lib/fakeClient.ts';
import { origins } from './conversation.ts';

const MINUTE = 60_000;
const bea = { origin: origins['Bea'] ?? '', name: 'Bea', bytesPerSecond: 31_000_000 };
const carol = { origin: origins['Carol'] ?? '', name: 'Carol', bytesPerSecond: 12_500_000 };

interface Offered {
  readonly name: string;
  readonly kind: SharedFile['kind'];
  readonly size: number;
  readonly caption?: string;
  readonly own?: boolean;
  readonly state?: SharedFile['state'];
}

const half = (size: number) => ({ have: size / 2, of: size });

const offered: readonly Offered[] = [
  {
    name: 'Minutes of the workshop.pdf',
    kind: 'document',
    size: 245_000,
    caption: 'The **minutes**, please add to them.',
  },
  {
    name: 'Film of the second day, uncut, all cameras.mkv',
    kind: 'video',
    size: 3_400_000_000,
    state: {
      kind: 'downloading',
      ...half(3_400_000_000),
      bytesPerSecond: 43_500_000,
      secondsLeft: 39,
      holders: [bea, carol],
    },
  },
  { name: 'measurements.csv', kind: 'text', size: 88_000_000, state: { kind: 'waiting', ...half(88_000_000) } },
  { name: 'Photos.zip', kind: 'archive', size: 640_000_000, state: { kind: 'paused', ...half(640_000_000) } },
  { name: 'slides.odp', kind: 'document', size: 12_000_000, state: { kind: 'assembling' } },
  {
    name: 'setup.exe',
    kind: 'program',
    size: 5_200_000,
    state: { kind: 'here', path: '/home/alex/Downloads/setup.exe' },
  },
  {
    name: 'Recording.flac',
    kind: 'audio',
    size: 51_000_000,
    state: { kind: 'failed', code: 'no-room-for-file', message: 'There is no room left.' },
  },
  {
    name: 'Map of the building.png',
    kind: 'image',
    size: 900_000,
    own: true,
    caption: 'Where the switches are:',
    state: { kind: 'here', path: '/home/alex/map.png' },
  },
];

const hashOf = (index: number): string => fakeHash('0123456789abcdef'[index] ?? '0');

export const fileMessages = (now: number): Message[] =>
  offered.map(({ name, kind, size, caption = '', own = false }, index) => {
    const at = now - (offered.length - index) * 2 * MINUTE;
    const hash = hashOf(index);
    const link = `peerster://file/${hash}?size=${size}&name=${encodeURIComponent(name)}`;
    return fakeMessage(index + 1, {
      ...(own
        ? { origin: fakeSelf.origin, name: 'Alex', person: fakeSelf.person, how: 'said', from: null, hops: null }
        : {}),
      own,
      reach: own ? 'peer' : null,
      saidAt: at,
      arrivedAt: at,
      shownAt: at,
      text: caption === '' ? link : `${caption}\n${link}`,
      file: { hash, name, size, kind, caption },
    });
  });

export const fileList = (): SharedFile[] => [
  fakeFile({
    id: 'reading-1',
    hash: null,
    name: 'Backup of the wiki.tar.gz',
    kind: 'archive',
    size: 2_000_000_000,
    own: true,
    state: { kind: 'hashing', done: 840_000_000, of: 2_000_000_000 },
  }),
  ...offered.flatMap(({ name, kind, size, own = false, state }, index) =>
    state === undefined
      ? []
      : [
          fakeFile({
            id: hashOf(index),
            hash: hashOf(index),
            name,
            kind,
            size,
            own,
            listed: index !== 3,
            at: index,
            state,
          }),
        ],
  ),
];

export const foundFiles: FoundFiles = {
  search: 1,
  keywords: ['workshop'],
  state: 'searching',
  files: [
    {
      hash: fakeHash('a'),
      name: 'Workshop, plan of the network.svg',
      size: 48_000,
      chunkCount: 6,
      kind: 'image',
      holders: [
        { origin: bea.origin, name: 'Bea', chunks: 6 },
        { origin: carol.origin, name: 'Carol', chunks: 6 },
      ],
      whole: true,
    },
    {
      hash: fakeHash('b'),
      name: 'workshop-photos-2026-11.zip',
      size: null,
      chunkCount: 210,
      kind: 'archive',
      holders: [{ origin: 'gossip5', name: 'gossip5', chunks: 64 }],
      whole: false,
    },
    {
      hash: hashOf(2),
      name: 'measurements of the workshop.csv',
      size: 88_000_000,
      chunkCount: 10_743,
      kind: 'text',
      holders: [{ origin: carol.origin, name: 'Carol', chunks: 10_743 }],
      whole: true,
    },
  ],
};
